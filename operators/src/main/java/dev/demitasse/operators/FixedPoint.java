package dev.demitasse.operators;

/**
 * Real factors in 32-bit arithmetic, to the bit as in TFLite's reference kernels.
 *
 * <p>A number in {@code Qi} has {@code i} bits before the binary point and {@code 31 - i} behind
 * it. Products are rounded twice, as where {@code TFLITE_SINGLE_ROUNDING} is off: once to 32 bits
 * and once when they are shifted right.
 *
 * <p>The rules are those of {@code quantization_util.cc} and {@code common.h} of TFLite, and of
 * {@code fixedpoint.h} of gemmlowp.
 */
final class FixedPoint {
  private static final int EXP_MINUS_EIGHTH = 1895147668;
  private static final int ONE_THIRD = 715827883;

  /** {@code exp(-1/4)}, {@code exp(-1/2)}, {@code exp(-1)}, and on to {@code exp(-16)}, in Q0. */
  private static final int[] EXP_MINUS_POWERS = {
    1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242
  };

  private static final int Q2_48_SEVENTEENTHS = 1515870810;
  private static final int Q2_MINUS_32_SEVENTEENTHS = -1010580540;
  private static final int Q2_ONE = 1 << 29;

  private FixedPoint() {}

  /** The real number {@code multiplier * 2^(shift - 31)}. */
  record Factor(int multiplier, int shift) {}

  /**
   * The factor next to a real number; TFLite's {@code QuantizeMultiplier}. The multiplier has 31
   * significant bits, the last one rounded half away from zero. Below {@code 2^-32} it is 0.
   *
   * @param real from 0 up; above {@code 2^31} more is shifted left than TFLite defines
   */
  static Factor quantizeMultiplier(double real) {
    long bits = Double.doubleToRawLongBits(real);
    int exponent = (int) (bits >>> 52) - 1022;
    long significand = (bits & ((1L << 52) - 1)) | (1L << 52);
    long rounded = (significand + (1L << 21)) >> 22;
    boolean carries = rounded == 1L << 31;
    int shift = carries ? exponent + 1 : exponent;
    boolean vanishes = shift < -31;
    return new Factor(vanishes ? 0 : carries ? 1 << 30 : (int) rounded, vanishes ? 0 : shift);
  }

  /**
   * The factor between scales that are known.
   *
   * @throws IllegalArgumentException if it is {@code 2^31} or more
   */
  static Factor factor(double real) {
    if (real >= 1L << 31) {
      throw new IllegalArgumentException(
          "scale of y is too small: the factor is " + real + ", must be below 2^31");
    }
    return quantizeMultiplier(real);
  }

  /**
   * The product with a factor of which the parts are given; TFLite's {@code
   * MultiplyByQuantizedMultiplier}. Where it shifts left, it does so first, and drops what leaves
   * 32 bits.
   */
  static int multiplyByQuantizedMultiplier(int x, int multiplier, int shift) {
    int left = Math.max(shift, 0);
    int right = Math.max(-shift, 0);
    return roundingDivideByPowerOfTwo(doublingHighMultiply(x << left, multiplier), right);
  }

  /** An accumulator as a result: multiplied, with its zero point, and clamped. */
  static byte requantized(int sum, int multiplier, int shift, int zeroPoint, int low, int high) {
    int y = multiplyByQuantizedMultiplier(sum, multiplier, shift) + zeroPoint;
    return (byte) Math.max(low, Math.min(y, high));
  }

  /**
   * {@code a * b / 2^31}, a half rounded up; gemmlowp's {@code SaturatingRoundingDoublingHighMul}.
   * It is what the multiplication of numbers in {@code Qi} and {@code Qj} gives, in {@code Q(i+j)}.
   */
  static int doublingHighMultiply(int a, int b) {
    if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
      return Integer.MAX_VALUE;
    }
    return (int) (((long) a * b + (1L << 30)) >> 31);
  }

  /**
   * {@code x / 2^exponent}, a half rounded away from zero; gemmlowp's {@code RoundingDivideByPOT}.
   *
   * @param exponent from 0 to 31
   */
  static int roundingDivideByPowerOfTwo(int x, int exponent) {
    int mask = (1 << exponent) - 1; // all of an int's positive bits if by 31
    int remainder = x & mask;
    int threshold = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + (remainder > threshold ? 1 : 0);
  }

  /**
   * The exponential function of a number that is not positive, as gemmlowp's {@code
   * exp_on_negative_values} computes it: a polynomial for the rest above a multiple of a quarter,
   * times a power for each bit of that multiple.
   *
   * @param x in Q5
   * @return the result in Q0
   */
  static int expOfNegative(int x) {
    if (x == 0) {
      return Integer.MAX_VALUE;
    }
    int quarter = 1 << 24;
    int rest = (x & (quarter - 1)) - quarter;
    int result = expAboveMinusQuarter(rest << 5);
    int quarters = rest - x;
    for (int i = 0; i < EXP_MINUS_POWERS.length; i++) {
      if ((quarters & (quarter << i)) != 0) {
        result = doublingHighMultiply(result, EXP_MINUS_POWERS[i]);
      }
    }
    return result;
  }

  /** A Taylor series of four terms around -1/8, in Q0. */
  private static int expAboveMinusQuarter(int a) {
    int x = a + (1 << 28);
    int x2 = doublingHighMultiply(x, x);
    int x3 = doublingHighMultiply(x2, x);
    int x4 = doublingHighMultiply(x2, x2);
    int third = doublingHighMultiply(roundingDivideByPowerOfTwo(x4, 2) + x3, ONE_THIRD);
    int tail = roundingDivideByPowerOfTwo(third + x2, 1);
    return EXP_MINUS_EIGHTH + doublingHighMultiply(EXP_MINUS_EIGHTH, x + tail);
  }

  /**
   * {@code 1 / (1 + x)} by Newton's method, as gemmlowp's {@code one_over_one_plus_x_for_x_in_0_1}
   * computes it.
   *
   * @param x from 0 to 1, in Q0
   * @return the result in Q0
   */
  static int reciprocalOfOnePlus(int x) {
    int halfDenominator = (int) (((long) x + Integer.MAX_VALUE + 1) >> 1);
    int y = Q2_48_SEVENTEENTHS + doublingHighMultiply(halfDenominator, Q2_MINUS_32_SEVENTEENTHS);
    for (int i = 0; i < 3; i++) {
      int error = Q2_ONE - doublingHighMultiply(halfDenominator, y);
      y += doublingHighMultiply(y, error) << 2;
    }
    // half of it in Q1 has the same bits; only 1 itself is too large for Q0
    return y >= 1 << 30 ? Integer.MAX_VALUE : y << 1;
  }
}
