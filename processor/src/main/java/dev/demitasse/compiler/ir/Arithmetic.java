package dev.demitasse.compiler.ir;

/**
 * What {@link BinaryOp}, {@link Intrinsic} and {@link Expr.Cast} mean, as code, by Java's own
 * arithmetic. Whoever computes at build time does it with these.
 *
 * <p>An integer is a {@code long} within the range of its type ({@code bool}: 0 or 1, {@code u64}:
 * any, as its bits). A float is a {@code double}, which for {@code f32} is one that a {@code float}
 * holds; all NaNs are one.
 */
public final class Arithmetic {

  private Arithmetic() {}

  /**
   * {@code x op y}; a comparison gives 0 or 1.
   *
   * @throws ArithmeticException on division by zero
   */
  public static long integers(BinaryOp op, DataType type, long x, long y) {
    int count = (int) y & (type.bits() - 1);
    return switch (op) {
      case ADD -> type.wrap(x + y);
      case SUB -> type.wrap(x - y);
      case MUL -> type.wrap(x * y);
      case DIV -> type.wrap(unsigned64(type) ? Long.divideUnsigned(x, y) : x / y);
      case MOD -> type.wrap(unsigned64(type) ? Long.remainderUnsigned(x, y) : x % y);
      case MIN -> compare(type, x, y) <= 0 ? x : y;
      case MAX -> compare(type, x, y) >= 0 ? x : y;
      case BIT_AND, AND -> x & y;
      case BIT_OR, OR -> x | y;
      case BIT_XOR -> x ^ y;
      case SHL -> type.wrap(x << count);
      case SHR -> unsigned64(type) ? x >>> count : x >> count;
      case USHR -> type.wrap(type.toUnsigned().wrap(x) >>> count);
      case EQ -> bit(x == y);
      case NE -> bit(x != y);
      case LT -> bit(compare(type, x, y) < 0);
      case LE -> bit(compare(type, x, y) <= 0);
      case GT -> bit(compare(type, x, y) > 0);
      case GE -> bit(compare(type, x, y) >= 0);
    };
  }

  private static boolean unsigned64(DataType type) {
    return type.code() == DataType.Code.UINT && type.bits() == 64;
  }

  private static int compare(DataType type, long x, long y) {
    return unsigned64(type) ? Long.compareUnsigned(x, y) : Long.compare(x, y);
  }

  private static long bit(boolean b) {
    return b ? 1 : 0;
  }

  /** {@code x op y} of floats, for what gives a float. */
  public static double floats(BinaryOp op, DataType type, double x, double y) {
    boolean single = type.bits() == 32;
    float fx = (float) x;
    float fy = (float) y;
    return switch (op) {
      case ADD -> single ? fx + fy : x + y;
      case SUB -> single ? fx - fy : x - y;
      case MUL -> single ? fx * fy : x * y;
      case DIV -> single ? fx / fy : x / y;
      case MOD -> single ? fx % fy : x % y;
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case EQ, NE, LT, LE, GT, GE, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, USHR, AND, OR ->
          throw new IllegalStateException("no float is " + op + " of floats");
    };
  }

  /** Whether {@code x op y} holds for floats. */
  public static boolean holds(BinaryOp op, double x, double y) {
    return switch (op) {
      case EQ -> x == y;
      case NE -> x != y;
      case LT -> x < y;
      case LE -> x <= y;
      case GT -> x > y;
      case GE -> x >= y;
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, BIT_AND, BIT_OR, BIT_XOR, SHL, SHR, USHR, AND, OR ->
          throw new IllegalStateException(op + " compares nothing");
    };
  }

  /** An integer as the nearest float. */
  public static double toFloat(DataType to, long value) {
    return to.bits() == 32 ? (float) value : (double) value;
  }

  /** A float as the nearest float of another type. */
  public static double toFloat(DataType to, double value) {
    return to.bits() == 32 ? (float) value : value;
  }

  /** Java goes from a float to {@code int} or {@code long} first, and narrows then. */
  public static long toInteger(DataType to, double value) {
    return to.wrap(to.bits() == 64 ? (long) value : (int) value);
  }

  /** An intrinsic from one float to a float of the same type. */
  public static double unary(Intrinsic intrinsic, DataType type, double value) {
    return switch (intrinsic) {
      case ABS -> Math.abs(value);
      // The root of a float in double, rounded to float, is the correctly rounded root.
      case SQRT -> toFloat(type, Math.sqrt(value));
      case FLOOR -> Math.floor(value);
      case CEIL -> Math.ceil(value);
      case RINT -> Math.rint(value);
      case FMA, BITS_OF_FLOAT, FLOAT_OF_BITS ->
          throw new IllegalStateException(intrinsic + " of a float");
    };
  }

  /** {@code a * b + c}, rounded once. */
  public static double fma(DataType type, double a, double b, double c) {
    return type.bits() == 32 ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  /** The bits of a float of this type; those of NaN are one pattern. */
  public static long bitsOfFloat(DataType type, double value) {
    return type.bits() == 32 ? Float.floatToIntBits((float) value) : Double.doubleToLongBits(value);
  }

  /** The float of this type with these bits. */
  public static double floatOfBits(DataType type, long bits) {
    return type.bits() == 32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
  }
}
