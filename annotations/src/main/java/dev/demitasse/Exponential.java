package dev.demitasse;

/**
 * The exponential function and what follows from it.
 *
 * <p>Method: {@code x = k * ln 2 + r} with the logarithm in two parts (W. J. Cody and W. Waite,
 * <i>Software Manual for the Elementary Functions</i>, 1980, chapter 6), a polynomial for e to the
 * power {@code r} that interpolates at the Chebyshev nodes, whose leading terms are summed without
 * rounding error (T. J. Dekker, <i>A floating-point technique for extending the available
 * precision</i>, 1971), and two scalings by powers of two, of which only the last can round, when
 * the result is subnormal. Never with {@code mac}, whose bits depend on the mode.
 */
final class Exponential {
  /** At this and above, exp is infinite, and so is half of it. */
  private static final float F32_EXP_MOST = 90.0f;

  /** At this and below, exp rounds to zero. */
  private static final float F32_EXP_LEAST = -105.0f;

  private static final float F32_EXP2_MOST = 129.0f;

  private static final float F32_EXP2_LEAST = -151.0f;

  private static final float F32_LOG2_E = 0x1.715476p0f;

  private static final float F32_LN2 = 0x1.62e43p-1f;

  /** The leading bits of the logarithm of 2: small integers times this are exact. */
  private static final float F32_LN2_HIGH = 0x1.62e4p-1f;

  /** What the former lacks. */
  private static final float F32_LN2_LOW = 0x1.7f7d1cp-20f;

  /** The logarithm of 2 in half the bits: the product with another such is exact. */
  private static final float F32_LN2_UPPER = 0x1.62ep-1f;

  /** What the former lacks. */
  private static final float F32_LN2_REST = 0x1.0bfbe8p-15f;

  /** Adding this rounds to an integer, which is then in the low bits of the sum. */
  private static final float F32_ROUND = 0x1.8p23f;

  /** Below this, the rest of the series is beneath rounding. */
  private static final float F32_EXPM1_TINY = 0x1p-26f;

  /** At this and above, one less is beneath rounding. */
  private static final float F32_EXPM1_LARGE = 22.0f;

  /** At this and above, exp is infinite, and so is half of it. */
  private static final double F64_EXP_MOST = 711.0;

  /** At this and below, exp rounds to zero. */
  private static final double F64_EXP_LEAST = -747.0;

  private static final double F64_EXP2_MOST = 1025.0;

  private static final double F64_EXP2_LEAST = -1076.0;

  private static final double F64_LOG2_E = 0x1.71547652b82fep0;

  private static final double F64_LN2 = 0x1.62e42fefa39efp-1;

  /** The leading bits of the logarithm of 2: small integers times this are exact. */
  private static final double F64_LN2_HIGH = 0x1.62e42fefa2p-1;

  /** What the former lacks. */
  private static final double F64_LN2_LOW = 0x1.9ef35793c7673p-41;

  /** The logarithm of 2 in half the bits: the product with another such is exact. */
  private static final double F64_LN2_UPPER = 0x1.62e42f8p-1;

  /** What the former lacks. */
  private static final double F64_LN2_REST = 0x1.be8e7bcd5e4f2p-27;

  /** Adding this rounds to an integer, which is then in the low bits of the sum. */
  private static final double F64_ROUND = 0x1.8p52;

  /** Below this, the rest of the series is beneath rounding. */
  private static final double F64_EXPM1_TINY = 0x1p-55;

  /** At this and above, one less is beneath rounding. */
  private static final double F64_EXPM1_LARGE = 44.0;

  private Exponential() {}

  static float exp(float x) {
    return scaledExp(x, 0);
  }

  /**
   * Returns e to the power {F32_code x}, times 2 to the power {F32_code scale}, which is 0 or -1.
   */
  static float scaledExp(float x, int scale) {
    float atMost = x > F32_EXP_MOST ? F32_EXP_MOST : x;
    float clamped = atMost < F32_EXP_LEAST ? F32_EXP_LEAST : atMost;
    float rounded = clamped * F32_LOG2_E + F32_ROUND;
    float k = rounded - F32_ROUND;
    return assembled(clamped - k * F32_LN2_HIGH, k * F32_LN2_LOW, integer(rounded) + scale);
  }

