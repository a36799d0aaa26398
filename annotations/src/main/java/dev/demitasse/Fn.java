package dev.demitasse;

import dev.demitasse.runtime.MacMode;

/**
 * Arithmetic that C and Java would otherwise do differently, for use in operators. On the JVM these
 * methods run as they stand here; in generated C they are this same source, lowered like any
 * helper, except that {@code mac} becomes the target's own instruction where it has one. Both sides
 * give the same bits.
 *
 * <pre>{@code
 * float sum = bias.at(m);
 * for (int k = 0; k < x.dim(1); k++) {
 *   sum = Fn.mac(sum, x.at(n, k), weights.at(m, k));
 * }
 * y.set(n, m, Fn.sigmoid(sum));
 * }</pre>
 *
 * <p>{@code exp}, {@code tanh} and {@code sigmoid} use single precision only, since most
 * microcontrollers have no unit for doubles, and never {@code mac}, so that their bits do not
 * depend on the {@linkplain MacMode mode}. Their errors are given in ulp, the distance of
 * neighbouring floats at the exact result; the largest over all floats was found by trying them
 * all.
 */
public final class Fn {
  /** A constant to the JIT compiler, which removes the other branch. */
  private static final boolean FUSED = MacMode.current() == MacMode.FUSED;

  /** At this and above, {@code exp} is infinite. */
  private static final float EXP_INFINITE = 89.0f;

  /** At this and below, {@code exp} rounds to zero. */
  private static final float EXP_ZERO = -104.0f;

  private static final float LOG2_E = 0x1.715476p0f;

  /** The leading 15 bits of the natural logarithm of 2: small integers times this are exact. */
  private static final float LN2_HIGH = 0x1.62e4p-1f;

  /** What {@link #LN2_HIGH} lacks. */
  private static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /**
   * Adding this to a float of magnitude up to 2 to the 22 rounds that to the nearest integer, which
   * is then in the low bits of the sum.
   */
  private static final float ROUND = 0x1.8p23f;

  /** Below this, {@code tanh} is a polynomial. */
  private static final float TANH_SMALL = 0.625f;

  private static final int SIGN_BIT = 0x80000000;

  private Fn() {}

  /**
   * Multiplies and adds: {@code sum + a * b}, rounded once (as {@link Math#fma(float, float,
   * float)}) or twice, as {@link MacMode#current} says. One build and all its runs on the JVM use
   * one mode, so the bits agree.
   */
  public static float mac(float sum, float a, float b) {
    return FUSED ? Math.fma(a, b, sum) : sum + a * b;
  }

  /** Multiplies and adds in double precision, as {@link #mac(float, float, float)} does. */
  public static double mac(double sum, double a, double b) {
    return FUSED ? Math.fma(a, b, sum) : sum + a * b;
  }

  /** Multiplies and adds integers: {@code sum + a * b}, which wraps on overflow as in Java. */
  public static int mac(int sum, int a, int b) {
    return sum + a * b;
  }

  /**
   * Returns e to the power {@code x}, with an error below 0.74 ulp (below 0.79 ulp where the result
   * is subnormal). Beyond the range of a float the result is infinity or zero; for a NaN it is a
   * NaN.
   *
   * <p>Method: {@code x = k * ln 2 + r} with the logarithm in two parts (W. J. Cody and W. Waite,
   * <i>Software Manual for the Elementary Functions</i>, 1980, chapter 6), a minimax polynomial of
   * degree 6 for e to the power {@code r} (by the algorithm of E. Remez, 1934) whose leading terms
   * are summed without rounding error (T. J. Dekker, <i>A floating-point technique for extending
   * the available precision</i>, 1971), and two scalings by powers of two, of which only the last
   * can round, when the result is subnormal.
   */
  public static float exp(float x) {
    float atMost = x > EXP_INFINITE ? EXP_INFINITE : x;
    float clamped = atMost < EXP_ZERO ? EXP_ZERO : atMost;
    float rounded = clamped * LOG2_E + ROUND;
    float k = rounded - ROUND;
    float high = clamped - k * LN2_HIGH;
    float low = k * LN2_LOW;
    float r = high - low;
    float p = 0x1.6db47ep-10f;
    p = p * r + 0x1.123b92p-7f;
    p = p * r + 0x1.55545ep-5f;
    p = p * r + 0x1.55548ep-3f;
    p = p * r + 0.5f;
    float sum = 1.0f + high;
    float lost = high - (sum - 1.0f);
    float power = sum + (lost + (r * r * p - low));
    int n = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(ROUND);
    int half = n >> 1;
    return power * twoToThe(half) * twoToThe(n - half);
  }

  /**
   * Returns the hyperbolic tangent of {@code x}, with an error below 1.35 ulp. The sign of a zero
   * is kept; for a NaN the result is a NaN.
   *
   * <p>Method: Cody and Waite, chapter 13: near zero a polynomial in the square of {@code x}
   * (minimax, for the relative error), elsewhere {@code 1 - 2 / (exp(2 |x|) + 1)}.
   */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float t;
    if (a < TANH_SMALL) {
      float z = a * a;
      float p = -0x1.733f28p-8f;
      p = p * z + 0x1.51c5c2p-6f;
      p = p * z - 0x1.b83a10p-5f;
      p = p * z + 0x1.1107acp-3f;
      p = p * z - 0x1.55553ap-2f;
      t = a + a * (z * p);
    } else {
      t = 1.0f - 2.0f / (exp(a + a) + 1.0f);
    }
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(t) | (Float.floatToRawIntBits(x) & SIGN_BIT));
  }

  /**
   * Returns the logistic function {@code 1 / (1 + exp(-x))}, with an error below 1.67 ulp, also
   * where the result is subnormal. For a NaN the result is a NaN.
   *
   * <p>Method: our own. With {@code e = exp(-|x|)}, which cannot overflow, the function at {@code
   * -|x|} is {@code e / (1 + e)}; written as {@code e - e * (e / (1 + e))}, the rounding errors of
   * sum and quotient vanish with {@code e}. At {@code |x|} it is the complement to one.
   */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float y = e - e * (e / (1.0f + e));
    return x < 0.0f ? y : 1.0f - y;
  }

  /** Returns 2 to the power {@code n} for {@code n} from -126 to 127, and some float for others. */
  private static float twoToThe(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }
}
