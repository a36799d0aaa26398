package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I8;
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
    requireSome(xs.length);
    int[] shape = xs[0].shape();
    int length = 0;
    for (F32 x : xs) {
      requireFit(axis, shape, x.shape());
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

  /**
   * Joins tensors in the order given.
   *
   * @param axis the axis to join along, counted from 0
   * @param xs at least one tensor, all quantised alike; their shapes may differ at {@code axis}
   *     only
   * @return a new tensor, as long along {@code axis} as all of {@code xs} together
   * @throws IllegalArgumentException if there is no such axis, or a shape does not fit
   */
  public static I8 apply(int axis, I8... xs) {
    requireSome(xs.length);
    int[] shape = xs[0].shape();
    int length = 0;
    for (I8 x : xs) {
      requireFit(axis, shape, x.shape());
      length += x.dim(axis);
    }
    shape[axis] = length;
    I8 y = I8.zeros(shape);
    int start = 0;
    for (I8 x : xs) {
      I8 part = y.slice(axis, start, x.dim(axis));
      for (int i = 0; i < x.size(); i++) {
        part.set(i, x.at(i));
      }
      start += x.dim(axis);
    }
    return y;
  }

  private static void requireSome(int tensors) {
    if (tensors == 0) {
      throw new IllegalArgumentException("nothing to join: expected at least one tensor");
    }
  }

  private static void requireFit(int axis, int[] first, int[] x) {
    if (axis < 0 || axis >= first.length) {
      throw new IllegalArgumentException("axis is " + axis + ", xs[0] has rank " + first.length);
    }
    if (x.length != first.length) {
      throw new IllegalArgumentException("xs have ranks " + first.length + " and " + x.length);
    }
    for (int d = 0; d < first.length; d++) {
      if (d != axis && x[d] != first[d]) {
        throw new IllegalArgumentException(
            "sizes at axis " + d + " differ: " + first[d] + " and " + x[d]);
      }
    }
  }
}
