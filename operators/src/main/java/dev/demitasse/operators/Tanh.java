package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Fn;
import dev.demitasse.Operator;

/**
 * The hyperbolic tangent.
 *
 * <pre>{@code y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))}</pre>
 *
 * <p>Computed by {@link Fn#tanh}, which says how exactly. NaN stays NaN.
 *
 * <p>ONNX {@code Tanh}; TFLite {@code TANH}.
 */
@Operator
public final class Tanh {
  private Tanh() {}

  /**
   * Applies the function to every element.
   *
   * @param x a tensor of any shape
   * @return a new tensor with values from -1 to 1, of the shape of {@code x}
   */
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, Fn.tanh(x.at(i)));
    }
    return y;
  }
}
