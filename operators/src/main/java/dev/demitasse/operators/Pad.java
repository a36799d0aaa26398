package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I8;
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
    F32 y = F32.zeros(paddedShape(x.shape(), before, after));
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

  /**
   * Pads with a value.
   *
   * @param x a tensor of any shape
   * @param before the cells to add at the start of each axis
   * @param after the cells to add at the end of each axis
   * @param value what the border is made of; the zero point, where the elements are quantised
   * @return a new tensor, along axis {@code d} of {@code before[d] + x.dim(d) + after[d]} cells
   * @throws IllegalArgumentException if there is not one number per axis, or a negative one
   */
  public static I8 apply(I8 x, int[] before, int[] after, byte value) {
    I8 y = I8.zeros(paddedShape(x.shape(), before, after));
    for (int i = 0; i < y.size(); i++) {
      y.set(i, value);
    }
    I8 interior = y;
    for (int d = 0; d < x.rank(); d++) {
      interior = interior.slice(d, before[d], x.dim(d));
    }
    for (int i = 0; i < x.size(); i++) {
      interior.set(i, x.at(i));
    }
    return y;
  }

  private static int[] paddedShape(int[] x, int[] before, int[] after) {
    if (before.length != x.length || after.length != x.length) {
      throw new IllegalArgumentException(
          "x has " + x.length + " axes, before has " + before.length + ", after " + after.length);
    }
    int[] shape = new int[x.length];
    for (int d = 0; d < x.length; d++) {
      if (before[d] < 0 || after[d] < 0) {
        throw new IllegalArgumentException(
            "padding of axis " + d + " is negative: " + before[d] + " and " + after[d]);
      }
      shape[d] = before[d] + x[d] + after[d];
    }
    return shape;
  }
}
