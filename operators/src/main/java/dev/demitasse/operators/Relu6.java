package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * The rectifier that also stops at six.
 *
 * <pre>{@code y = min(max(x, 0), 6)}</pre>
 *
 * <p>{@code -0.0f} becomes {@code 0.0f}; NaN stays NaN.
 *
 * <p>TFLite {@code RELU6}; ONNX {@code Clip} from 0 to 6.
 */
@Operator
public final class Relu6 {
  private Relu6() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @return a new tensor with values from 0 to 6, of the shape of {@code x}
   */
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, Math.min(Math.max(x.at(i), 0f), 6f));
    }
    return y;
  }
}
