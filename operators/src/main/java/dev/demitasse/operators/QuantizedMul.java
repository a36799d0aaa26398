package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * The product of two tensors in 8 bits, element by element.
 *
 * <pre>{@code
 * y = clamp((a - aq.zeroPoint) * (b - bq.zeroPoint) * factor + yq.zeroPoint)
 * where factor = aq.scale * bq.scale / yq.scale
 * }</pre>
 *
 * <p>The factor is computed in double. The product with it is one in fixed point with two
 * roundings: to 32 bits, a half up, and to a whole number, a half away from zero. The operands
 * broadcast as those of {@link Mul} do.
 *
 * <p>To the bit TFLite's {@code MUL} for int8 as in {@code reference/integer_ops/mul.h}.
 */
@Operator
public final class QuantizedMul {
  private QuantizedMul() {}

  /**
   * Multiplies element by element.
   *
   * @param a a tensor of any shape
   * @param aq how {@code a} is quantised
   * @param b a tensor whose shape broadcasts with that of {@code a}
   * @param bq how {@code b} is quantised
   * @param yq how the result is to be quantised
   * @param activation what clamps the result
   * @return a new tensor of the common shape
   * @throws IllegalArgumentException if the shapes do not broadcast, or the scale of the result is
   *     {@code 2^31} times smaller than the product of those of the operands
   */
  public static I8 apply(
      I8 a, Quantization aq, I8 b, Quantization bq, Quantization yq, Activation activation) {
    FixedPoint.Factor factor = FixedPoint.factor((double) aq.scale() * bq.scale() / yq.scale());
    int low = yq.low(activation);
    int high = yq.high(activation);
    I8 y = I8.zeros(Broadcast.shape(a.shape(), b.shape()));
    I8 p = a.broadcastTo(y.shape());
    I8 q = b.broadcastTo(y.shape());
    for (int i = 0; i < y.size(); i++) {
      int product = (p.at(i) - aq.zeroPoint()) * (q.at(i) - bq.zeroPoint());
      y.set(
          i,
          FixedPoint.requantized(
              product, factor.multiplier(), factor.shift(), yq.zeroPoint(), low, high));
    }
    return y;
  }
}
