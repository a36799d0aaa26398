package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * The rectifier that lets a part of what is negative through, in 8 bits.
 *
 * <pre>{@code
 * v = x - xq.zeroPoint
 * y = clamp((v >= 0 ? v : v * alpha) * (xq.scale / yq.scale) + yq.zeroPoint)
 * }</pre>
 *
 * <p>The two factors are computed in double, that of negative numbers as {@code xq.scale * alpha /
 * yq.scale}. The product with a factor is one in fixed point with two roundings: to 32 bits, a half
 * up, and to a whole number, a half away from zero.
 *
 * <p>To the bit TFLite's {@code LEAKY_RELU} for int8 as in {@code reference/leaky_relu.h}.
 */
@Operator
public final class QuantizedLeakyRelu {
  private QuantizedLeakyRelu() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @param xq how {@code x} is quantised
   * @param yq how the result is to be quantised
   * @param alpha the slope where {@code x} is negative, from 0 up
   * @return a new tensor of the shape of {@code x}
   * @throws IllegalArgumentException if {@code alpha} is negative, or the scale of the result is
   *     {@code 2^31} times smaller
   */
  public static I8 apply(I8 x, Quantization xq, Quantization yq, float alpha) {
    if (!(alpha >= 0f)) {
      throw new IllegalArgumentException("alpha is " + alpha + ", must not be negative");
    }
    FixedPoint.Factor positive = FixedPoint.factor((double) xq.scale() / (double) yq.scale());
    FixedPoint.Factor negative =
        FixedPoint.factor((double) xq.scale() * (double) alpha / (double) yq.scale());
    int low = yq.low(Activation.NONE);
    int high = yq.high(Activation.NONE);
    I8 y = I8.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      int v = x.at(i) - xq.zeroPoint();
      int multiplier = v >= 0 ? positive.multiplier() : negative.multiplier();
      int shift = v >= 0 ? positive.shift() : negative.shift();
      y.set(i, FixedPoint.requantized(v, multiplier, shift, yq.zeroPoint(), low, high));
    }
    return y;
  }
}