  static float exp2(float x) {
    return exp2(x, 0);
  }

  /** Returns 2 to the power {F32_code high + low}, where {F32_code low} is far smaller. */
  static float exp2(float high, float low) {
    float atMost = high > F32_EXP2_MOST ? F32_EXP2_MOST : high;
    float clamped = atMost < F32_EXP2_LEAST ? F32_EXP2_LEAST : atMost;
    float rounded = clamped + F32_ROUND;
    float f = clamped - (rounded - F32_ROUND);
    float upper = Float.intBitsToFloat(Float.floatToRawIntBits(f) & 0xfffff000);
    float lost = (f - upper) + (clamped == high ? low : 0);
    float rest = upper * F32_LN2_REST + lost * F32_LN2;
    return assembled(upper * F32_LN2_UPPER, -rest, integer(rounded));
  }

  static float expm1(float x) {
    if (Math.abs(x) < F32_EXPM1_TINY) {
      return x;
    }
    if (x > F32_EXPM1_LARGE) {
      return exp(x);
    }
    float clamped = x < -F32_EXPM1_LARGE ? -F32_EXPM1_LARGE : x;
    float rounded = clamped * F32_LOG2_E + F32_ROUND;
    float k = rounded - F32_ROUND;
    float high = clamped - k * F32_LN2_HIGH;
    float low = k * F32_LN2_LOW;
    float sum = 1 + high;
    float lost = high - (sum - 1);
    float power = twoToTheF32(integer(rounded));
    float scaled = sum * power;
    float difference = scaled - 1;
    // Exact where the two are within a factor of two; else the smaller one loses bits.
    float cut = scaled > 1 ? (scaled - difference) - 1 : scaled - (difference + 1);
    return difference + (cut + (lost + (tail(high - low) - low)) * power);
  }

  static float sinh(float x) {
    float a = Math.abs(x);
    float result;
    if (a < 1) {
      float z = a * a;
      float p = 0x1.78a70ep-19f;
      p = p * z + 0x1.a009p-13f;
      p = p * z + 0x1.11111ep-7f;
      p = p * z + 0x1.555556p-3f;
      result = a + a * (z * p);
    } else {
      float half = scaledExp(a, -1);
      result = half - 0.25f / half;
    }
    return signed(result, x);
  }

  static float cosh(float x) {
    float half = scaledExp(Math.abs(x), -1);
    return half + 0.25f / half;
  }

  /**
   * Cody and Waite, chapter 13: near zero a polynomial in the square, elsewhere {F32_code 1 - 2 /
   * (exp(2 |x|) + 1)}.
   */
  static float tanh(float x) {
    float a = Math.abs(x);
    float result;
    if (a < 0.625f) {
      float z = a * a;
      float p = 0x1.2c83cp-9f;
      p = p * z - 0x1.116a16p-7f;
      p = p * z + 0x1.64a976p-6f;
      p = p * z - 0x1.ba08c4p-5f;
      p = p * z + 0x1.1110eap-3f;
      p = p * z - 0x1.555556p-2f;
      result = a + a * (z * p);
    } else {
      result = 1 - 2 / (exp(a + a) + 1);
    }
    return signed(result, x);
  }

