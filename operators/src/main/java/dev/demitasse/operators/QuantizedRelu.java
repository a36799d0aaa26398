package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * A rectifier in 8 bits that stands alone, and may change how its elements are quantised.
 *
 * <pre>{@code y = clamp((x - xq.zeroPoint) * (xq.scale / yq.scale) + yq.zeroPoint)}</pre>
 *
 * <p>The factor is computed in double. The product with it is one in fixed point with two
 * roundings: to 32 bits, a half up, and to a whole number, a half away from zero.
 *
 * <p>To the bit TFLite's {@code RELU}, {@code RELU6} and {@code RELU_N1_TO_1} for int8 as in {@code
 * activations.cc}. TFLite Micro has no {@code RELU_N1_TO_1}, and its {@code RELU6} expects a result
 * that is quantised as {@code x} is, for which both agree.
 */
@Operator
public final class QuantizedRelu {
  private QuantizedRelu() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @param xq how {@code x} is quantised
   * @param yq how the result is to be quantised
   * @param activation which rectifier
   * @return a new tensor of the shape of {@code x}
   * @throws IllegalArgumentException if the scale of the result is {@code 2^31} times smaller
   */
  public static I8 apply(I8 x, Quantization xq, Quantization yq, Activation activation) {
    FixedPoint.Factor factor = FixedPoint.factor((double) xq.scale() / (double) yq.scale());
    int low = yq.low(activation);
    int high = yq.high(activation);
    I8 y = I8.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(
          i,
          FixedPoint.requantized(
              x.at(i) - xq.zeroPoint(),
              factor.multiplier(),
              factor.shift(),
              yq.zeroPoint(),
              low,
              high));
    }
    return y;
  }
}
