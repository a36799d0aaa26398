package dev.demitasse;

/**
 * Powers and roots.
 *
 * <p>Methods: {@code x^y = 2^(y log2 x)}, the logarithm as the sum of two numbers: {@code 2
 * artanh(s) = 2 (s + s w)} as in {@link Logarithm}, where {@code s}, its leading correction {@code
 * w} and all products of these are computed in two parts (T. J. Dekker, <i>A floating-point
 * technique for extending the available precision</i>, 1971). The cube root: a third of the
 * exponent, then two steps of Halley's method and a last one from a shortened number, whose square
 * is exact. Never with {@code mac}, whose bits depend on the mode.
 */
final class Power {
  /** Twice the binary logarithm of e in half the bits. */
  private static final float F32_TWO_LOG2_E_UPPER = 0x1.714p1f;

  /** What the former lacks. */
  private static final float F32_TWO_LOG2_E_REST = 0x1.47652cp-11f;

  private static final float F32_TWO_LOG2_E = 0x1.715476p1f;

  private static final float F32_THIRD_UPPER = 0x1.554p-2f;

  private static final float F32_THIRD_REST = 0x1.555556p-14f;

  private static final float F32_THIRD = 0x1.555556p-2f;

  /** At this and above, every number is whole; adding it to less rounds to whole numbers. */
  private static final float F32_WHOLE = 0x1p23f;

  /** At this and above, the power is as for an infinite exponent. */
  private static final float F32_Y_MOST = 0x1p40f;

  /** Twice the binary logarithm of e in half the bits. */
  private static final double F64_TWO_LOG2_E_UPPER = 0x1.715476p1;

  /** What the former lacks. */
  private static final double F64_TWO_LOG2_E_REST = 0x1.4ae0bf85ddf44p-25;

  private static final double F64_TWO_LOG2_E = 0x1.71547652b82fep1;

  private static final double F64_THIRD_UPPER = 0x1.555555p-2;

  private static final double F64_THIRD_REST = 0x1.5555555555555p-28;

  private static final double F64_THIRD = 0x1.5555555555555p-2;

  /** At this and above, every number is whole; adding it to less rounds to whole numbers. */
  private static final double F64_WHOLE = 0x1p52;

  /** At this and above, the power is as for an infinite exponent. */
  private static final double F64_Y_MOST = 0x1p80;

  private Power() {}

  static float pow(float x, float y) {
    float a = Math.abs(x);
    if (y == 0) {
      return 1;
    }
    // Java's, other than C's, is a NaN for an infinite power of 1 and of -1.
    if (!(a >= 0) || !(Math.abs(y) >= 0) || (a == 1 && Math.abs(y) == Float.POSITIVE_INFINITY)) {
      return Float.NaN;
    }
    float result;
    if (a == 0 || a == Float.POSITIVE_INFINITY) {
      result = (a == 0) == (y > 0) ? 0 : Float.POSITIVE_INFINITY;
    } else if (Math.abs(y) > F32_Y_MOST) {
      result = a == 1 ? 1 : (a < 1) == (y > 0) ? 0 : Float.POSITIVE_INFINITY;
    } else {
      result = ofPositive(a, y);
    }
    if (Float.floatToRawIntBits(x) >= 0) {
      return result;
    }
    if (isOdd(y)) {
      return -result;
    }
    return x < 0 && a < Float.POSITIVE_INFINITY && !isWhole(Math.abs(y)) ? Float.NaN : result;
  }

  private static boolean isOdd(float y) {
    float a = Math.abs(y);
    return a < 2 * F32_WHOLE && isWhole(a) && !isWhole(0.5f * a);
  }

  private static boolean isWhole(float a) {
    return a >= F32_WHOLE || (a + F32_WHOLE) - F32_WHOLE == a;
  }

