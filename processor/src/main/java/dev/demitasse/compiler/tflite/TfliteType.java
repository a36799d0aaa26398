package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import java.util.Optional;

/** The types of tensors, in the order of the schema, and one for those that came later. */
public enum TfliteType {
  FLOAT32(32, ElementType.F32),
  /** Constants of this type are converted, so they are {@link ElementType#F32}. */
  FLOAT16(16, ElementType.F32),
  INT32(32, ElementType.I32),
  UINT8(8, ElementType.U8),
  INT64(64, ElementType.I64),
  STRING,
  BOOL(8, ElementType.BOOL),
  INT16(16, ElementType.I16),
  COMPLEX64(64),
  INT8(8, ElementType.I8),
  FLOAT64(64, ElementType.F64),
  COMPLEX128(128),
  UINT64(64),
  RESOURCE,
  VARIANT,
  UINT32(32),
  UINT16(16, ElementType.U16),
  INT4(4),
  BFLOAT16(16),
  INT2(2),
  UINT4(4),
  FLOAT8_E4M3FN(8),
  FLOAT8_E5M2(8),
  UNKNOWN;

  private final int bits;
  private final Optional<ElementType> elementType;

  TfliteType() {
    this(0, Optional.empty());
  }

  TfliteType(int bits) {
    this(bits, Optional.empty());
  }

  TfliteType(int bits, ElementType elementType) {
    this(bits, Optional.of(elementType));
  }

  TfliteType(int bits, Optional<ElementType> elementType) {
    this.bits = bits;
    this.elementType = elementType;
  }

  /** The type of a number in a file. */
  static TfliteType of(int number) {
    int known = values().length - 1;
    return number < 0 || number >= known ? UNKNOWN : values()[number];
  }

  /** Returns the type of the elements of such a tensor here, if there is one. */
  public Optional<ElementType> elementType() {
    return elementType;
  }

  /** Returns whether the number of elements tells the number of bytes. */
  boolean hasSize() {
    return bits > 0;
  }

  /** Returns how many bytes so many elements have; those of less than a byte are packed. */
  long bytes(long elements) {
    return (elements * bits + 7) / 8;
  }

  /** Returns whether a zero point is one of the numbers of this type; yes if it has none. */
  boolean holds(long zeroPoint) {
    return switch (this) {
      case INT2, INT4, INT8, INT16, INT32 ->
          zeroPoint >= -1L << (bits - 1) && zeroPoint < 1L << (bits - 1);
      case UINT4, UINT8, UINT16, UINT32 -> zeroPoint >= 0 && zeroPoint < 1L << bits;
      case UINT64 -> zeroPoint >= 0;
      default -> true;
    };
  }
}
