package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * The difference of two tensors.
 *
 * <pre>{@code y = a - b}</pre>
 *
 * <p>The operands broadcast as in numpy: shapes are aligned at their last axes, missing axes count
 * as 1, and an axis of 1 is repeated to meet the other's.
 *
 * <p>ONNX {@code Sub}; TFLite {@code SUB}.
 */
@Operator
public final class Sub {
  private Sub() {}

  /**
   * Subtracts element by element.
   *
   * @param a a tensor of any shape
   * @param b a tensor whose shape broadcasts with that of {@code a}
   * @return a new tensor of the common shape
   * @throws IllegalArgumentException if the shapes do not broadcast
   */
  public static F32 apply(F32 a, F32 b) {
    F32 y = F32.zeros(Broadcast.shape(a.shape(), b.shape()));
    F32 p = a.broadcastTo(y.shape());
    F32 q = b.broadcastTo(y.shape());
    for (int i = 0; i < y.size(); i++) {
      y.set(i, p.at(i) - q.at(i));
    }
    return y;
  }
}
