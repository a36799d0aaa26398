package dev.demitasse.runtime;

/**
 * Methods of {@code java.lang} that are specified to the last bit, written in the Java that the
 * compiler lowers. An operator calls {@code Math.floorMod} or {@code Integer.bitCount} as any Java
 * does, and on the JVM the JDK's own method runs; for the generated C the compiler takes the method
 * of the same name and parameters from the class of the same name in here. A method of {@code
 * StrictMath} that is not in {@link StrictMath} is that of {@link Math}. Nobody calls this class.
 *
 * <p>The operator {@code %} of floating point numbers is lowered from {@link #floatRemainder(float,
 * float)} and {@link #floatRemainder(double, double)}.
 *
 * <p>Methods that may throw are left out, except those that divide: the compiler proves where they
 * are called that the parameter {@code divisor} is not zero, so what they return for a zero is of
 * no interest. What Java leaves open, the sign of a NaN, is open here, too.
 *
 * <p>The methods follow from their specifications; where they follow a known algorithm, it is named
 * there.
 */
@SuppressWarnings("AvoidCommonTypeNames") // The names are the point.
final class JavaLang {
  private static final int F32_EXPONENT = 0x7f800000;
  private static final int F32_FRACTION = 0x007fffff;
  private static final int F32_LEADING_ONE = 0x00800000;
  private static final int F32_FRACTION_BITS = 23;
  private static final int F32_SIGN = 0x80000000;
  private static final int F32_NAN = 0x7fc00000;

  /** The exponent of 2 of the smallest positive float. */
  private static final int F32_SMALLEST = -149;

  private static final long F64_EXPONENT = 0x7ff0000000000000L;
  private static final long F64_FRACTION = 0x000fffffffffffffL;
  private static final long F64_LEADING_ONE = 0x0010000000000000L;
  private static final int F64_FRACTION_BITS = 52;
  private static final long F64_SIGN = 0x8000000000000000L;
  private static final long F64_NAN = 0x7ff8000000000000L;

  /** The exponent of 2 of the smallest positive double. */
  private static final int F64_SMALLEST = -1074;

  private static final long UINT_MASK = 0xffffffffL;

  private JavaLang() {}

  /**
   * The value of {@code a % b} in Java for floats: the exact remainder of the truncated quotient,
   * with the sign of {@code a}.
   *
   * <p>Method: long division of the significands, 39 bits a step, so that each partial remainder is
   * exact in a {@code long}.
   */
  static float floatRemainder(float a, float b) {
    int x = java.lang.Float.floatToRawIntBits(a) & ~F32_SIGN;
    int y = java.lang.Float.floatToRawIntBits(b) & ~F32_SIGN;
    if (x >= F32_EXPONENT || y > F32_EXPONENT || y == 0) {
      return java.lang.Float.NaN;
    }
    if (x < y) {
      return a;
    }
    long divisor = java.lang.Math.max(significand(y), 1);
    long rest = significand(x) % divisor;
    int left = exponent(x) - exponent(y);
    for (int i = 0; i < 7; i++) {
      if (left > 0) {
        int shift = java.lang.Math.min(left, 39);
        rest = (rest << shift) % divisor;
        left -= shift;
      }
    }
    float remainder = rest * powerOfTwoF32(exponent(y));
    return java.lang.Float.intBitsToFloat(
        java.lang.Float.floatToRawIntBits(remainder)
            | (java.lang.Float.floatToRawIntBits(a) & F32_SIGN));
  }

  /** The significand, as an integer, of a finite float of which these are the bits. */
  private static int significand(int bits) {
    return bits > F32_FRACTION ? (bits & F32_FRACTION) | F32_LEADING_ONE : bits;
  }

  /** The exponent of 2 to go with {@link #significand(int)}. */
  private static int exponent(int bits) {
    return java.lang.Math.max(bits >> F32_FRACTION_BITS, 1) + F32_SMALLEST - 1;
  }

  /** Returns 2 to the power {@code n}, which a float must be able to hold. */
  private static float powerOfTwoF32(int n) {
    int bits =
        n < F32_SMALLEST + F32_FRACTION_BITS
            ? 1 << (n - F32_SMALLEST)
            : (n - F32_SMALLEST - F32_FRACTION_BITS + 1) << F32_FRACTION_BITS;
    return java.lang.Float.intBitsToFloat(bits);
  }

