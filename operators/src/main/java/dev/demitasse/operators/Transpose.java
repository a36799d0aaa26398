package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * The same elements with the axes in another order.
 *
 * <pre>{@code y[i[axes[0]], i[axes[1]], ..] = x[i[0], i[1], ..]}</pre>
 *
 * <p>Makes a copy; where a view will do, take {@link F32#transpose} itself.
 *
 * <p>ONNX {@code Transpose}; TFLite {@code TRANSPOSE}.
 */
@Operator
public final class Transpose {
  private Transpose() {}

  /**
   * Permutes the axes.
   *
   * @param x a tensor of any shape
   * @param axes the axes of {@code x} in their new order, each exactly once
   * @return a new tensor whose axis {@code d} is axis {@code axes[d]} of {@code x}
   * @throws IllegalArgumentException if {@code axes} is not a permutation of the axes
   */
  public static F32 apply(F32 x, int... axes) {
    requirePermutation(axes, x.rank());
    return x.transpose(axes).copy();
  }

  /**
   * Permutes the axes.
   *
   * @param x a tensor of any shape
   * @param axes the axes of {@code x} in their new order, each exactly once
   * @return a new tensor whose axis {@code d} is axis {@code axes[d]} of {@code x}
   * @throws IllegalArgumentException if {@code axes} is not a permutation of the axes
   */
  public static I8 apply(I8 x, int... axes) {
    requirePermutation(axes, x.rank());
    return x.transpose(axes).copy();
  }

  private static void requirePermutation(int[] axes, int rank) {
    if (axes.length != rank) {
      throw new IllegalArgumentException(
          "x has " + rank + " axes, order " + Arrays.toString(axes) + " has " + axes.length);
    }
    int[] uses = new int[rank];
    for (int axis : axes) {
      if (axis < 0 || axis >= rank) {
        throw new IllegalArgumentException(
            "order " + Arrays.toString(axes) + " names axis " + axis + ", x has " + rank);
      }
      if (uses[axis] > 0) {
        throw new IllegalArgumentException(
            "order " + Arrays.toString(axes) + " names axis " + axis + " twice");
      }
      uses[axis] = 1;
    }
  }
}
