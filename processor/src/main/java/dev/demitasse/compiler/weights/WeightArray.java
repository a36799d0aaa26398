package dev.demitasse.compiler.weights;

import dev.demitasse.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One array of a weight file.
 *
 * @param name its name in the file
 * @param type the type of its elements
 * @param shape its dims, outermost first; empty for a scalar
 * @param littleEndian its elements in row-major order, each of {@link ElementType#bytes()} bytes,
 *     the least significant one first; a {@link ElementType#BOOL} is 0 or 1. Copied on the way in
 *     and on the way out, so keep what you get
 */
@SuppressWarnings("ArrayRecordComponent") // copied both ways, compared by content
public record WeightArray(String name, ElementType type, List<Integer> shape, byte[] littleEndian) {

  /**
   * Copies the shape and the elements.
   *
   * @throws IllegalArgumentException if a dim is negative or the shape does not fit the number of
   *     bytes
   */
  public WeightArray {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    shape = List.copyOf(shape);
    littleEndian = littleEndian.clone();
    long bytes = shape.contains(0) ? 0 : type.bytes();
    for (int dim : shape) {
      if (dim < 0) {
        throw new IllegalArgumentException("negative dim in shape " + shape);
      }
      bytes = Math.min(bytes * dim, Integer.MAX_VALUE + 1L); // too many stay too many
    }
    if (bytes != littleEndian.length) {
      throw new IllegalArgumentException(
          littleEndian.length + " bytes for shape " + shape + " of " + type);
    }
  }

  @Override
  public byte[] littleEndian() {
    return littleEndian.clone();
  }

  /** Returns the same array under another name. */
  public WeightArray named(String other) {
    return new WeightArray(other, type, shape, littleEndian);
  }

  /** Returns whether the other object is an array of the same name, type, shape and bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WeightArray(var otherName, var otherType, var otherShape, var bytes)
        && name.equals(otherName)
        && type == otherType
        && shape.equals(otherShape)
        && Arrays.equals(littleEndian, bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, shape, Arrays.hashCode(littleEndian));
  }

  /** Returns name, type and shape, for example {@code "bias F32[10]"}. */
  @Override
  public String toString() {
    return name + " " + type + shape;
  }
}
