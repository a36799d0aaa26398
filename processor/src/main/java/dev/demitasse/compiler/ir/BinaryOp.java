package dev.demitasse.compiler.ir;

/**
 * The operators with two operands of one type. Their meaning is Java's on both sides: integers wrap
 * in two's complement at the width of the type, floats follow IEEE 754 with no re-association.
 */
public enum BinaryOp {
  ADD("+", 8),
  SUB("-", 8),
  MUL("*", 9),
  /** Integers: truncated towards zero, the divisor is not zero, {@code MIN / -1} is {@code MIN}. */
  DIV("/", 9),
  /** The sign of the dividend; of integers the divisor is not zero, of floats it is exact. */
  MOD("%", 9),
  /** {@code Math.min}: NaN if either is NaN, and -0 below +0. */
  MIN("min", 0),
  /** {@code Math.max}: NaN if either is NaN, and +0 above -0. */
  MAX("max", 0),
  /** On booleans both sides are evaluated. */
  BIT_AND("&", 5),
  BIT_OR("|", 3),
  BIT_XOR("^", 4),
  /** The count is taken modulo the width, as for all shifts. */
  SHL("<<", 7),
  /** Keeps the sign. */
  SHR(">>", 7),
  /** Fills with zeros. */
  USHR(">>>", 7),
  /** The right side is evaluated only if the left one is true. */
  AND("&&", 2),
  /** The right side is evaluated only if the left one is false. */
  OR("||", 1),
  EQ("==", 6),
  NE("!=", 6),
  LT("<", 6),
  LE("<=", 6),
  GT(">", 6),
  GE(">=", 6);

  private final String symbol;
  private final int precedence;

  BinaryOp(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** As written in the text form. */
  public String symbol() {
    return symbol;
  }

  /** How tightly it binds in the text form: higher is tighter; 0 is written as a function. */
  public int precedence() {
    return precedence;
  }

  public boolean isComparison() {
    return precedence == 6;
  }

  /** The comparison of integers that holds just where this one does not. */
  public BinaryOp opposite() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case LT -> GE;
      case LE -> GT;
      case GT -> LE;
      case GE -> LT;
      default -> throw new IllegalStateException(this + " compares nothing");
    };
  }

  /** Short-circuit {@code &&} and {@code ||}. */
  public boolean isLogic() {
    return this == AND || this == OR;
  }
}
