package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Fn;
import dev.demitasse.Operator;

/**
 * The logistic function.
 *
 * <pre>{@code y = 1 / (1 + exp(-x))}</pre>
 *
 * <p>Computed by {@link Fn#sigmoid}, which says how exactly. NaN stays NaN.
 *
 * <p>ONNX {@code Sigmoid}; TFLite {@code LOGISTIC}.
 */
@Operator
public final class Sigmoid {
  private Sigmoid() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @return a new tensor with values from 0 to 1, of the shape of {@code x}
   */
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, Fn.sigmoid(x.at(i)));
    }
    return y;
  }
}
