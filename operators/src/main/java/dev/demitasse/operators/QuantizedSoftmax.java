package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * Turns scores in 8 bits into probabilities in 8 bits, along the last axis.
 *
 * <pre>{@code
 * real[.., i] = exp(beta * xq.scale * (x[.., i] - max)) / sum over j of the same
 * y[.., i]    = clamp(real[.., i] * 256 - 128)
 * }</pre>
 *
 * <p>The result has the scale {@code 1 / 256} and the zero point -128. Everything is computed in
 * 32-bit fixed point: differences with 5 bits before the point, their exponentials with none, sums
 * of these with 12. Exponents that 5 bits do not hold count as minus infinity. Each product is
 * rounded to 32 bits, a half up, and each shift to the right rounds a half away from zero.
 *
 * <p>To the bit TFLite's {@code SOFTMAX} for int8 as in {@code reference/softmax.h}, with {@code
 * PreprocessSoftmaxScaling} of {@code quantization_util.cc} and {@code fixedpoint.h} of gemmlowp.
 * That stops where exponentials add up to 512 or more; here such a row becomes at most 1 / 256.
 */
@Operator
public final class QuantizedSoftmax {
  private static final int DIFFERENCE_BITS = 5;
  private static final int SUM_BITS = 12;

  private QuantizedSoftmax() {}

  /**
   * Applies the function to every row along the last axis.
   *
   * @param x the scores, of rank 1 or more, with rows of less than 4096
   * @param xq how {@code x} is quantised
   * @param beta the factor of the scores
   * @return the probabilities, of the shape of {@code x}, in steps of {@code 1 / 256} from -128
   * @throws IllegalArgumentException if {@code x} is a scalar, its rows are too long, or {@code
   *     beta} times its scale is not above {@code 2^-26}
   */
  public static I8 apply(I8 x, Quantization xq, float beta) {
    if (x.rank() == 0) {
      throw new IllegalArgumentException("x is a scalar, expected at least one axis");
    }
    int depth = x.dim(x.rank() - 1);
    if (depth >= 1 << SUM_BITS) {
      throw new IllegalArgumentException(
          "rows have " + depth + " scores, must be less than " + (1 << SUM_BITS));
    }
    double unit = (double) beta * xq.scale() * (1 << (31 - DIFFERENCE_BITS));
    if (!(unit > 1.0)) {
      throw new IllegalArgumentException(
          "beta is " + beta + ", too small for the scale " + xq.scale());
    }
    FixedPoint.Factor factor = FixedPoint.quantizeMultiplier(Math.min(unit, Integer.MAX_VALUE));
    int least = -((((1 << DIFFERENCE_BITS) - 1) << (31 - DIFFERENCE_BITS)) >> factor.shift());
    int rows = x.size() / Math.max(depth, 1);
    I8 y = I8.zeros(x.shape());
    for (int row = 0; row < rows; row++) {
      int max = -128;
      for (int i = 0; i < depth; i++) {
        max = Math.max(max, x.at(row * depth + i));
      }
      int sum = 0;
      for (int i = 0; i < depth; i++) {
        int difference = x.at(row * depth + i) - max;
        if (difference >= least) {
          sum += FixedPoint.roundingDivideByPowerOfTwo(exp(difference, factor), SUM_BITS);
        }
      }
      int headroom = Integer.numberOfLeadingZeros(sum);
      int reciprocal = FixedPoint.reciprocalOfOnePlus((sum << headroom) - Integer.MIN_VALUE);
      int exponent = Math.min(SUM_BITS - headroom + 31 - 8, 31);
      for (int i = 0; i < depth; i++) {
        int difference = x.at(row * depth + i) - max;
        int probability = 0;
        if (difference >= least) {
          int product = FixedPoint.doublingHighMultiply(reciprocal, exp(difference, factor));
          probability = FixedPoint.roundingDivideByPowerOfTwo(product, exponent);
        }
        y.set(row * depth + i, (byte) Math.min(probability - 128, 127));
      }
    }
    return y;
  }

  private static int exp(int difference, FixedPoint.Factor factor) {
    return FixedPoint.expOfNegative(
        FixedPoint.multiplyByQuantizedMultiplier(difference, factor.multiplier(), factor.shift()));
  }
}
