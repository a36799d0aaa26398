package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * The rectifier that lets a part of what is negative through.
 *
 * <pre>{@code y = x > 0 ? x : x * alpha}</pre>
 *
 * <p>NaN stays NaN.
 *
 * <p>TFLite {@code LEAKY_RELU}; ONNX {@code LeakyRelu}.
 */
@Operator
public final class LeakyRelu {
  private LeakyRelu() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @param alpha the slope where {@code x} is negative
   * @return a new tensor of the shape of {@code x}
   */
  public static F32 apply(F32 x, float alpha) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, x.at(i) > 0f ? x.at(i) : x.at(i) * alpha);
    }
    return y;
  }
}
