package dev.demitasse.compiler.ir;

import java.util.List;

/**
 * Something with a value. Expressions have no side effects, so each may be evaluated any number of
 * times in a state, and equal expressions have equal values there.
 *
 * <p>Those of {@link GenericExpr} exist only until a function is specialised.
 */
public sealed interface Expr
    permits Var,
        Expr.IntImm,
        Expr.FloatImm,
        Expr.Binary,
        Expr.Not,
        Expr.Negate,
        Expr.Select,
        Expr.Cast,
        Expr.CallIntrinsic,
        Expr.Call,
        Expr.BufferLoad,
        Expr.Address,
        Expr.Divisor,
        Expr.Bounded,
        GenericExpr {

  Type type();

  /** A constant of an integer type or of {@code bool} (0 or 1). */
  record IntImm(DataType type, long value) implements Expr {
    public IntImm {
      Check.that(!type.isFloat(), "integer constant of type %s", type);
      Check.that(type.wrap(value) == value, "%s does not fit %s", value, type);
    }

    /** The constant that {@code value} becomes when it wraps. */
    public static IntImm wrapped(DataType type, long value) {
      return new IntImm(type, type.wrap(value));
    }
  }

  /** A constant of a float type; -0.0 and 0.0 differ, all NaNs are one. */
  record FloatImm(DataType type, double value) implements Expr {
    public FloatImm {
      Check.that(type.isFloat(), "float constant of type %s", type);
      Check.that(
          type.bits() == 64 || Double.compare((float) value, value) == 0,
          "%s does not fit %s",
          value,
          type);
    }
  }

  /** See {@link BinaryOp}. */
  record Binary(BinaryOp op, Expr a, Expr b) implements Expr {
    public Binary {
      DataType type = Check.scalar(a);
      Check.sameType(a, b);
      Check.that(!op.isLogic() || type.isBool(), "%s of %s", op, type);
    }

    @Override
    public Type type() {
      return op.isComparison() ? DataType.BOOL : a.type();
    }
  }

  /** Negation of a boolean. */
  record Not(Expr value) implements Expr {
    public Not {
      Check.type(DataType.BOOL, value);
    }

    @Override
    public Type type() {
      return DataType.BOOL;
    }
  }

  /** The additive inverse; flips the sign of a float, also of zero and NaN. */
  record Negate(Expr value) implements Expr {
    public Negate {
      Check.scalar(value);
    }

    @Override
    public Type type() {
      return value.type();
    }
  }

  /** {@code condition ? then : otherwise}; only the chosen side is evaluated. */
  record Select(Expr condition, Expr then, Expr otherwise) implements Expr {
    public Select {
      Check.type(DataType.BOOL, condition);
      Check.sameType(then, otherwise);
    }

    @Override
    public Type type() {
      return then.type();
    }
  }

  /**
   * Java's conversion between numbers: integers wrap, anything becomes the nearest float. A float
   * becomes the nearest {@code i64} towards zero, or {@code i32} on the way to any other integer,
   * at most the ends of its range; NaN becomes 0.
   */
  record Cast(DataType type, Expr value) implements Expr {
    public Cast {
      DataType from = Check.scalar(value);
      Check.that(type.isBool() == from.isBool(), "cast from %s to %s", from, type);
    }
  }

  /** See {@link Intrinsic}. */
  record CallIntrinsic(Intrinsic intrinsic, List<Expr> arguments) implements Expr {
    public CallIntrinsic {
      arguments = List.copyOf(arguments);
      Check.that(arguments.size() == intrinsic.arity(), "%s%s", intrinsic, arguments);
      for (Expr argument : arguments) {
        Check.sameType(arguments.get(0), argument);
      }
    }

    @Override
    public Type type() {
      return intrinsic.result(Check.scalar(arguments.get(0)));
    }
  }

  /** The result of a function of the same module; void for operators, which write to buffers. */
  record Call(String symbol, List<Expr> arguments, Type type) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** The element at {@code indices}, each within the shape. */
  record BufferLoad(Buffer buffer, List<Expr> indices, Position position) implements Expr {
    public BufferLoad {
      indices = List.copyOf(indices);
      Check.that(indices.size() == buffer.rank(), "%s at %s", buffer, indices);
      indices.forEach(i -> Check.type(DataType.INT32, i));
    }

    @Override
    public Type type() {
      return buffer.element();
    }
  }

  /** Where the first element of a buffer lies. */
  record Address(Buffer buffer) implements Expr {
    @Override
    public Type type() {
      return buffer.data().type();
    }
  }

  /**
   * The divisor of an integer division, equal to {@code value}. To be proved other than zero; gone
   * once it is.
   */
  record Divisor(Expr value, Position position) implements Expr {
    public Divisor {
      Check.that(Check.scalar(value).isInteger(), "divisor of type %s", value.type());
    }

    @Override
    public Type type() {
      return value.type();
    }
  }

  /**
   * Equal to {@code value}, where a view begins: to be proved at least zero and less than {@code
   * limit}; gone once it is.
   */
  record Bounded(Expr value, int limit, Position position) implements Expr {
    public Bounded {
      Check.type(DataType.INT32, value);
    }

    @Override
    public Type type() {
      return DataType.INT32;
    }
  }

  static IntImm int32(long value) {
    return new IntImm(DataType.INT32, value);
  }

  static IntImm bool(boolean value) {
    return new IntImm(DataType.BOOL, value ? 1 : 0);
  }

  /** Zero, or {@code false}. */
  static Expr zero(DataType type) {
    return type.isFloat() ? new FloatImm(type, 0) : new IntImm(type, 0);
  }

  /** {@code a + b}, folded. */
  static Expr add(Expr a, Expr b) {
    return Fold.binary(BinaryOp.ADD, a, b);
  }

  /** {@code a * b}, folded. */
  static Expr mul(Expr a, Expr b) {
    return Fold.binary(BinaryOp.MUL, a, b);
  }

  /** Whether this is {@code true} or {@code false}, and equal to {@code value}. */
  default boolean isBool(boolean value) {
    return this instanceof IntImm(DataType t, long v) && t.isBool() && v == (value ? 1 : 0);
  }

  /** Whether this is the integer constant {@code value}. */
  default boolean isInt(long value) {
    return this instanceof IntImm(DataType t, long v) && t.isInteger() && v == value;
  }
}
