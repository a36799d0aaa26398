package dev.demitasse.compiler.ir;

/**
 * The type of a scalar: what kind of number, how many bits, how many of them side by side.
 *
 * @param code what the bits stand for
 * @param bits width of one lane
 * @param lanes 1 for scalars; vectors are for later passes
 */
public record DataType(Code code, int bits, int lanes) implements Type {

  /** The kinds of numbers. */
  public enum Code {
    INT,
    UINT,
    FLOAT,
    BOOL
  }

  public static final DataType BOOL = new DataType(Code.BOOL, 8, 1);
  public static final DataType INT8 = new DataType(Code.INT, 8, 1);
  public static final DataType INT16 = new DataType(Code.INT, 16, 1);
  public static final DataType INT32 = new DataType(Code.INT, 32, 1);
  public static final DataType INT64 = new DataType(Code.INT, 64, 1);
  public static final DataType UINT8 = new DataType(Code.UINT, 8, 1);
  public static final DataType UINT16 = new DataType(Code.UINT, 16, 1);
  public static final DataType UINT32 = new DataType(Code.UINT, 32, 1);
  public static final DataType UINT64 = new DataType(Code.UINT, 64, 1);
  public static final DataType FLOAT32 = new DataType(Code.FLOAT, 32, 1);
  public static final DataType FLOAT64 = new DataType(Code.FLOAT, 64, 1);

  public DataType {
    Check.that(bits == 8 || bits == 16 || bits == 32 || bits == 64, "width of %s bits", bits);
    Check.that(lanes >= 1, "%s lanes", lanes);
    Check.that(code != Code.FLOAT || bits >= 32, "float of %s bits", bits);
  }

  /** Size in memory. */
  public int bytes() {
    return bits / 8 * lanes;
  }

  public boolean isFloat() {
    return code == Code.FLOAT;
  }

  public boolean isBool() {
    return code == Code.BOOL;
  }

  /** Signed or unsigned. */
  public boolean isInteger() {
    return code == Code.INT || code == Code.UINT;
  }

  public boolean isSigned() {
    return code == Code.INT;
  }

  /** The integer type of the same width that wraps without undefined behaviour in C. */
  public DataType toUnsigned() {
    return new DataType(Code.UINT, bits, lanes);
  }

  /** Smallest value of an integer type. */
  public long min() {
    return code == Code.INT ? -1L << (bits - 1) : 0;
  }

  /** Largest value of an integer type; that of {@code u64} is not a {@code long} and saturates. */
  public long max() {
    return switch (code) {
      case INT -> (1L << (bits - 1)) - 1;
      case UINT -> bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1;
      case BOOL -> 1;
      case FLOAT -> throw new IllegalStateException("no largest integer in " + this);
    };
  }

  /** The value that {@code bits} keeps in this integer type. */
  public long wrap(long value) {
    return switch (code) {
      case INT -> value << (64 - bits) >> (64 - bits);
      case UINT -> value << (64 - bits) >>> (64 - bits);
      case BOOL -> value & 1;
      case FLOAT -> throw new IllegalStateException("integer value in " + this);
    };
  }

  /** {@code f32}, {@code i8}, {@code u16}, {@code bool}, {@code f32x4}. */
  @Override
  public String toString() {
    String kind =
        switch (code) {
          case INT -> "i";
          case UINT -> "u";
          case FLOAT -> "f";
          case BOOL -> "bool";
        };
    return kind + (isBool() ? "" : bits) + (lanes == 1 ? "" : "x" + lanes);
  }
}
