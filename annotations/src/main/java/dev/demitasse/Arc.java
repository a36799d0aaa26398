package dev.demitasse;

/**
 * The inverse functions of sine, cosine and tangent.
 *
 * <p>Methods: the arc tangent of {@code x} is that of a constant {@code c} near {@code x}, in two
 * parts, and that of {@code (x - c) / (1 + c x)}, for which a polynomial suffices; the arc sine is
 * a polynomial up to one half, and beyond {@code pi / 2 - 2 asin(sqrt((1 - x) / 2))} with the root
 * in two parts (W. J. Cody and W. Waite, <i>Software Manual for the Elementary Functions</i>, 1980,
 * chapters 10 and 11). The polynomials interpolate at the Chebyshev nodes. Never with {@code mac},
 * whose bits depend on the mode.
 */
final class Arc {
  /** Half of pi, in two parts. */
  private static final float F32_PIO2_HIGH = 0x1.921fb6p0f;

  private static final float F32_PIO2_LOW = -0x1.777a5cp-25f;

  /** Pi, in two parts. */
  private static final float F32_PI_HIGH = 0x1.921fb6p1f;

  private static final float F32_PI_LOW = -0x1.777a5cp-24f;

  /** The angle whose tangent is 1/2, in two parts. */
  private static final float F32_ATAN_HALF_HIGH = 0x1.dac67p-2f;

  private static final float F32_ATAN_HALF_LOW = 0x1.586ed4p-28f;

  /** The angle whose tangent is 1, in two parts. */
  private static final float F32_ATAN_ONE_HIGH = 0x1.921fb6p-1f;

  private static final float F32_ATAN_ONE_LOW = -0x1.777a5cp-26f;

  /** The angle whose tangent is 2, in two parts. */
  private static final float F32_ATAN_TWO_HIGH = 0x1.1b6e1ap0f;

  private static final float F32_ATAN_TWO_LOW = -0x1.a28838p-25f;

  /** Half of pi, in two parts. */
  private static final double F64_PIO2_HIGH = 0x1.921fb54442d18p0;

  private static final double F64_PIO2_LOW = 0x1.1a62633145c07p-54;

  /** Pi, in two parts. */
  private static final double F64_PI_HIGH = 0x1.921fb54442d18p1;

  private static final double F64_PI_LOW = 0x1.1a62633145c07p-53;

  /** The angle whose tangent is 1/2, in two parts. */
  private static final double F64_ATAN_HALF_HIGH = 0x1.dac670561bb4fp-2;

  private static final double F64_ATAN_HALF_LOW = 0x1.a2b7f222f65e2p-56;

  /** The angle whose tangent is 1, in two parts. */
  private static final double F64_ATAN_ONE_HIGH = 0x1.921fb54442d18p-1;

  private static final double F64_ATAN_ONE_LOW = 0x1.1a62633145c07p-55;

  /** The angle whose tangent is 2, in two parts. */
  private static final double F64_ATAN_TWO_HIGH = 0x1.1b6e192ebbe44p0;

  private static final double F64_ATAN_TWO_LOW = 0x1.b1b466a88828ep-54;

  private Arc() {}

  static float asin(float x) {
    float a = Math.abs(x);
    float result;
    if (a <= 0.5f) {
      result = a + asinTail(a, a * a);
    } else {
      float w = 0.5f * (1 - a);
      float root = (float) Math.sqrt(w);
      float s = upper(root);
      float twice = s + s;
      float sum = F32_PIO2_HIGH - twice;
      float lost = (F32_PIO2_HIGH - sum) - twice;
      result = sum + (lost + (F32_PIO2_LOW - 2 * (rootRest(w, root, s) + asinTail(root, w))));
    }
    return signed(result, x);
  }

  static float acos(float x) {
    float a = Math.abs(x);
    if (a <= 0.5f) {
      float sum = F32_PIO2_HIGH - x;
      float lost = (F32_PIO2_HIGH - sum) - x;
      return sum + (lost + (F32_PIO2_LOW - asinTail(x, x * x)));
    }
    float w = 0.5f * (1 - a);
    float root = (float) Math.sqrt(w);
    float s = upper(root);
    float rest = rootRest(w, root, s) + asinTail(root, w);
    if (x > 0) {
      return 2 * (s + rest);
    }
    float sum = F32_PIO2_HIGH - s;
    float lost = (F32_PIO2_HIGH - sum) - s;
    return 2 * (sum + (lost + (F32_PIO2_LOW - rest)));
  }