  /**
   * Our own: with {F32_code e = exp(-|x|)}, which cannot overflow, the function at {F32_code -|x|}
   * is {F32_code e / (1 + e)}; written as {F32_code e - e * (e / (1 + e))}, the rounding errors of
   * sum and quotient vanish with {F32_code e}. At {F32_code |x|} it is the complement to one.
   */
  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float y = e - e * (e / (1 + e));
    return x < 0 ? y : 1 - y;
  }

  /** Returns e to the power {F32_code high - low}, times 2 to the power {F32_code n}. */
  private static float assembled(float high, float low, int n) {
    float sum = 1 + high;
    float lost = high - (sum - 1);
    float power = sum + (lost + (tail(high - low) - low));
    int half = n >> 1;
    return power * twoToTheF32(half) * twoToTheF32(n - half);
  }

  /** Returns {F32_code exp(r) - 1 - r} for small {F32_code r}. */
  private static float tail(float r) {
    float p = 0x1.a113bp-16f;
    p = p * r + 0x1.a1522ep-13f;
    p = p * r + 0x1.6c1686p-10f;
    p = p * r + 0x1.1110c6p-7f;
    p = p * r + 0x1.555556p-5f;
    p = p * r + 0x1.555556p-3f;
    p = p * r + 0x1p-1f;
    return r * r * p;
  }

  /** The integer that a sum with the rounding constant holds. */
  private static int integer(float rounded) {
    return (Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(F32_ROUND));
  }

  /** Returns 2 to the power {F32_code n} if that is a normal number, and something for others. */
  private static float twoToTheF32(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  /** Gives a positive number the sign of {F32_code x}. */
  private static float signed(float positive, float x) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(positive) | (Float.floatToRawIntBits(x) & 0x80000000));
  }

  static double exp(double x) {
    return scaledExp(x, 0);
  }

  /**
   * Returns e to the power {F64_code x}, times 2 to the power {F64_code scale}, which is 0 or -1.
   */
  static double scaledExp(double x, int scale) {
    double atMost = x > F64_EXP_MOST ? F64_EXP_MOST : x;
    double clamped = atMost < F64_EXP_LEAST ? F64_EXP_LEAST : atMost;
    double rounded = clamped * F64_LOG2_E + F64_ROUND;
    double k = rounded - F64_ROUND;
    return assembled(clamped - k * F64_LN2_HIGH, k * F64_LN2_LOW, integer(rounded) + scale);
  }

  static double exp2(double x) {
    return exp2(x, 0);
  }

  /** Returns 2 to the power {F64_code high + low}, where {F64_code low} is far smaller. */
  static double exp2(double high, double low) {
    double atMost = high > F64_EXP2_MOST ? F64_EXP2_MOST : high;
    double clamped = atMost < F64_EXP2_LEAST ? F64_EXP2_LEAST : atMost;
    double rounded = clamped + F64_ROUND;
    double f = clamped - (rounded - F64_ROUND);
    double upper = Double.longBitsToDouble(Double.doubleToRawLongBits(f) & 0xfffffffff8000000L);
    double lost = (f - upper) + (clamped == high ? low : 0);
    double rest = upper * F64_LN2_REST + lost * F64_LN2;
    return assembled(upper * F64_LN2_UPPER, -rest, integer(rounded));
  }

  static double expm1(double x) {
    if (Math.abs(x) < F64_EXPM1_TINY) {
      return x;
    }
    if (x > F64_EXPM1_LARGE) {
      return exp(x);
    }
    double clamped = x < -F64_EXPM1_LARGE ? -F64_EXPM1_LARGE : x;
    double rounded = clamped * F64_LOG2_E + F64_ROUND;
    double k = rounded - F64_ROUND;
    double high = clamped - k * F64_LN2_HIGH;
    double low = k * F64_LN2_LOW;
    double sum = 1 + high;
    double lost = high - (sum - 1);
    double power = twoToTheF64(integer(rounded));
    double scaled = sum * power;
    double difference = scaled - 1;
    // Exact where the two are within a factor of two; else the smaller one loses bits.
    double cut = scaled > 1 ? (scaled - difference) - 1 : scaled - (difference + 1);
    return difference + (cut + (lost + (tail(high - low) - low)) * power);
  }

  static double sinh(double x) {
    double a = Math.abs(x);
    double result;
    if (a < 1) {
      double z = a * a;
      double p = 0x1.b41232cf9950fp-41;
      p = p * z + 0x1.611cb330c1fe8p-33;
      p = p * z + 0x1.ae6460fae3728p-26;
      p = p * z + 0x1.71de3a4e14f4p-19;
      p = p * z + 0x1.a01a01a01ee7p-13;
      p = p * z + 0x1.11111111110fdp-7;
      p = p * z + 0x1.5555555555555p-3;
      result = a + a * (z * p);
    } else {
      double half = scaledExp(a, -1);
      result = half - 0.25 / half;
    }
    return signed(result, x);
  }

  static double cosh(double x) {
    double half = scaledExp(Math.abs(x), -1);
    return half + 0.25 / half;
  }

  /**
   * Cody and Waite, chapter 13: near zero a polynomial in the square, elsewhere {F64_code 1 - 2 /
   * (exp(2 |x|) + 1)}.
   */
  static double tanh(double x) {
    double a = Math.abs(x);
    double result;
    if (a < 0.625) {
      double z = a * a;
      double p = 0x1.b33642a122cddp-18;
      p = p * z - 0x1.05bbdae896297p-15;
      p = p * z + 0x1.8445870f6fe41p-14;
      p = p * z - 0x1.f243823c8c981p-13;
      p = p * z + 0x1.3526e9ed54da1p-11;
      p = p * z - 0x1.7d9f6f23e8682p-10;
      p = p * z + 0x1.d6d39ae3905e2p-9;
      p = p * z - 0x1.226e3473dce5cp-7;
      p = p * z + 0x1.664f487e0a749p-6;
      p = p * z - 0x1.ba1ba1ba0f126p-5;
      p = p * z + 0x1.11111111110a8p-3;
      p = p * z - 0x1.5555555555555p-2;
      result = a + a * (z * p);
    } else {
      result = 1 - 2 / (exp(a + a) + 1);
    }
    return signed(result, x);
  }

  /**
   * Our own: with {F64_code e = exp(-|x|)}, which cannot overflow, the function at {F64_code -|x|}
   * is {F64_code e / (1 + e)}; written as {F64_code e - e * (e / (1 + e))}, the rounding errors of
   * sum and quotient vanish with {F64_code e}. At {F64_code |x|} it is the complement to one.
   */
  static double sigmoid(double x) {
    double e = exp(-Math.abs(x));
    double y = e - e * (e / (1 + e));
    return x < 0 ? y : 1 - y;
  }

  /** Returns e to the power {F64_code high - low}, times 2 to the power {F64_code n}. */
  private static double assembled(double high, double low, int n) {
    double sum = 1 + high;
    double lost = high - (sum - 1);
    double power = sum + (lost + (tail(high - low) - low));
    int half = n >> 1;
    return power * twoToTheF64(half) * twoToTheF64(n - half);
  }

  /** Returns {F64_code exp(r) - 1 - r} for small {F64_code r}. */
  private static double tail(double r) {
    double p = 0x1.1f7350a074034p-29;
    p = p * r + 0x1.af4e70dd7207dp-26;
    p = p * r + 0x1.27e4db3f36203p-22;
    p = p * r + 0x1.71de01f07539bp-19;
    p = p * r + 0x1.a01a01a6e448ep-16;
    p = p * r + 0x1.a01a01abfc8ddp-13;
    p = p * r + 0x1.6c16c16c162bfp-10;
    p = p * r + 0x1.11111111100b6p-7;
    p = p * r + 0x1.5555555555556p-5;
    p = p * r + 0x1.5555555555557p-3;
    p = p * r + 0x1p-1;
    return r * r * p;
  }

  /** The integer that a sum with the rounding constant holds. */
  private static int integer(double rounded) {
    return (int) (Double.doubleToRawLongBits(rounded) - Double.doubleToRawLongBits(F64_ROUND));
  }

  /** Returns 2 to the power {F64_code n} if that is a normal number, and something for others. */
  private static double twoToTheF64(int n) {
    return Double.longBitsToDouble((long) (n + 1023) << 52);
  }

  /** Gives a positive number the sign of {F64_code x}. */
  private static double signed(double positive, double x) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(positive)
            | (Double.doubleToRawLongBits(x) & 0x8000000000000000L));
  }
}