  /**
   * The value of {@code a % b} in Java for doubles: the exact remainder of the truncated quotient,
   * with the sign of {@code a}.
   *
   * <p>Method: long division of the significands, 10 bits a step, so that each partial remainder is
   * exact in a {@code long}.
   */
  static double floatRemainder(double a, double b) {
    long x = java.lang.Double.doubleToRawLongBits(a) & ~F64_SIGN;
    long y = java.lang.Double.doubleToRawLongBits(b) & ~F64_SIGN;
    if (x >= F64_EXPONENT || y > F64_EXPONENT || y == 0) {
      return java.lang.Double.NaN;
    }
    if (x < y) {
      return a;
    }
    long divisor = java.lang.Math.max(significand(y), 1);
    long rest = significand(x) % divisor;
    int left = exponent(x) - exponent(y);
    for (int i = 0; i < 205; i++) {
      if (left > 0) {
        int shift = java.lang.Math.min(left, 10);
        rest = (rest << shift) % divisor;
        left -= shift;
      }
    }
    double remainder = rest * powerOfTwoF64(exponent(y));
    return java.lang.Double.longBitsToDouble(
        java.lang.Double.doubleToRawLongBits(remainder)
            | (java.lang.Double.doubleToRawLongBits(a) & F64_SIGN));
  }

  /** The significand, as an integer, of a finite double of which these are the bits. */
  private static long significand(long bits) {
    return bits > F64_FRACTION ? (bits & F64_FRACTION) | F64_LEADING_ONE : bits;
  }

  /** The exponent of 2 to go with {@link #significand(long)}. */
  private static int exponent(long bits) {
    return java.lang.Math.max((int) (bits >> F64_FRACTION_BITS), 1) + F64_SMALLEST - 1;
  }

  /** Returns 2 to the power {@code n}, which a double must be able to hold. */
  private static double powerOfTwoF64(int n) {
    long bits =
        n < F64_SMALLEST + F64_FRACTION_BITS
            ? 1L << (n - F64_SMALLEST)
            : (long) (n - F64_SMALLEST - F64_FRACTION_BITS + 1) << F64_FRACTION_BITS;
    return java.lang.Double.longBitsToDouble(bits);
  }

  /** Those of {@link java.lang.Math}. */
  static final class Math {
    private Math() {}

    /** The truncated quotient; of a zero the compiler has made sure where it is called. */
    private static int quotient(int dividend, int divisor) {
      return divisor > 0 ? dividend / divisor : dividend / java.lang.Math.min(divisor, -1);
    }

    /** The truncated quotient; of a zero the compiler has made sure where it is called. */
    private static long quotient(long dividend, long divisor) {
      return divisor > 0 ? dividend / divisor : dividend / java.lang.Math.min(divisor, -1);
    }

    static int floorDiv(int dividend, int divisor) {
      int quotient = quotient(dividend, divisor);
      int rest = dividend - quotient * divisor;
      return rest != 0 && (rest ^ divisor) < 0 ? quotient - 1 : quotient;
    }

    static int floorMod(int dividend, int divisor) {
      int rest = dividend - quotient(dividend, divisor) * divisor;
      return rest != 0 && (rest ^ divisor) < 0 ? rest + divisor : rest;
    }

    static long floorDiv(long dividend, int divisor) {
      return floorDiv(dividend, (long) divisor);
    }

    static int floorMod(long dividend, int divisor) {
      return (int) floorMod(dividend, (long) divisor);
    }

    static long floorDiv(long dividend, long divisor) {
      long quotient = quotient(dividend, divisor);
      long rest = dividend - quotient * divisor;
      return rest != 0 && (rest ^ divisor) < 0 ? quotient - 1 : quotient;
    }

    static long floorMod(long dividend, long divisor) {
      long rest = dividend - quotient(dividend, divisor) * divisor;
      return rest != 0 && (rest ^ divisor) < 0 ? rest + divisor : rest;
    }

    static long multiplyFull(int x, int y) {
      return (long) x * y;
    }

    /** Method: school multiplication in base 2 to the 32. */
    static long multiplyHigh(long x, long y) {
      long xLow = x & UINT_MASK;
      long yLow = y & UINT_MASK;
      long xHigh = x >> 32;
      long yHigh = y >> 32;
      long middle = xHigh * yLow + ((xLow * yLow) >>> 32);
      long other = xLow * yHigh + (middle & UINT_MASK);
      return xHigh * yHigh + (middle >> 32) + (other >> 32);
    }