  static float atan(float x) {
    return signed(atanOfPositive(Math.abs(x)), x);
  }

  static float atan2(float y, float x) {
    float opposite = Math.abs(y);
    float adjacent = Math.abs(x);
    // Both zero, or both infinite: as if equal, and no angle between equals but the diagonal.
    float angle =
        opposite == 0 && adjacent == 0
            ? 0
            : opposite == adjacent ? F32_ATAN_ONE_HIGH : atanOfPositive(opposite / adjacent);
    float turned = Float.floatToRawIntBits(x) < 0 ? F32_PI_HIGH - (angle - F32_PI_LOW) : angle;
    return signed(turned, y);
  }

  private static float atanOfPositive(float x) {
    if (x < 0.375f) {
      return x + atanTail(x);
    }
    if (x < 0.75f) {
      return around(F32_ATAN_HALF_HIGH, F32_ATAN_HALF_LOW, (x + x - 1) / (2 + x));
    }
    if (x < 1.5f) {
      return around(F32_ATAN_ONE_HIGH, F32_ATAN_ONE_LOW, (x - 1) / (1 + x));
    }
    if (x < 4) {
      return around(F32_ATAN_TWO_HIGH, F32_ATAN_TWO_LOW, (x - 2) / (1 + (x + x)));
    }
    return around(F32_PIO2_HIGH, F32_PIO2_LOW, -1 / x);
  }

  private static float around(float high, float low, float z) {
    return high + (z + (atanTail(z) + low));
  }

  /** Returns {F32_code atan(x) - x}. */
  private static float atanTail(float x) {
    float z = x * x;
    float p = -0x1.185b36p-4f;
    p = p * z + 0x1.bc78aep-4f;
    p = p * z - 0x1.244fc6p-3f;
    p = p * z + 0x1.999872p-3f;
    p = p * z - 0x1.555554p-2f;
    return x * (z * p);
  }

  /** Returns {F32_code asin(x) - x}, for {F32_code z} the square of {F32_code x}. */
  private static float asinTail(float x, float z) {
    float p = 0x1.13fed4p-5f;
    p = p * z + 0x1.18f91ep-6f;
    p = p * z + 0x1.fd8da2p-6f;
    p = p * z + 0x1.6d5bbap-5f;
    p = p * z + 0x1.33343p-4f;
    p = p * z + 0x1.555554p-3f;
    return x * (z * p);
  }

  /**
   * What the square root of {F32_code w}, which is near {F32_code root}, has beyond {F32_code s}.
   */
  private static float rootRest(float w, float root, float s) {
    return w > 0 ? (w - s * s) / (root + s) : w;
  }