  private static float ofPositive(float x, float y) {
    int k = Logarithm.exponent(x);
    float m = Logarithm.significand(x);
    // s = f / d in two parts.
    float f = m - 1;
    float d = m + 1;
    float s = upper(f / d);
    float dUpper = upper(d);
    float dLost = m > 1 ? 1 - (d - m) : m - (d - 1);
    float sRest = ((f - s * dUpper) - s * ((d - dUpper) + dLost)) / d;
    // w = z / 3 + z^2 / 5 + ... in two parts, z being the square of s.
    float z = s * s;
    float zRest = sRest * (s + s + sRest);
    float zUpper = upper(z);
    float square = z + zRest;
    float p = 0x1.8797f2p-4f;
    p = p * square + 0x1.c6c0d8p-4f;
    p = p * square + 0x1.24928ep-3f;
    p = p * square + 0x1.99999ap-3f;
    float wHigh = zUpper * F32_THIRD_UPPER;
    float wLow = zUpper * F32_THIRD_REST + ((z - zUpper) + zRest) * F32_THIRD + square * square * p;
    float w = upper(wHigh + wLow);
    float wRest = (wHigh - w) + wLow;
    // artanh s = s + s w.
    float product = s * w;
    float high = s + product;
    float low = ((s - high) + product) + (sRest + (s * wRest + sRest * (w + wRest)));
    // The binary logarithm.
    float highUpper = upper(high);
    float fraction = highUpper * F32_TWO_LOG2_E_UPPER;
    float fractionLow =
        highUpper * F32_TWO_LOG2_E_REST + ((high - highUpper) + low) * F32_TWO_LOG2_E;
    float log = k + fraction;
    float logLow = ((k - log) + fraction) + fractionLow;
    float logUpper = upper(log + logLow);
    float logRest = (log - logUpper) + logLow;
    // Times y.
    float yUpper = upper(y);
    float exponent = yUpper * logUpper;
    float exponentLow = (y - yUpper) * logUpper + y * logRest;
    float sum = exponent + exponentLow;
    return Exponential.exp2(sum, (exponent - sum) + exponentLow);
  }

  static float rsqrt(float x) {
    return 1 / (float) Math.sqrt(x);
  }

  static float cbrt(float x) {
    float a = Math.abs(x);
    if (!(a > 0) || a == Float.POSITIVE_INFINITY) {
      return x;
    }
    // A third of the bits, as an integer, is a third of the logarithm within a few percent.
    boolean subnormal = a < Float.MIN_NORMAL;
    float c = subnormal ? a * 0x1p24f : a;
    float t = Float.intBitsToFloat(Float.floatToRawIntBits(c) / 3 + 0x2a512ce3);
    for (int i = 0; i < 2; i++) {
      // The cube itself might overflow.
      float quarter = 0.25f * t * t * t;
      t = t * ((quarter + 0.5f * c) / (quarter + quarter + 0.25f * c));
    }
    t = upper(t);
    float q = c / (t * t);
    t = t + t * ((q - t) / (t + t + q));
    float result = subnormal ? t * 0x1p-8f : t;
    return x < 0 ? -result : result;
  }