    /** Method: the remainder of twice the divisor says how the quotient rounds. */
    static double IEEEremainder(double f1, double f2) {
      double a = java.lang.Math.abs(f1);
      double b = java.lang.Math.abs(f2);
      if (b == 0 || !Double.isFinite(a) || Double.isNaN(b)) {
        return java.lang.Double.NaN;
      }
      double rest = floatRemainder(a, b + b);
      if (rest > b - rest) {
        rest -= b;
        if (rest >= b - rest) {
          rest -= b;
        }
      }
      return java.lang.Double.doubleToRawLongBits(f1) < 0 ? -rest : rest;
    }

    /** Copies the sign of {@code sign}, be it of a NaN, to {@code magnitude}. */
    static float copySign(float magnitude, float sign) {
      return java.lang.Float.intBitsToFloat(
          (java.lang.Float.floatToRawIntBits(magnitude) & ~F32_SIGN)
              | (java.lang.Float.floatToRawIntBits(sign) & F32_SIGN));
    }

    static float signum(float d) {
      return d > 0 ? 1 : d < 0 ? -1 : d;
    }

    static int getExponent(float d) {
      int biased = (java.lang.Float.floatToRawIntBits(d) & F32_EXPONENT) >> F32_FRACTION_BITS;
      return biased - java.lang.Float.MAX_EXPONENT;
    }

    static int round(float a) {
      int towardsZero = (int) a;
      float rest = a - towardsZero;
      // Where the conversion saturates, the rest is large.
      if (rest >= 0.5f && rest < 1) {
        return towardsZero + 1;
      }
      return rest < -0.5f && rest > -1 ? towardsZero - 1 : towardsZero;
    }

    /**
     * Scales in up to three steps, the smallest first: if its product is rounded, being subnormal,
     * the next steps make it zero.
     */
    static float scalb(float d, int scaleFactor) {
      int n = java.lang.Math.max(-300, java.lang.Math.min(scaleFactor, 300));
      int large = n / 126;
      float step = powerOfTwoF32(n < 0 ? -126 : 126);
      float scaled = d * powerOfTwoF32(n - 126 * large);
      float once = large == 0 ? scaled : scaled * step;
      return large == 2 || large == -2 ? once * step : once;
    }

    static float ulp(float d) {
      int bits = java.lang.Float.floatToRawIntBits(d) & ~F32_SIGN;
      return bits < F32_EXPONENT
          ? powerOfTwoF32(exponent(bits))
          : java.lang.Float.intBitsToFloat(bits);
    }

    static float nextUp(float d) {
      if (!(d < java.lang.Float.POSITIVE_INFINITY)) {
        return d;
      }
      // Zeros become positive.
      int bits = java.lang.Float.floatToRawIntBits(d + 0f);
      return java.lang.Float.intBitsToFloat(bits >= 0 ? bits + 1 : bits - 1);
    }

    static float nextDown(float d) {
      return -nextUp(-d);
    }

    static float nextAfter(float start, double direction) {
      if (start < direction) {
        return nextUp(start);
      }
      if (start > direction) {
        return nextDown(start);
      }
      return start == direction ? (float) direction : java.lang.Float.NaN;
    }

    /** Copies the sign of {@code sign}, be it of a NaN, to {@code magnitude}. */
    static double copySign(double magnitude, double sign) {
      return java.lang.Double.longBitsToDouble(
          (java.lang.Double.doubleToRawLongBits(magnitude) & ~F64_SIGN)
              | (java.lang.Double.doubleToRawLongBits(sign) & F64_SIGN));
    }

    static double signum(double d) {
      return d > 0 ? 1 : d < 0 ? -1 : d;
    }

    static int getExponent(double d) {
      long biased = (java.lang.Double.doubleToRawLongBits(d) & F64_EXPONENT) >> F64_FRACTION_BITS;
      return (int) biased - java.lang.Double.MAX_EXPONENT;
    }

    static long round(double a) {
      long towardsZero = (long) a;
      double rest = a - towardsZero;
      // Where the conversion saturates, the rest is large.
      if (rest >= 0.5 && rest < 1) {
        return towardsZero + 1;
      }
      return rest < -0.5 && rest > -1 ? towardsZero - 1 : towardsZero;
    }

