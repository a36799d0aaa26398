package dev.demitasse;

/**
 * The natural logarithm and what follows from it.
 *
 * <p>Method: {@code x = 2^k * (1 + f)} with {@code 1 + f} between the square roots of one half and
 * of two; {@code log(1 + f) = 2 artanh(s)} with {@code s = f / (2 + f)}. Since {@code 2 s = f - s *
 * f}, that is {@code f - (f^2 / 2 - s * (f^2 / 2 + r))} with {@code r = 2 artanh(s) / s - 2}, a
 * polynomial in the square of {@code s} that interpolates at the Chebyshev nodes; so the leading
 * term has no error. Never with {@code mac}, whose bits depend on the mode.
 */
final class Logarithm {
  /** The leading bits of the logarithm of 2: small integers times this are exact. */
  private static final float F32_LN2_HIGH = 0x1.62e4p-1f;

  /** What the former lacks. */
  private static final float F32_LN2_LOW = 0x1.7f7d1cp-20f;

  private static final float F32_LN2 = 0x1.62e43p-1f;

  /** The leading bits of the decimal logarithm of 2. */
  private static final float F32_LOG10_2_HIGH = 0x1.344p-2f;

  /** What the former lacks. */
  private static final float F32_LOG10_2_LOW = 0x1.3509f8p-18f;

  /** The binary logarithm of e in half the bits: the product with another such is exact. */
  private static final float F32_LOG2_E_UPPER = 0x1.714p0f;

  /** What the former lacks. */
  private static final float F32_LOG2_E_REST = 0x1.47652cp-12f;

  /** The decimal logarithm of e in half the bits. */
  private static final float F32_LOG10_E_UPPER = 0x1.bcap-2f;

  /** What the former lacks. */
  private static final float F32_LOG10_E_REST = 0x1.7b1526p-14f;

  /** Above this, the square of a number absorbs one. */
  private static final float F32_LARGE = 0x1p13f;

  /** Below this, the logarithm of one more is the number itself. */
  private static final float F32_TINY = 0x1p-26f;

  /** The leading bits of the logarithm of 2: small integers times this are exact. */
  private static final double F64_LN2_HIGH = 0x1.62e42fefa2p-1;

  /** What the former lacks. */
  private static final double F64_LN2_LOW = 0x1.9ef35793c7673p-41;

  private static final double F64_LN2 = 0x1.62e42fefa39efp-1;

  /** The leading bits of the decimal logarithm of 2. */
  private static final double F64_LOG10_2_HIGH = 0x1.34413509f6p-2;

  /** What the former lacks. */
  private static final double F64_LOG10_2_LOW = 0x1.9fef311f12b36p-42;

  /** The binary logarithm of e in half the bits: the product with another such is exact. */
  private static final double F64_LOG2_E_UPPER = 0x1.715476p0;

  /** What the former lacks. */
  private static final double F64_LOG2_E_REST = 0x1.4ae0bf85ddf44p-26;

  /** The decimal logarithm of e in half the bits. */
  private static final double F64_LOG10_E_UPPER = 0x1.bcb7b1p-2;

  /** What the former lacks. */
  private static final double F64_LOG10_E_REST = 0x1.49b9438ca9aaep-28;

  /** Above this, the square of a number absorbs one. */
  private static final double F64_LARGE = 0x1p28;

  /** Below this, the logarithm of one more is the number itself. */
  private static final double F64_TINY = 0x1p-54;

  /** The bits of the square root of one half: between it and twice it lie the significands. */
  private static final int F32_ROOT_HALF = 0x3f3504f3;

  private static final long F64_ROOT_HALF = 0x3fe6a09e667f3bcdL;

  private Logarithm() {}

