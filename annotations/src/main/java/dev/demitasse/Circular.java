package dev.demitasse;

/**
 * Sine, cosine and tangent.
 *
 * <p>Method: up to a quarter of pi, polynomials that interpolate at the Chebyshev nodes. Beyond,
 * the argument times {@code 2 / pi}, of which only those bits are taken that matter modulo 4 and to
 * the result's precision, in integers, exact to the last bit that is kept (M. H. Payne and R. N.
 * Hanek, <i>Radian reduction for trigonometric functions</i>, 1983). So all arguments, however
 * large, are as good as small ones. Never with {@code mac}, whose bits depend on the mode.
 */
final class Circular {
  private static final float F32_PIO4 = 0x1.921fb6p-1f;

  private static final double F64_PIO4 = 0x1.921fb54442d18p-1;

  /** Half of pi in half the bits: the product with another such is exact. */
  private static final double F64_PIO2_UPPER = 0x1.921fb5p0;

  /** What the former lacks. */
  private static final double F64_PIO2_REST = 0x1.110b4611a6263p-26;

  /** What both lack. */
  private static final double F64_PIO2_LEAST = 0x1.8a2e03707344ap-81;

  private static final double F64_PIO2 = 0x1.921fb54442d18p0;

  /** A quarter of a turn. */
  private static final long QUARTER = 1L << 62;

  /** Half of pi, in units of 2 to the -62. */
  private static final long PIO2_FIXED = 0x6487ed5110b4611aL;

  /** The bit of 2 / pi, behind 64 zeros, that counts four for an integer. */
  private static final int START = 62;

  private Circular() {}

  static float sin(float x) {
    float a = Math.abs(x);
    return signed(a <= F32_PIO4 ? sinNearZero(a, 0) : turned(a, 0, false), x);
  }

  static float cos(float x) {
    float a = Math.abs(x);
    return a <= F32_PIO4 ? cosNearZero(a, 0) : turned(a, 1, false);
  }

  static float tan(float x) {
    float a = Math.abs(x);
    return signed(a <= F32_PIO4 ? tanNearZero(a, 0) : turned(a, 0, true), x);
  }

  /** Returns the tangent of {F32_code r + low}. */
  private static float tanNearZero(float r, float low) {
    float z = r * r;
    float p = 0x1.d51698p-10f;
    p = p * z - 0x1.7e207ep-22f;
    p = p * z + 0x1.22092p-8f;
    p = p * z + 0x1.1a1abcp-7f;
    p = p * z + 0x1.66fc2p-6f;
    p = p * z + 0x1.ba14d6p-5f;
    p = p * z + 0x1.11111ep-3f;
    p = p * z + 0x1.555556p-2f;
    return r + (r * (z * p) + low * (1 + z));
  }

  /** Returns the sine of {F32_code r + low}. */
  private static float sinNearZero(float r, float low) {
    float z = r * r;
    float p = 0x1.6dbdf2p-19f;
    p = p * z - 0x1.a013a8p-13f;
    p = p * z + 0x1.11110ep-7f;
    p = p * z - 0x1.555556p-3f;
    return r + (r * (z * p) + low * (1 - 0.5f * z));
  }

  /** Returns the cosine of {F32_code r + low}. */
  private static float cosNearZero(float r, float low) {
    float z = r * r;
    float p = 0x1.9bd886p-16f;
    p = p * z - 0x1.6c12d2p-10f;
    p = p * z + 0x1.555554p-5f;
    float half = 0.5f * z;
    float leading = 1 - half;
    return leading + (((1 - leading) - half) + (z * z * p - r * low));
  }