  /** The leading half of the bits: the square is exact. */
  private static float upper(float x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0xfffff000);
  }

  /** Gives a positive number the sign of {F32_code x}. */
  private static float signed(float positive, float x) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(positive) | (Float.floatToRawIntBits(x) & 0x80000000));
  }

  static double asin(double x) {
    double a = Math.abs(x);
    double result;
    if (a <= 0.5) {
      result = a + asinTail(a, a * a);
    } else {
      double w = 0.5 * (1 - a);
      double root = Math.sqrt(w);
      double s = upper(root);
      double twice = s + s;
      double sum = F64_PIO2_HIGH - twice;
      double lost = (F64_PIO2_HIGH - sum) - twice;
      result = sum + (lost + (F64_PIO2_LOW - 2 * (rootRest(w, root, s) + asinTail(root, w))));
    }
    return signed(result, x);
  }

  static double acos(double x) {
    double a = Math.abs(x);
    if (a <= 0.5) {
      double sum = F64_PIO2_HIGH - x;
      double lost = (F64_PIO2_HIGH - sum) - x;
      return sum + (lost + (F64_PIO2_LOW - asinTail(x, x * x)));
    }
    double w = 0.5 * (1 - a);
    double root = Math.sqrt(w);
    double s = upper(root);
    double rest = rootRest(w, root, s) + asinTail(root, w);
    if (x > 0) {
      return 2 * (s + rest);
    }
    double sum = F64_PIO2_HIGH - s;
    double lost = (F64_PIO2_HIGH - sum) - s;
    return 2 * (sum + (lost + (F64_PIO2_LOW - rest)));
  }

  static double atan(double x) {
    return signed(atanOfPositive(Math.abs(x)), x);
  }

  static double atan2(double y, double x) {
    double opposite = Math.abs(y);
    double adjacent = Math.abs(x);
    // Both zero, or both infinite: as if equal, and no angle between equals but the diagonal.
    double angle =
        opposite == 0 && adjacent == 0
            ? 0
            : opposite == adjacent ? F64_ATAN_ONE_HIGH : atanOfPositive(opposite / adjacent);
    double turned = Double.doubleToRawLongBits(x) < 0 ? F64_PI_HIGH - (angle - F64_PI_LOW) : angle;
    return signed(turned, y);
  }

  private static double atanOfPositive(double x) {
    if (x < 0.375) {
      return x + atanTail(x);
    }
    if (x < 0.75) {
      return around(F64_ATAN_HALF_HIGH, F64_ATAN_HALF_LOW, (x + x - 1) / (2 + x));
    }
    if (x < 1.5) {
      return around(F64_ATAN_ONE_HIGH, F64_ATAN_ONE_LOW, (x - 1) / (1 + x));
    }
    if (x < 4) {
      return around(F64_ATAN_TWO_HIGH, F64_ATAN_TWO_LOW, (x - 2) / (1 + (x + x)));
    }
    return around(F64_PIO2_HIGH, F64_PIO2_LOW, -1 / x);
  }

  private static double around(double high, double low, double z) {
    return high + (z + (atanTail(z) + low));
  }

  /** Returns {F64_code atan(x) - x}. */
  private static double atanTail(double x) {
    double z = x * x;
    double p = -0x1.69b4c63b53448p-6;
    p = p * z + 0x1.52fc05a2ac14ep-5;
    p = p * z - 0x1.a625183df8ebep-5;
    p = p * z + 0x1.e0ddff65e678ap-5;
    p = p * z - 0x1.1107878689be2p-4;
    p = p * z + 0x1.3b133d319302ep-4;
    p = p * z - 0x1.745d13d109714p-4;
    p = p * z + 0x1.c71c71b7ae4d2p-4;
    p = p * z - 0x1.2492492480925p-3;
    p = p * z + 0x1.999999999989bp-3;
    p = p * z - 0x1.5555555555555p-2;
    return x * (z * p);
  }

  /** Returns {F64_code asin(x) - x}, for {F64_code z} the square of {F64_code x}. */
  private static double asinTail(double x, double z) {
    double p = 0x1.d72b2bc8155f8p-6;
    p = p * z - 0x1.e6aaa8a0a04ccp-7;
    p = p * z + 0x1.1d189408314eep-6;
    p = p * z + 0x1.65a9c4dfcf8b2p-8;
    p = p * z + 0x1.52420b04b37bep-7;
    p = p * z + 0x1.782651caa6547p-7;
    p = p * z + 0x1.c9cf07674736ap-7;
    p = p * z + 0x1.1c4d35cf95421p-6;
    p = p * z + 0x1.6e8bb1c8209a2p-6;
    p = p * z + 0x1.f1c71c1db0623p-6;
    p = p * z + 0x1.6db6db6e31f13p-5;
    p = p * z + 0x1.3333333332ecap-4;
    p = p * z + 0x1.5555555555556p-3;
    return x * (z * p);
  }

  /**
   * What the square root of {F64_code w}, which is near {F64_code root}, has beyond {F64_code s}.
   */
  private static double rootRest(double w, double root, double s) {
    return w > 0 ? (w - s * s) / (root + s) : w;
  }

  /** The leading half of the bits: the square is exact. */
  private static double upper(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xfffffffff8000000L);
  }

  /** Gives a positive number the sign of {F64_code x}. */
  private static double signed(double positive, double x) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(positive)
            | (Double.doubleToRawLongBits(x) & 0x8000000000000000L));
  }
}