  /** The leading half of the bits: the product of two such is exact. */
  private static float upper(float x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0xfffff000);
  }

  static double pow(double x, double y) {
    double a = Math.abs(x);
    if (y == 0) {
      return 1;
    }
    // Java's, other than C's, is a NaN for an infinite power of 1 and of -1.
    if (!(a >= 0) || !(Math.abs(y) >= 0) || (a == 1 && Math.abs(y) == Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    double result;
    if (a == 0 || a == Double.POSITIVE_INFINITY) {
      result = (a == 0) == (y > 0) ? 0 : Double.POSITIVE_INFINITY;
    } else if (Math.abs(y) > F64_Y_MOST) {
      result = a == 1 ? 1 : (a < 1) == (y > 0) ? 0 : Double.POSITIVE_INFINITY;
    } else {
      result = ofPositive(a, y);
    }
    if (Double.doubleToRawLongBits(x) >= 0) {
      return result;
    }
    if (isOdd(y)) {
      return -result;
    }
    return x < 0 && a < Double.POSITIVE_INFINITY && !isWhole(Math.abs(y)) ? Double.NaN : result;
  }

  private static boolean isOdd(double y) {
    double a = Math.abs(y);
    return a < 2 * F64_WHOLE && isWhole(a) && !isWhole(0.5 * a);
  }

  private static boolean isWhole(double a) {
    return a >= F64_WHOLE || (a + F64_WHOLE) - F64_WHOLE == a;
  }

  private static double ofPositive(double x, double y) {
    int k = Logarithm.exponent(x);
    double m = Logarithm.significand(x);
    // s = f / d in two parts.
    double f = m - 1;
    double d = m + 1;
    double s = upper(f / d);
    double dUpper = upper(d);
    double dLost = m > 1 ? 1 - (d - m) : m - (d - 1);
    double sRest = ((f - s * dUpper) - s * ((d - dUpper) + dLost)) / d;
    // w = z / 3 + z^2 / 5 + ... in two parts, z being the square of s.
    double z = s * s;
    double zRest = sRest * (s + s + sRest);
    double zUpper = upper(z);
    double square = z + zRest;
    double p = 0x1.087aabe253d9cp-4;
    p = p * square + 0x1.10188237ff7e4p-4;
    p = p * square + 0x1.3b18ba4163286p-4;
    p = p * square + 0x1.745d09ebc663ep-4;
    p = p * square + 0x1.c71c71d7ef489p-4;
    p = p * square + 0x1.249249248e511p-3;
    p = p * square + 0x1.999999999999ep-3;
    double wHigh = zUpper * F64_THIRD_UPPER;
    double wLow =
        zUpper * F64_THIRD_REST + ((z - zUpper) + zRest) * F64_THIRD + square * square * p;
    double w = upper(wHigh + wLow);
    double wRest = (wHigh - w) + wLow;
    // artanh s = s + s w.
    double product = s * w;
    double high = s + product;
    double low = ((s - high) + product) + (sRest + (s * wRest + sRest * (w + wRest)));
    // The binary logarithm.
    double highUpper = upper(high);
    double fraction = highUpper * F64_TWO_LOG2_E_UPPER;
    double fractionLow =
        highUpper * F64_TWO_LOG2_E_REST + ((high - highUpper) + low) * F64_TWO_LOG2_E;
    double log = k + fraction;
    double logLow = ((k - log) + fraction) + fractionLow;
    double logUpper = upper(log + logLow);
    double logRest = (log - logUpper) + logLow;
    // Times y.
    double yUpper = upper(y);
    double exponent = yUpper * logUpper;
    double exponentLow = (y - yUpper) * logUpper + y * logRest;
    double sum = exponent + exponentLow;
    return Exponential.exp2(sum, (exponent - sum) + exponentLow);
  }

  static double rsqrt(double x) {
    return 1 / Math.sqrt(x);
  }

  static double cbrt(double x) {
    double a = Math.abs(x);
    if (!(a > 0) || a == Double.POSITIVE_INFINITY) {
      return x;
    }
    // A third of the bits, as an integer, is a third of the logarithm within a few percent.
    boolean subnormal = a < Double.MIN_NORMAL;
    double c = subnormal ? a * 0x1p54 : a;
    double t = Double.longBitsToDouble(Double.doubleToRawLongBits(c) / 3 + 0x2a9f7893782da1ceL);
    for (int i = 0; i < 3; i++) {
      // The cube itself might overflow.
      double quarter = 0.25 * t * t * t;
      t = t * ((quarter + 0.5 * c) / (quarter + quarter + 0.25 * c));
    }
    t = upper(t);
    double q = c / (t * t);
    t = t + t * ((q - t) / (t + t + q));
    double result = subnormal ? t * 0x1p-18 : t;
    return x < 0 ? -result : result;
  }

  /** The leading half of the bits: the product of two such is exact. */
  private static double upper(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xfffffffff8000000L);
  }
}
