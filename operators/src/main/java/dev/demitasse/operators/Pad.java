package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * Puts a border around a tensor.
 *
 * <pre>{@code y[i + before] = x[i], and value elsewhere}</pre>
 *
 * <p>ONNX {@code Pad} with {@code mode = constant}; TFLite {@code PAD}, {@code PADV2}.
 */
@Operator
public final class Pad {
  private Pad() {}

  /**
   * Pads with zeros.
   *
   * @param x a tensor of any shape
   * @param before the cells to add at the start of each axis
   * @param after the cells to add at the end of each axis
   * @return a new tensor, along axis {@code d} of {@code before[d] + x.dim(d) + after[d]} cells
   * @throws IllegalArgumentException if there is not one number per axis, or a negative one
   */
  public static F32 apply(F32 x, int[] before, int[] after) {
    return apply(x, before, after, 0f);
  }

  /**
   * Pads with a value.
   *
   * @param x a tensor of any shape
   * @param before the cells to add at the start of each axis
   * @param after the cells to add at the end of each axis
   * @param value what the border is made of
   * @return a new tensor, along axis {@code d} of {@code before[d] + x.dim(d) + after[d]} cells
   * @throws IllegalArgumentException if there is not one number per axis, or a negative one
   */
  public static F32 apply(F32 x, int[] before, int[] after, float value) {
    if (before.length != x.rank() || after.length != x.rank()) {
      throw new IllegalArgumentException(
          "x has " + x.rank() + " axes, before has " + before.length + ", after " + after.length);
    }
    int[] shape = x.shape();
    for (int d = 0; d < x.rank(); d++) {
      if (before[d] < 0 || after[d] < 0) {
        throw new IllegalArgumentException(
            "padding of axis " + d + " is negative: " + before[d] + " and " + after[d]);
      }
      shape[d] = before[d] + x.dim(d) + after[d];
    }
    F32 y = F32.zeros(shape);
    for (int i = 0; i < y.size(); i++) {
      y.set(i, value);
    }
    F32 interior = y;
    for (int d = 0; d < x.rank(); d++) {
      interior = interior.slice(d, before[d], x.dim(d));
    }
    for (int i = 0; i < x.size(); i++) {
      interior.set(i, x.at(i));
    }
    return y;
  }
}