    /**
     * Scales in up to three steps, the smallest first: if its product is rounded, being subnormal,
     * the next steps make it zero.
     */
    static double scalb(double d, int scaleFactor) {
      int n = java.lang.Math.max(-2200, java.lang.Math.min(scaleFactor, 2200));
      int large = n / 1022;
      double step = powerOfTwoF64(n < 0 ? -1022 : 1022);
      double scaled = d * powerOfTwoF64(n - 1022 * large);
      double once = large == 0 ? scaled : scaled * step;
      return large == 2 || large == -2 ? once * step : once;
    }

    static double ulp(double d) {
      long bits = java.lang.Double.doubleToRawLongBits(d) & ~F64_SIGN;
      return bits < F64_EXPONENT
          ? powerOfTwoF64(exponent(bits))
          : java.lang.Double.longBitsToDouble(bits);
    }

    static double nextUp(double d) {
      if (!(d < java.lang.Double.POSITIVE_INFINITY)) {
        return d;
      }
      // Zeros become positive.
      long bits = java.lang.Double.doubleToRawLongBits(d + 0.0);
      return java.lang.Double.longBitsToDouble(bits >= 0 ? bits + 1 : bits - 1);
    }

    static double nextDown(double d) {
      return -nextUp(-d);
    }

    static double nextAfter(double start, double direction) {
      if (start < direction) {
        return nextUp(start);
      }
      if (start > direction) {
        return nextDown(start);
      }
      return start == direction ? direction : java.lang.Double.NaN;
    }
  }

  /** Those of {@link java.lang.StrictMath} that differ from {@link java.lang.Math}. */
  static final class StrictMath {
    private StrictMath() {}

    /** Copies the sign of {@code sign}, which counts as positive if it is a NaN. */
    static float copySign(float magnitude, float sign) {
      return Math.copySign(magnitude, Float.isNaN(sign) ? 1 : sign);
    }

    /** Copies the sign of {@code sign}, which counts as positive if it is a NaN. */
    static double copySign(double magnitude, double sign) {
      return Math.copySign(magnitude, Double.isNaN(sign) ? 1 : sign);
    }
  }

  /** Those of {@link java.lang.Integer}. */
  static final class Integer {
    private Integer() {}

    /**
     * Method: sums of neighbouring groups of bits (H. S. Warren, <i>Hacker's Delight</i>, chapter
     * 5).
     */
    static int bitCount(int i) {
      int pairs = i - ((i >>> 1) & 0x55555555);
      int nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
      int bytes = (nibbles + (nibbles >>> 4)) & 0x0f0f0f0f;
      return (bytes * 0x01010101) >>> 24;
    }

    static int numberOfLeadingZeros(int i) {
      return bitCount(~filled(i));
    }

    static int numberOfTrailingZeros(int i) {
      return bitCount(~i & (i - 1));
    }

    static int highestOneBit(int i) {
      int filled = filled(i);
      return filled ^ (filled >>> 1);
    }

    static int lowestOneBit(int i) {
      return i & -i;
    }

    /** Sets all bits below the highest. */
    private static int filled(int i) {
      int filled = i | (i >>> 1);
      filled |= filled >>> 2;
      filled |= filled >>> 4;
      filled |= filled >>> 8;
      filled |= filled >>> 16;
      return filled;
    }

    static int reverse(int i) {
      int bits = ((i & 0x55555555) << 1) | ((i >>> 1) & 0x55555555);
      int pairs = ((bits & 0x33333333) << 2) | ((bits >>> 2) & 0x33333333);
      return reverseBytes(((pairs & 0x0f0f0f0f) << 4) | ((pairs >>> 4) & 0x0f0f0f0f));
    }

    static int reverseBytes(int i) {
      int bytes = ((i & 0x00ff00ff) << 8) | ((i >>> 8) & 0x00ff00ff);

      return (bytes << 16) | (bytes >>> 16);
    }

    static int rotateLeft(int i, int distance) {
      return (i << distance) | (i >>> -distance);
    }

    static int rotateRight(int i, int distance) {
      return (i >>> distance) | (i << -distance);
    }

    static int signum(int i) {
      return ((i >> 31) | (-i >>> 31));
    }

    static int compare(int x, int y) {
      return x < y ? -1 : x == y ? 0 : 1;
    }

    static int compareUnsigned(int x, int y) {
      return compare(x ^ java.lang.Integer.MIN_VALUE, y ^ java.lang.Integer.MIN_VALUE);
    }

