package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * The rectifier: negative values become zero.
 *
 * <pre>{@code y = max(x, 0)}</pre>
 *
 * <p>{@code -0.0f} becomes {@code 0.0f}; NaN stays NaN.
 *
 * <p>ONNX {@code Relu}; TFLite {@code RELU}.
 */
@Operator
public final class Relu {
  private Relu() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @return a new tensor with values from 0 up, of the shape of {@code x}
   */
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, Math.max(x.at(i), 0f));
    }
    return y;
  }
}
