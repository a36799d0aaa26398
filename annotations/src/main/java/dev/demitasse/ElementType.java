package dev.demitasse;

/** The type of a tensor's elements: one constant for each subclass of {@link Tensor}. */
public enum ElementType {
  /** 32-bit IEEE 754 floating point, a Java {@code float}. */
  F32(0, 4, "F32", "float"),
  /** 64-bit IEEE 754 floating point, a Java {@code double}. */
  F64(1, 8, "F64", "double"),
  /** Signed 8-bit integer, a Java {@code byte}. */
  I8(2, 1, "I8", "byte"),
  /** Unsigned 8-bit integer, seen as a Java {@code int} from 0 to 255. */
  U8(3, 1, "U8", "int"),
  /** Signed 16-bit integer, a Java {@code short}. */
  I16(4, 2, "I16", "short"),
  /** Unsigned 16-bit integer, seen as a Java {@code int} from 0 to 65535. */
  U16(5, 2, "U16", "int"),
  /** Signed 32-bit integer, a Java {@code int}. */
  I32(6, 4, "I32", "int"),
  /** Signed 64-bit integer, a Java {@code long}. */
  I64(7, 8, "I64", "long"),
  /** Truth value, a Java {@code boolean}; stored as one byte, 0 or 1. */
  BOOL(8, 1, "Bool", "boolean");

  private final int code;
  private final int bytes;
  private final String tensorName;
  private final String javaName;

  ElementType(int code, int bytes, String tensorName, String javaName) {
    this.code = code;
    this.bytes = bytes;
    this.tensorName = tensorName;
    this.javaName = javaName;
  }

  /** Returns the number that stands for this type in stored weights; it never changes. */
  public int code() {
    return code;
  }

  /** Returns the size of one stored element, in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Returns the simple name of the tensor class, for example {@code "U8"} or {@code "Bool"}. */
  public String tensorName() {
    return tensorName;
  }

  /** Returns the Java type that {@code at} returns, for example {@code "int"} for {@link #U8}. */
  public String javaName() {
    return javaName;
  }

  /**
   * Returns a new tensor of this element type in which every element is zero (or false).
   *
   * @throws IllegalArgumentException if a dim is negative or the size does not fit an {@code int}
   */
  public Tensor<?> zeros(int... shape) {
    return switch (this) {
      case F32 -> dev.demitasse.F32.zeros(shape);
      case F64 -> dev.demitasse.F64.zeros(shape);
      case I8 -> dev.demitasse.I8.zeros(shape);
      case U8 -> dev.demitasse.U8.zeros(shape);
      case I16 -> dev.demitasse.I16.zeros(shape);
      case U16 -> dev.demitasse.U16.zeros(shape);
      case I32 -> dev.demitasse.I32.zeros(shape);
      case I64 -> dev.demitasse.I64.zeros(shape);
      case BOOL -> dev.demitasse.Bool.zeros(shape);
    };
  }
}
