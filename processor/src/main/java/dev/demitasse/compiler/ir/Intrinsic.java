package dev.demitasse.compiler.ir;

/** Operations on scalars that are neither an operator of Java nor worth a function. */
public enum Intrinsic {
  /** {@code fma(a, b, c)}: {@code a * b + c}, rounded once. */
  FMA(3),
  /** Absolute value of a float: clears the sign. Of an integer it folds to a {@code Select}. */
  ABS(1),
  /** IEEE square root, rounded to nearest. */
  SQRT(1),
  FLOOR(1),
  CEIL(1),
  /** To the nearest integer, ties to even. */
  RINT(1),
  /** The bits of an {@code f32} as {@code i32}, or of an {@code f64} as {@code i64}; NaNs as is. */
  BITS_OF_FLOAT(1),
  /** The {@code f32} or {@code f64} with these bits. */
  FLOAT_OF_BITS(1);

  private final int arity;

  Intrinsic(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }

  /** As written in the text form: {@code bits_of_float}. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The type of the result for an argument of this type. */
  DataType result(DataType argument) {
    return switch (this) {
      case BITS_OF_FLOAT -> new DataType(DataType.Code.INT, argument.bits(), argument.lanes());
      case FLOAT_OF_BITS -> new DataType(DataType.Code.FLOAT, argument.bits(), argument.lanes());
      case FMA, ABS, SQRT, FLOOR, CEIL, RINT -> argument;
    };
  }
}