    static long toUnsignedLong(int x) {
      return x & UINT_MASK;
    }

    static int divideUnsigned(int dividend, int divisor) {
      return (int) ((dividend & UINT_MASK) / java.lang.Math.max(divisor & UINT_MASK, 1));
    }

    static int remainderUnsigned(int dividend, int divisor) {
      return (int) ((dividend & UINT_MASK) % java.lang.Math.max(divisor & UINT_MASK, 1));
    }

    static int max(int a, int b) {
      return java.lang.Math.max(a, b);
    }

    static int min(int a, int b) {
      return java.lang.Math.min(a, b);
    }

    static int sum(int a, int b) {
      return a + b;
    }
  }

  /** Those of {@link java.lang.Long}. */
  static final class Long {
    private Long() {}

    /**
     * Method: sums of neighbouring groups of bits (H. S. Warren, <i>Hacker's Delight</i>, chapter
     * 5).
     */
    static int bitCount(long i) {
      long pairs = i - ((i >>> 1) & 0x5555555555555555L);
      long nibbles = (pairs & 0x3333333333333333L) + ((pairs >>> 2) & 0x3333333333333333L);
      long bytes = (nibbles + (nibbles >>> 4)) & 0x0f0f0f0f0f0f0f0fL;
      return (int) ((bytes * 0x0101010101010101L) >>> 56);
    }

    static int numberOfLeadingZeros(long i) {
      return bitCount(~filled(i));
    }

    static int numberOfTrailingZeros(long i) {
      return bitCount(~i & (i - 1));
    }

    static long highestOneBit(long i) {
      long filled = filled(i);
      return filled ^ (filled >>> 1);
    }

    static long lowestOneBit(long i) {
      return i & -i;
    }

    /** Sets all bits below the highest. */
    private static long filled(long i) {
      long filled = i | (i >>> 1);
      filled |= filled >>> 2;
      filled |= filled >>> 4;
      filled |= filled >>> 8;
      filled |= filled >>> 16;
      filled |= filled >>> 32;
      return filled;
    }

    static long reverse(long i) {
      long bits = ((i & 0x5555555555555555L) << 1) | ((i >>> 1) & 0x5555555555555555L);
      long pairs = ((bits & 0x3333333333333333L) << 2) | ((bits >>> 2) & 0x3333333333333333L);
      return reverseBytes(
          ((pairs & 0x0f0f0f0f0f0f0f0fL) << 4) | ((pairs >>> 4) & 0x0f0f0f0f0f0f0f0fL));
    }

    static long reverseBytes(long i) {
      long bytes = ((i & 0x00ff00ff00ff00ffL) << 8) | ((i >>> 8) & 0x00ff00ff00ff00ffL);
      long pairs = ((bytes & 0x0000ffff0000ffffL) << 16) | ((bytes >>> 16) & 0x0000ffff0000ffffL);
      return (pairs << 32) | (pairs >>> 32);
    }

    static long rotateLeft(long i, int distance) {
      return (i << distance) | (i >>> -distance);
    }

    static long rotateRight(long i, int distance) {
      return (i >>> distance) | (i << -distance);
    }

    static int signum(long i) {
      return (int) ((i >> 63) | (-i >>> 63));
    }

    static int compare(long x, long y) {
      return x < y ? -1 : x == y ? 0 : 1;
    }

    static int compareUnsigned(long x, long y) {
      return compare(x ^ java.lang.Long.MIN_VALUE, y ^ java.lang.Long.MIN_VALUE);
    }

    /**
     * Method: the quotient of half the dividend, doubled, is at most one too small (H. S. Warren,
     * <i>Hacker's Delight</i>, chapter 9).
     */
    static long divideUnsigned(long dividend, long divisor) {
      if (divisor < 0) {
        return compareUnsigned(dividend, divisor) < 0 ? 0 : 1;
      }
      long quotient = ((dividend >>> 1) / java.lang.Math.max(divisor, 1)) << 1;
      long rest = dividend - quotient * divisor;
      return compareUnsigned(rest, divisor) < 0 ? quotient : quotient + 1;
    }

    static long remainderUnsigned(long dividend, long divisor) {
      return dividend - divideUnsigned(dividend, divisor) * divisor;
    }

    static long max(long a, long b) {
      return java.lang.Math.max(a, b);
    }

    static long min(long a, long b) {
      return java.lang.Math.min(a, b);
    }

