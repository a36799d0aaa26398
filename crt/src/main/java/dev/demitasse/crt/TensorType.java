package dev.demitasse.crt;

import java.util.Arrays;
import java.util.List;

/**
 * The element type and shape of a tensor, which is compact and row-major.
 *
 * @param element the type of its elements
 * @param shape its extents, none of them negative; a scalar has none
 */
public record TensorType(Element element, List<Long> shape) implements Argument {
  /** Types of elements, with the numbers that DLPack has for them. */
  public enum Element {
    /** Signed, 8 bits. */
    I8(0, 8),
    /** Signed, 16 bits. */
    I16(0, 16),
    /** Signed, 32 bits. */
    I32(0, 32),
    /** Signed, 64 bits. */
    I64(0, 64),
    /** A byte that is 0 or 1. */
    BOOL(1, 1),
    /** Unsigned, 8 bits. */
    U8(1, 8),
    /** Unsigned, 16 bits. */
    U16(1, 16),
    /** Unsigned, 32 bits. */
    U32(1, 32),
    /** Unsigned, 64 bits. */
    U64(1, 64),
    /** Floating-point, 32 bits. */
    F32(2, 32),
    /** Floating-point, 64 bits. */
    F64(2, 64);

    final int code;
    final int bits;

    Element(int code, int bits) {
      this.code = code;
      this.bits = bits;
    }

    /** Returns the bytes that an element takes in memory. */
    public int bytes() {
      return (bits + 7) / 8;
    }

    static Element of(int code, int bits, int lanes) throws DeviceException {
      return Arrays.stream(values())
          .filter(element -> element.code == code && element.bits == bits && lanes == 1)
          .findFirst()
          .orElseThrow(() ->
              new DeviceException(
                  "unknown element type: code "
                      + code
                      + ", "
                      + bits
                      + " bits, "
                      + lanes
                      + " lanes"));
    }
  }

  /**
   * Keeps a copy of the shape.
   *
   * @throws IllegalArgumentException if an extent is negative, there are more than 255, or the
   *     tensor is larger than a Java array
   */
  public TensorType {
    shape = List.copyOf(shape);
    if (shape.size() > 255) {
      throw new IllegalArgumentException("a tensor of rank " + shape.size());
    }
    long bytes = element.bytes();
    for (long extent : shape) {
      if (extent < 0 || Math.multiplyHigh(bytes, extent) != 0 || bytes * extent > MAX_BYTES) {
        throw new IllegalArgumentException("no tensor of Java's has the shape " + shape);
      }
      bytes *= extent;
    }
  }

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** Returns the type with these extents. */
  public static TensorType of(Element element, long... shape) {
    return new TensorType(element, Arrays.stream(shape).boxed().toList());
  }

  /** Returns the number of elements. */
  public int size() {
    return Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
  }

  /** Returns the bytes of all elements. */
  public int bytes() {
    return size() * element.bytes();
  }

  /** Returns the type as in {@code F32[1, 8, 8, 1]}. */
  @Override
  public String toString() {
    return element + shape.toString();
  }
}
