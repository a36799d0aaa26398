package dev.demitasse.compiler.weights;

import dev.demitasse.ElementType;
import java.util.List;

/**
 * The element type and shape that a file states for an array, known to be sane: at most {@value
 * #MAX_RANK} dims, none negative, whose product fits an {@code int} (of those that are not 0, too).
 */
record ArrayLayout(ElementType type, List<Integer> shape) {

  /** The most dims, as in NumPy 2. */
  static final int MAX_RANK = 64;

  /**
   * Checks a shape.
   *
   * @param near where the dims were read
   */
  static ArrayLayout of(ElementType type, List<Long> dims, Cursor near) throws WeightFileException {
    if (dims.size() > MAX_RANK) {
      throw near.damaged("the shape has %d dims, more than %d".formatted(dims.size(), MAX_RANK));
    }
    long elements = 1;
    for (long dim : dims) {
      if (dim < 0 || dim > Integer.MAX_VALUE || elements * dim > Integer.MAX_VALUE) {
        throw near.damaged("shape " + dims + " has a negative dim or too many elements");
      }
      elements *= Math.max(dim, 1);
    }
    return new ArrayLayout(type, dims.stream().map(Long::intValue).toList());
  }

  /** Returns the length of all elements, in bytes. */
  long bytes() {
    return shape.stream().mapToLong(dim -> dim).reduce(type.bytes(), (a, b) -> a * b);
  }

  /**
   * Returns the array of this layout.
   *
   * @param littleEndian its {@link #bytes()} bytes, in row-major order
   * @param data where they begin in the file
   */
  WeightArray array(String name, byte[] littleEndian, Cursor data) throws WeightFileException {
    if (type == ElementType.BOOL) {
      checkBools(littleEndian, data);
    }
    return new WeightArray(name, type, shape, littleEndian);
  }

  private static void checkBools(byte[] bools, Cursor data) throws WeightFileException {
    for (int i = 0; i < bools.length; i++) {
      if (bools[i] != 0 && bools[i] != 1) {
        throw data.damaged("bool %d of the array is %d, not 0 or 1".formatted(i, bools[i] & 0xff));
      }
    }
  }
}