  static float log(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return outside(x);
    }
    int k = exponent(x);
    return log(significand(x) - 1, 0, k);
  }

  static float log2(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return outside(x);
    }
    return inBase(significand(x) - 1, exponent(x), 0, F32_LOG2_E_UPPER, F32_LOG2_E_REST);
  }

  static float log10(float x) {
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return outside(x);
    }
    float k = exponent(x);
    return inBase(
        significand(x) - 1,
        k * F32_LOG10_2_HIGH,
        k * F32_LOG10_2_LOW,
        F32_LOG10_E_UPPER,
        F32_LOG10_E_REST);
  }

  static float log1p(float x) {
    return log1p(x, 0);
  }

  /** Returns the logarithm of {F32_code 1 + high + low}, where {F32_code low} is far smaller. */
  static float log1p(float high, float low) {
    if (!(high > -1) || high == Float.POSITIVE_INFINITY) {
      return outside(1 + high);
    }
    if (Math.abs(high) < F32_TINY) {
      return high;
    }
    if (high > -0.29f && high < 0.41f) {
      return log(high, low - low * high, 0);
    }
    float sum = 1 + high;
    float lost = high < 1 ? high - (sum - 1) : 1 - (sum - high);
    return log(significand(sum) - 1, (lost + low) / sum, exponent(sum));
  }

  /** As {F32_code max(x, 0) + log(1 + exp(-|x|))}, which cannot overflow. */
  static float softplus(float x) {
    float small = log1p(Exponential.exp(-Math.abs(x)));
    return x > 0 ? x + small : small;
  }

  static float asinh(float x) {
    float a = Math.abs(x);
    float result;
    if (a > F32_LARGE) {
      result = log(a) + F32_LN2;
    } else {
      float z = a * a;
      float rest = z / (1 + root(1 + z));
      float sum = a + rest;
      result = log1p(sum, rest - (sum - a));
    }
    return signed(result, x);
  }

  static float acosh(float x) {
    if (!(x >= 1)) {
      return Float.NaN;
    }
    if (x > F32_LARGE) {
      return log(x) + F32_LN2;
    }
    float t = x - 1;
    float square = t * (t + 2);
    float root = root(square);
    // What the root and the sum lack.
    float upper = upper(root);
    float rest = root > 0 ? (square - upper * upper) / (root + upper) - (root - upper) : 0;
    float sum = t + root;
    return log1p(sum, (t - (sum - root)) + rest);
  }

  static float atanh(float x) {
    float a = Math.abs(x);
    float twice = a + a;
    float y = a < 0.5f ? twice + twice * a / (1 - a) : twice / (1 - a);
    return signed(0.5f * log1p(y), x);
  }

  /** What the logarithm is of a number that has none, and of infinity. */
  private static float outside(float x) {
    return x == 0 ? Float.NEGATIVE_INFINITY : x < 0 ? Float.NaN : x;
  }

  /** Returns {F32_code k ln 2 + log(1 + f) + c}, for a small correction {F32_code c}. */
  private static float log(float f, float c, int k) {
    float high = k * F32_LN2_HIGH;
    float sum = high + f;
    float lost = (high - sum) + f;
    float half = 0.5f * f * f;
    return sum - ((half - (k * F32_LN2_LOW + c + lost)) - tail(f, half));
  }

  /**
   * Returns {F32_code high + low + log(1 + f) / log(base)}, the reciprocal of the latter in parts.
   */
  private static float inBase(float f, float high, float low, float upper, float rest) {
    float half = 0.5f * f * f;
    float leading = upper(f - half);
    float trailing = ((f - leading) - half) + tail(f, half);
    float product = leading * upper;
    float sum = high + product;
    float lost = (high - sum) + product;
    return sum + (lost + (low + (leading * rest + trailing * (upper + rest))));
  }

  /**
   * Returns {F32_code s (f^2 / 2 + r)}: what the logarithm of {F32_code 1 + f} is above its
   * parabola.
   */
  private static float tail(float f, float half) {
    float s = f / (2 + f);
    float z = s * s;
    float p = 0x1.ddd172p-3f;
    p = p * z + 0x1.245c38p-2f;
    p = p * z + 0x1.9999ecp-2f;
    p = p * z + 0x1.555556p-1f;
    return s * (half + z * p);
  }

  /** The exponent {F32_code k} of a positive number. */
  static int exponent(float x) {
    float normal = x < Float.MIN_NORMAL ? x * 0x1p25f : x;
    int k = ((Float.floatToRawIntBits(normal) - F32_ROOT_HALF) >> 23);
    return x < Float.MIN_NORMAL ? k - 25 : k;
  }

  /** The significand {F32_code 1 + f} of a positive number. */
  static float significand(float x) {
    float normal = x < Float.MIN_NORMAL ? x * 0x1p25f : x;
    int bits = Float.floatToRawIntBits(normal) - F32_ROOT_HALF;
    return Float.intBitsToFloat((bits & 0x007fffff) + F32_ROOT_HALF);
  }

  /** The leading half of the bits: the square is exact. */
  private static float upper(float x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0xfffff000);
  }

  private static float root(float x) {
    return (float) Math.sqrt(x);
  }

  /** Gives a positive number the sign of {F32_code x}. */
  private static float signed(float positive, float x) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(positive) | (Float.floatToRawIntBits(x) & 0x80000000));
  }

  static double log(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return outside(x);
    }
    int k = exponent(x);
    return log(significand(x) - 1, 0, k);
  }

  static double log2(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return outside(x);
    }
    return inBase(significand(x) - 1, exponent(x), 0, F64_LOG2_E_UPPER, F64_LOG2_E_REST);
  }

  static double log10(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return outside(x);
    }
    double k = exponent(x);
    return inBase(
        significand(x) - 1,
        k * F64_LOG10_2_HIGH,
        k * F64_LOG10_2_LOW,
        F64_LOG10_E_UPPER,
        F64_LOG10_E_REST);
  }

  static double log1p(double x) {
    return log1p(x, 0);
  }

  /** Returns the logarithm of {F64_code 1 + high + low}, where {F64_code low} is far smaller. */
  static double log1p(double high, double low) {
    if (!(high > -1) || high == Double.POSITIVE_INFINITY) {
      return outside(1 + high);
    }
    if (Math.abs(high) < F64_TINY) {
      return high;
    }
    if (high > -0.29 && high < 0.41) {
      return log(high, low - low * high, 0);
    }
    double sum = 1 + high;
    double lost = high < 1 ? high - (sum - 1) : 1 - (sum - high);
    return log(significand(sum) - 1, (lost + low) / sum, exponent(sum));
  }

  /** As {F64_code max(x, 0) + log(1 + exp(-|x|))}, which cannot overflow. */
  static double softplus(double x) {
    double small = log1p(Exponential.exp(-Math.abs(x)));
    return x > 0 ? x + small : small;
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    double result;
    if (a > F64_LARGE) {
      result = log(a) + F64_LN2;
    } else {
      double z = a * a;
      double rest = z / (1 + root(1 + z));
      double sum = a + rest;
      result = log1p(sum, rest - (sum - a));
    }
    return signed(result, x);
  }

  static double acosh(double x) {
    if (!(x >= 1)) {
      return Double.NaN;
    }
    if (x > F64_LARGE) {
      return log(x) + F64_LN2;
    }
    double t = x - 1;
    double square = t * (t + 2);
    double root = root(square);
    // What the root and the sum lack.
    double upper = upper(root);
    double rest = root > 0 ? (square - upper * upper) / (root + upper) - (root - upper) : 0;
    double sum = t + root;
    return log1p(sum, (t - (sum - root)) + rest);
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    double twice = a + a;
    double y = a < 0.5 ? twice + twice * a / (1 - a) : twice / (1 - a);
    return signed(0.5 * log1p(y), x);
  }

  /** What the logarithm is of a number that has none, and of infinity. */
  private static double outside(double x) {
    return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
  }

  /** Returns {F64_code k ln 2 + log(1 + f) + c}, for a small correction {F64_code c}. */
  private static double log(double f, double c, int k) {
    double high = k * F64_LN2_HIGH;
    double sum = high + f;
    double lost = (high - sum) + f;
    double half = 0.5 * f * f;
    return sum - ((half - (k * F64_LN2_LOW + c + lost)) - tail(f, half));
  }

  /**
   * Returns {F64_code high + low + log(1 + f) / log(base)}, the reciprocal of the latter in parts.
   */
  private static double inBase(double f, double high, double low, double upper, double rest) {
    double half = 0.5 * f * f;
    double leading = upper(f - half);
    double trailing = ((f - leading) - half) + tail(f, half);
    double product = leading * upper;
    double sum = high + product;
    double lost = (high - sum) + product;
    return sum + (lost + (low + (leading * rest + trailing * (upper + rest))));
  }

  /**
   * Returns {F64_code s (f^2 / 2 + r)}: what the logarithm of {F64_code 1 + f} is above its
   * parabola.
   */
  private static double tail(double f, double half) {
    double s = f / (2 + f);
    double z = s * s;
    double p = 0x1.0c06cf14c641bp-3;
    p = p * z + 0x1.0fbe478772696p-3;
    p = p * z + 0x1.3b1c38474d3eep-3;
    p = p * z + 0x1.745cf8f6c9119p-3;
    p = p * z + 0x1.c71c72017a15cp-3;
    p = p * z + 0x1.2492492476ba1p-2;
    p = p * z + 0x1.9999999999a38p-2;
    p = p * z + 0x1.5555555555555p-1;
    return s * (half + z * p);
  }

  /** The exponent {F64_code k} of a positive number. */
  static int exponent(double x) {
    double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
    int k = (int) ((Double.doubleToRawLongBits(normal) - F64_ROOT_HALF) >> 52);
    return x < Double.MIN_NORMAL ? k - 54 : k;
  }

  /** The significand {F64_code 1 + f} of a positive number. */
  static double significand(double x) {
    double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
    long bits = Double.doubleToRawLongBits(normal) - F64_ROOT_HALF;
    return Double.longBitsToDouble((bits & 0x000fffffffffffffL) + F64_ROOT_HALF);
  }

  /** The leading half of the bits: the square is exact. */
  private static double upper(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xfffffffff8000000L);
  }

  private static double root(double x) {
    return Math.sqrt(x);
  }

  /** Gives a positive number the sign of {F64_code x}. */
  private static double signed(double positive, double x) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(positive)
            | (Double.doubleToRawLongBits(x) & 0x8000000000000000L));
  }
}
