package dev.demitasse.junit;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * How what a machine has computed differs from what the JVM has.
 *
 * @param expected the JVM's
 * @param found the bytes of the machine's
 * @param first the first element that differs, counted in row-major order
 * @param count how many differ
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read in this class only
record Difference(Tensor<?> expected, byte[] found, int first, int count) {

  /** Compares bits; all NaNs count as one. Empty if there is no difference. */
  static Optional<Difference> of(Tensor<?> expected, byte[] found) {
    ElementType type = expected.elementType();
    byte[] bytes = expected.toBytes();
    int first = -1;
    int count = 0;
    for (int i = 0; i < expected.size(); i++) {
      if (!isSame(type, bits(type, bytes, i), bits(type, found, i))) {
        first = count == 0 ? i : first;
        count++;
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(new Difference(expected, found, first, count));
  }

  private static boolean isSame(ElementType type, long a, long b) {
    return a == b || (isNan(type, a) && isNan(type, b));
  }

  private static boolean isNan(ElementType type, long bits) {
    return switch (type) {
      case F32 -> Float.isNaN(Float.intBitsToFloat((int) bits));
      case F64 -> Double.isNaN(Double.longBitsToDouble(bits));
      case I8, U8, I16, U16, I32, I64, BOOL -> false;
    };
  }

  /** Those of one element, with zeros above. */
  private static long bits(ElementType type, byte[] bytes, int element) {
    long bits = 0;
    for (int i = type.bytes() - 1; i >= 0; i--) {
      bits = bits << Byte.SIZE | Byte.toUnsignedLong(bytes[element * type.bytes() + i]);
    }
    return bits;
  }

  /** Where the first element is: {@code [0, 2]}. */
  String place() {
    int[] index = expected.shape();
    int rest = first;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      int extent = index[axis];
      index[axis] = rest % extent;
      rest /= extent;
    }
    return Arrays.toString(index);
  }

  /** The first element on the JVM: {@code 3.0 (0x40400000)}. */
  String expectedElement() {
    return element(expected.toBytes());
  }

  /** The first element on the machine. */
  String foundElement() {
    return element(found);
  }

  private String element(byte[] bytes) {
    ElementType type = expected.elementType();
    long bits = bits(type, bytes, first);
    String hex = Long.toHexString(bits);
    return text(type, bits) + " (0x" + "0".repeat(2 * type.bytes() - hex.length()) + hex + ")";
  }

  private static String text(ElementType type, long bits) {
    return switch (type) {
      case F32 -> Float.toString(Float.intBitsToFloat((int) bits));
      case F64 -> Double.toString(Double.longBitsToDouble(bits));
      case I8 -> Byte.toString((byte) bits);
      case I16 -> Short.toString((short) bits);
      case I32 -> Integer.toString((int) bits);
      case U8, U16, I64 -> Long.toString(bits);
      case BOOL -> Boolean.toString(bits != 0);
    };
  }
}
