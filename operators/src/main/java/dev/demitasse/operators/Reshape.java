package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * The same elements, in the same row-major order, under another shape.
 *
 * <p>Makes a copy; where a view will do, take {@link F32#reshape} itself.
 *
 * <p>ONNX {@code Reshape}, TFLite {@code RESHAPE}, without their {@code -1}: every size is given.
 */
@Operator
public final class Reshape {
  private Reshape() {}

  /**
   * Copies into another shape.
   *
   * @param x a tensor of any shape
   * @param shape the wanted shape, of as many elements
   * @return a new tensor of that shape
   * @throws IllegalArgumentException if the shape has a negative size or another number of elements
   */
  public static F32 apply(F32 x, int... shape) {
    requireSize(shape, x.size());
    return x.copy().reshape(shape);
  }

  /**
   * Copies into another shape.
   *
   * @param x a tensor of any shape
   * @param shape the wanted shape, of as many elements
   * @return a new tensor of that shape
   * @throws IllegalArgumentException if the shape has a negative size or another number of elements
   */
  public static I8 apply(I8 x, int... shape) {
    requireSize(shape, x.size());
    return x.copy().reshape(shape);
  }

  private static void requireSize(int[] shape, int elements) {
    long size = 1;
    for (int dim : shape) {
      if (dim < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has a negative size");
      }
      size *= dim;
    }
    if (size != elements) {
      throw new IllegalArgumentException(
          "x has " + elements + " elements, shape " + Arrays.toString(shape) + " has " + size);
    }
  }
}
