package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * Joins tensors end to end along one axis.
 *
 * <p>ONNX {@code Concat}; TFLite {@code CONCATENATION}.
 */
@Operator
public final class Concat {
  private Concat() {}

  /**
   * Joins tensors in the order given.
   *
   * @param axis the axis to join along, counted from 0
   * @param xs at least one tensor; their shapes may differ at {@code axis} only
   * @return a new tensor, as long along {@code axis} as all of {@code xs} together
   * @throws IllegalArgumentException if there is no such axis, or a shape does not fit
   */
  public static F32 apply(int axis, F32... xs) {
    if (xs.length == 0) {
      throw new IllegalArgumentException("nothing to join: expected at least one tensor");
    }
    int[] shape = xs[0].shape();
    if (axis < 0 || axis >= shape.length) {
      throw new IllegalArgumentException("axis is " + axis + ", xs[0] has rank " + shape.length);
    }
    int length = 0;
    for (F32 x : xs) {
      if (x.rank() != shape.length) {
        throw new IllegalArgumentException("xs have ranks " + shape.length + " and " + x.rank());
      }
      for (int d = 0; d < shape.length; d++) {
        if (d != axis && x.dim(d) != shape[d]) {
          throw new IllegalArgumentException(
              "sizes at axis " + d + " differ: " + shape[d] + " and " + x.dim(d));
        }
      }
      length += x.dim(axis);
    }
    shape[axis] = length;
    F32 y = F32.zeros(shape);
    int start = 0;
    for (F32 x : xs) {
      F32 part = y.slice(axis, start, x.dim(axis));
      for (int i = 0; i < x.size(); i++) {
        part.set(i, x.at(i));
      }
      start += x.dim(axis);
    }
    return y;
  }
}
