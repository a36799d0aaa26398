package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * The same real numbers with another scale and zero point.
 *
 * <pre>{@code y = clamp((x - from.zeroPoint) * (from.scale / to.scale) + to.zeroPoint)}</pre>
 *
 * <p>The factor is computed in double. The product with it is one in fixed point with two
 * roundings: to 32 bits, a half up, and to a whole number, a half away from zero.
 *
 * <p>To the bit TFLite's {@code QUANTIZE} from int8 to int8 as in {@code reference/requantize.h}.
 */
@Operator
public final class Requantize {
  private Requantize() {}

  /**
   * Converts every element.
   *
   * @param x a tensor of any shape
   * @param from how {@code x} is quantised
   * @param to how the result is to be quantised
   * @return a new tensor of the shape of {@code x}
   * @throws IllegalArgumentException if the scale of the result is {@code 2^31} times smaller
   */
  public static I8 apply(I8 x, Quantization from, Quantization to) {
    return QuantizedRelu.apply(x, from, to, Activation.NONE);
  }
}
