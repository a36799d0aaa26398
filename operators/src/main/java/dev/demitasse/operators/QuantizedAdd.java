package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * The sum of two tensors in 8 bits, each of them and the result with a scale of its own.
 *
 * <pre>{@code
 * p = (a - aq.zeroPoint) * 2^20 * (aq.scale / unit) where unit = 2 * max(aq.scale, bq.scale)
 * q = (b - bq.zeroPoint) * 2^20 * (bq.scale / unit)
 * y = clamp((p + q) * (unit / (2^20 * yq.scale)) + yq.zeroPoint)
 * }</pre>
 *
 * <p>The factors are computed in double; {@code p}, {@code q} and {@code y} are whole numbers, each
 * a product in fixed point with two roundings: to 32 bits, a half up, and to a whole number, a half
 * away from zero. The operands broadcast as those of {@link Add} do.
 *
 * <p>To the bit TFLite's {@code ADD} for int8 as in {@code reference/integer_ops/add.h}.
 */
@Operator
public final class QuantizedAdd {
  private static final int HEADROOM = 20;

  private QuantizedAdd() {}

  /**
   * Adds element by element.
   *
   * @param a a tensor of any shape
   * @param aq how {@code a} is quantised
   * @param b a tensor whose shape broadcasts with that of {@code a}
   * @param bq how {@code b} is quantised
   * @param yq how the result is to be quantised
   * @param activation what clamps the result
   * @return a new tensor of the common shape
   * @throws IllegalArgumentException if the shapes do not broadcast, or the scale of the result is
   *     {@code 2^19} times smaller than those of the operands
   */
  public static I8 apply(
      I8 a, Quantization aq, I8 b, Quantization bq, Quantization yq, Activation activation) {
    double unit = 2.0 * Math.max(aq.scale(), bq.scale());
    double result = unit / ((1 << HEADROOM) * (double) yq.scale());
    if (result >= 1.0) {
      throw new IllegalArgumentException(
          "scale of y is " + yq.scale() + ", too small for those of a and b");
    }
    FixedPoint.Factor ofA = FixedPoint.quantizeMultiplier(aq.scale() / unit);
    FixedPoint.Factor ofB = FixedPoint.quantizeMultiplier(bq.scale() / unit);
    FixedPoint.Factor ofY = FixedPoint.quantizeMultiplier(result);
    int low = yq.low(activation);
    int high = yq.high(activation);
    I8 y = I8.zeros(Broadcast.shape(a.shape(), b.shape()));
    I8 p = a.broadcastTo(y.shape());
    I8 q = b.broadcastTo(y.shape());
    for (int i = 0; i < y.size(); i++) {
      int sum =
          FixedPoint.multiplyByQuantizedMultiplier(
                  (p.at(i) - aq.zeroPoint()) << HEADROOM, ofA.multiplier(), ofA.shift())
              + FixedPoint.multiplyByQuantizedMultiplier(
                  (q.at(i) - bq.zeroPoint()) << HEADROOM, ofB.multiplier(), ofB.shift());
      y.set(
          i, FixedPoint.requantized(sum, ofY.multiplier(), ofY.shift(), yq.zeroPoint(), low, high));
    }
    return y;
  }
}