    static long sum(long a, long b) {
      return a + b;
    }
  }

  /** Those of {@link java.lang.Short}. */
  static final class Short {
    private Short() {}

    static int compare(short x, short y) {
      return x - y;
    }

    static int compareUnsigned(short x, short y) {
      return toUnsignedInt(x) - toUnsignedInt(y);
    }

    static int toUnsignedInt(short x) {
      return x & 0xffff;
    }

    static long toUnsignedLong(short x) {
      return x & 0xffffL;
    }

    static short reverseBytes(short i) {
      return (short) (i << 8 | (i >> 8 & 0xff));
    }
  }

  /** Those of {@link java.lang.Byte}. */
  static final class Byte {
    private Byte() {}

    static int compare(byte x, byte y) {
      return x - y;
    }

    static int compareUnsigned(byte x, byte y) {
      return toUnsignedInt(x) - toUnsignedInt(y);
    }

    static int toUnsignedInt(byte x) {
      return x & 0xff;
    }

    static long toUnsignedLong(byte x) {
      return x & 0xffL;
    }
  }

  /** Those of {@link java.lang.Character}. */
  static final class Character {
    private Character() {}

    static int compare(char x, char y) {
      return x - y;
    }

    static char reverseBytes(char ch) {
      return (char) (ch << 8 | (ch >> 8 & 0xff));
    }
  }

  /** Those of {@link java.lang.Float}. */
  static final class Float {
    private Float() {}

    static boolean isNaN(float v) {
      return (java.lang.Float.floatToRawIntBits(v) & ~F32_SIGN) > F32_EXPONENT;
    }

    static boolean isInfinite(float v) {
      return java.lang.Math.abs(v) == java.lang.Float.POSITIVE_INFINITY;
    }

    static boolean isFinite(float d) {
      return java.lang.Math.abs(d) < java.lang.Float.POSITIVE_INFINITY;
    }

    static int floatToIntBits(float value) {
      return isNaN(value) ? F32_NAN : java.lang.Float.floatToRawIntBits(value);
    }

    static int compare(float d1, float d2) {
      if (d1 < d2) {
        return -1;
      }
      if (d1 > d2) {
        return 1;
      }
      int bits1 = floatToIntBits(d1);
      int bits2 = floatToIntBits(d2);
      return bits1 == bits2 ? 0 : bits1 < bits2 ? -1 : 1;
    }

    static float max(float a, float b) {
      return java.lang.Math.max(a, b);
    }

    static float min(float a, float b) {
      return java.lang.Math.min(a, b);
    }

    static float sum(float a, float b) {
      return a + b;
    }
  }

  /** Those of {@link java.lang.Double}. */
  static final class Double {
    private Double() {}

    static boolean isNaN(double v) {
      return (java.lang.Double.doubleToRawLongBits(v) & ~F64_SIGN) > F64_EXPONENT;
    }

    static boolean isInfinite(double v) {
      return java.lang.Math.abs(v) == java.lang.Double.POSITIVE_INFINITY;
    }

    static boolean isFinite(double d) {
      return java.lang.Math.abs(d) < java.lang.Double.POSITIVE_INFINITY;
    }

    static long doubleToLongBits(double value) {
      return isNaN(value) ? F64_NAN : java.lang.Double.doubleToRawLongBits(value);
    }

    static int compare(double d1, double d2) {
      if (d1 < d2) {
        return -1;
      }
      if (d1 > d2) {
        return 1;
      }
      long bits1 = doubleToLongBits(d1);
      long bits2 = doubleToLongBits(d2);
      return bits1 == bits2 ? 0 : bits1 < bits2 ? -1 : 1;
    }

    static double max(double a, double b) {
      return java.lang.Math.max(a, b);
    }

    static double min(double a, double b) {
      return java.lang.Math.min(a, b);
    }

    static double sum(double a, double b) {
      return a + b;
    }
  }

  /** Those of {@link java.lang.Boolean}. */
  static final class Boolean {
    private Boolean() {}

    static int compare(boolean x, boolean y) {
      return x == y ? 0 : x ? 1 : -1;
    }

    static boolean logicalAnd(boolean a, boolean b) {
      return a && b;
    }

    static boolean logicalOr(boolean a, boolean b) {
      return a || b;
    }

    static boolean logicalXor(boolean a, boolean b) {
      return a ^ b;
    }
  }
}