  /** Gives a sine the sign that goes with {F32_code x}. */
  private static float signed(float y, float x) {
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(y) ^ (Float.floatToRawIntBits(x) & 0x80000000));
  }

  static double sin(double x) {
    double a = Math.abs(x);
    return signed(a <= F64_PIO4 ? sinNearZero(a, 0) : turned(a, 0, false), x);
  }

  static double cos(double x) {
    double a = Math.abs(x);
    return a <= F64_PIO4 ? cosNearZero(a, 0) : turned(a, 1, false);
  }

  static double tan(double x) {
    double a = Math.abs(x);
    return signed(a <= F64_PIO4 ? tanNearZero(a, 0) : turned(a, 0, true), x);
  }

  /** Returns the tangent of {F64_code r + low}. */
  private static double tanNearZero(double r, double low) {
    double z = r * r;
    double p = 0x1.1cb507d88284dp-17;
    p = p * z - 0x1.33641af95e7bdp-16;
    p = p * z + 0x1.326c1a2d5a51ep-15;
    p = p * z - 0x1.72003ce4da7c3p-17;
    p = p * z + 0x1.d2623c2561ea8p-15;
    p = p * z + 0x1.7967f374c81d7p-14;
    p = p * z + 0x1.f9e4404ecf79bp-13;
    p = p * z + 0x1.351b72ba76f6cp-11;
    p = p * z + 0x1.7da7fbab71f1bp-10;
    p = p * z + 0x1.d6d39435a08fep-9;
    p = p * z + 0x1.226e36630ea07p-7;
    p = p * z + 0x1.664f487d80d14p-6;
    p = p * z + 0x1.ba1ba1ba29c68p-5;
    p = p * z + 0x1.1111111111099p-3;
    p = p * z + 0x1.5555555555555p-2;
    return r + (r * (z * p) + low * (1 + z));
  }

  /** Returns the sine of {F64_code r + low}. */
  private static double sinNearZero(double r, double low) {
    double z = r * r;
    double p = -0x1.ab17c21adf462p-41;
    p = p * z + 0x1.61217eed1c04ap-33;
    p = p * z - 0x1.ae6454129f078p-26;
    p = p * z + 0x1.71de3a54607fap-19;
    p = p * z - 0x1.a01a01a019937p-13;
    p = p * z + 0x1.111111111111p-7;
    p = p * z - 0x1.5555555555555p-3;
    return r + (r * (z * p) + low * (1 - 0.5 * z));
  }

  /** Returns the cosine of {F64_code r + low}. */
  private static double cosNearZero(double r, double low) {
    double z = r * r;
    double p = -0x1.907d9316a965fp-37;
    p = p * z + 0x1.1eeb68d2958ddp-29;
    p = p * z - 0x1.27e4fa17c44ep-22;
    p = p * z + 0x1.a01a019f4e9f4p-16;
    p = p * z - 0x1.6c16c16c16967p-10;
    p = p * z + 0x1.5555555555555p-5;
    double half = 0.5 * z;
    double leading = 1 - half;
    return leading + (((1 - leading) - half) + (z * z * p - r * low));
  }

  /** Gives a sine the sign that goes with {F64_code x}. */
  private static double signed(double y, double x) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(y) ^ (Double.doubleToRawLongBits(x) & 0x8000000000000000L));
  }

  /** Returns the sine of {@code a} and some quarters of a turn, or the tangent of {@code a}. */
  private static float turned(float a, int quarters, boolean tangent) {
    if (!(a < Float.POSITIVE_INFINITY)) {
      return Float.NaN;
    }
    int bits = Float.floatToRawIntBits(a);
    long significand = (bits & 0x007fffff) | 0x00800000;
    int start = START + (bits >>> 23) - 150;
    long turns = significand * window(start) + ((significand * (window(start + 64) >>> 32)) >>> 32);
    int quadrant = (int) ((turns + QUARTER / 2) >>> 62) + quarters;
    // In units of 2 to the -60.
    long angle = Math.multiplyHigh(turns - (turns + QUARTER / 2 & -QUARTER), PIO2_FIXED);
    float high = angle;
    float low = angle - (long) high;
    float r = high * 0x1p-60f;
    float rest = low * 0x1p-60f;
    if (tangent) {
      float t = tanNearZero(r, rest);
      return (quadrant & 1) == 0 ? t : -1 / t;
    }
    float y = (quadrant & 1) == 0 ? sinNearZero(r, rest) : cosNearZero(r, rest);
    return (quadrant & 2) == 0 ? y : -y;
  }

  /** Returns the sine of {@code a} and some quarters of a turn, or the tangent of {@code a}. */
  private static double turned(double a, int quarters, boolean tangent) {
    if (!(a < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    long bits = Double.doubleToRawLongBits(a);
    long significand = (bits & 0x000fffffffffffffL) | 0x0010000000000000L;
    int start = START + (int) (bits >>> 52) - 1075;
    long middle = window(start + 64);
    long carried = unsignedHigh(significand, window(start + 128));
    long fine = significand * middle + carried;
    long carry = Long.compareUnsigned(fine, carried) < 0 ? 1 : 0;
    long turns = significand * window(start) + unsignedHigh(significand, middle) + carry;
    int quadrant = (int) ((turns + QUARTER / 2) >>> 62) + quarters;
    long rest = turns - (turns + QUARTER / 2 & -QUARTER);
    // The angle as a sum of two doubles, times half of pi, in units of 2 to the -62.
    double high = rest;
    double low = (rest - (long) high) + (fine >>> 1) * 0x1p-63;
    double sum = high + low;
    low = (high - sum) + low;
    double upper = Double.longBitsToDouble(Double.doubleToRawLongBits(sum) & 0xfffffffff8000000L);
    double product = sum * F64_PIO2;
    double exact = upper * F64_PIO2_UPPER;
    double lost = (exact - product) + (upper * F64_PIO2_REST + (sum - upper) * F64_PIO2_UPPER);
    lost = lost + (sum - upper) * F64_PIO2_REST;
    lost = lost + (sum * F64_PIO2_LEAST + low * F64_PIO2);
    double r = product * 0x1p-62;
    if (tangent) {
      double t = tanNearZero(r, lost * 0x1p-62);
      return (quadrant & 1) == 0 ? t : -1 / t;
    }
    double y =
        (quadrant & 1) == 0 ? sinNearZero(r, lost * 0x1p-62) : cosNearZero(r, lost * 0x1p-62);
    return (quadrant & 2) == 0 ? y : -y;
  }

  /** The upper half of the product of a positive and an unsigned number. */
  private static long unsignedHigh(long positive, long unsigned) {
    long high = Math.multiplyHigh(positive, unsigned);
    return unsigned < 0 ? high + positive : high;
  }

  /** The 64 bits of 2 / pi, behind 64 zeros, from the bit at {@code start}. */
  private static long window(int start) {
    int index = start >> 6;
    int shift = start & 63;
    return (twoOverPi(index) << shift) | ((twoOverPi(index + 1) >>> 1) >>> (63 - shift));
  }

  /** The bits of 2 / pi, behind 64 zeros, 64 at a time. */
  private static long twoOverPi(int index) {
    if (index == 1) {
      return 0xa2f9836e4e441529L;
    }
    if (index == 2) {
      return 0xfc2757d1f534ddc0L;
    }
    if (index == 3) {
      return 0xdb6295993c439041L;
    }
    if (index == 4) {
      return 0xfe5163abdebbc561L;
    }
    if (index == 5) {
      return 0xb7246e3a424dd2e0L;
    }
    if (index == 6) {
      return 0x06492eea09d1921cL;
    }
    if (index == 7) {
      return 0xfe1deb1cb129a73eL;
    }
    if (index == 8) {
      return 0xe88235f52ebb4484L;
    }
    if (index == 9) {
      return 0xe99c7026b45f7e41L;
    }
    if (index == 10) {
      return 0x3991d639835339f4L;
    }
    if (index == 11) {
      return 0x9c845f8bbdf9283bL;
    }
    if (index == 12) {
      return 0x1ff897ffde05980fL;
    }
    if (index == 13) {
      return 0xef2f118b5a0a6d1fL;
    }
    if (index == 14) {
      return 0x6d367ecf27cb09b7L;
    }
    if (index == 15) {
      return 0x4f463f669e5fea2dL;
    }
    if (index == 16) {
      return 0x7527bac7ebe5f17bL;
    }
    if (index == 17) {
      return 0x3d0739f78a5292eaL;
    }
    if (index == 18) {
      return 0x6bfb5fb11f8d5d08L;
    }
    if (index == 19) {
      return 0x56033046fc7b6babL;
    }
    return 0;
  }
}
