package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import java.util.List;

/**
 * Makes expressions, computing at once what is constant, by {@link Arithmetic}. Of identities it
 * applies only those that hold for every value, so no float changes a bit.
 */
public final class Fold {

  private Fold() {}

  /** {@code a op b}; a constant division by zero stays as it is, for the caller to refuse. */
  public static Expr binary(BinaryOp op, Expr a, Expr b) {
    if (a instanceof IntImm(DataType t, long x) && b instanceof IntImm(DataType u, long y)) {
      boolean byZero = (op == BinaryOp.DIV || op == BinaryOp.MOD) && y == 0;
      return byZero ? new Binary(op, a, b) : integers(op, t, x, y);
    }
    if (a instanceof FloatImm(DataType t, double x)
        && b instanceof FloatImm(DataType u, double y)) {
      return floats(op, t, x, y);
    }
    return identity(op, a, b);
  }

  private static Expr integers(BinaryOp op, DataType type, long x, long y) {
    DataType result = op.isComparison() ? DataType.BOOL : type;
    return new IntImm(result, Arithmetic.integers(op, type, x, y));
  }

  private static Expr floats(BinaryOp op, DataType type, double x, double y) {
    return op.isComparison()
        ? Expr.bool(Arithmetic.holds(op, x, y))
        : new FloatImm(type, Arithmetic.floats(op, type, x, y));
  }

  private static Expr identity(BinaryOp op, Expr a, Expr b) {
    boolean integer = isInteger(a);
    return switch (op) {
      case ADD -> integer && a.isInt(0) ? b : integer && b.isInt(0) ? a : new Binary(op, a, b);
      case SUB -> integer && b.isInt(0) ? a : new Binary(op, a, b);
      case MUL -> {
        if (integer && (a.isInt(0) || b.isInt(1))) {
          yield a;
        }
        yield integer && (b.isInt(0) || a.isInt(1)) ? b : new Binary(op, a, b);
      }
      case DIV -> integer && b.isInt(1) ? a : new Binary(op, a, b);
      case MOD -> integer && b.isInt(1) ? new IntImm((DataType) a.type(), 0) : new Binary(op, a, b);
      case AND ->
          a.isBool(true) || b.isBool(false)
              ? b
              : a.isBool(false) || b.isBool(true) ? a : new Binary(op, a, b);
      case OR ->
          a.isBool(false) || b.isBool(true)
              ? b
              : a.isBool(true) || b.isBool(false) ? a : new Binary(op, a, b);
      case SHL, SHR, USHR -> shift(op, a, b);
      case BIT_AND, BIT_OR, BIT_XOR -> isConstant(a) ? bits(op, b, a) : bits(op, a, b);
      // A constant stands on the right, where passes look for it.
      case MIN, MAX, EQ, NE -> isConstant(a) ? new Binary(op, b, a) : new Binary(op, a, b);
      case LT, LE, GT, GE -> new Binary(op, a, b);
    };
  }

  private static Expr bits(BinaryOp op, Expr a, Expr b) {
    if (op == BinaryOp.BIT_AND) {
      return b.isInt(0) ? b : b.isInt(-1) ? a : new Binary(op, a, b);
    }
    return b.isInt(0) ? a : new Binary(op, a, b);
  }

  /** Of a constant, Java takes the lower bits only. */
  private static Expr shift(BinaryOp op, Expr a, Expr b) {
    if (a.isInt(0)) {
      return a;
    }
    if (!(b instanceof IntImm(DataType t, long count))) {
      return new Binary(op, a, b);
    }
    long masked = count & (t.bits() - 1);
    return masked == 0 ? a : new Binary(op, a, new IntImm(t, masked));
  }

  private static boolean isConstant(Expr e) {
    return e instanceof IntImm || e instanceof FloatImm;
  }

  /** A divisor that is known and not zero needs no proof. */
  public static Expr divisor(Expr value, Position position) {
    boolean proved = value instanceof IntImm(DataType type, long v) && v != 0;
    return proved || value instanceof Divisor ? value : new Divisor(value, position);
  }

  /** A value that is known and within its bounds needs no proof. */
  public static Expr bounded(Expr value, int limit, Position position) {
    return value instanceof IntImm(DataType type, long v) && 0 <= v && v < limit
        ? value
        : new Bounded(value, limit, position);
  }

  /** The opposite; of integers another comparison, and of these another conjunction. */
  public static Expr not(Expr value) {
    return switch (value) {
      case IntImm(DataType t, long v) -> Expr.bool(v == 0);
      case Not(Expr inner) -> inner;
      case Binary(BinaryOp op, Expr a, Expr b)
          when op.isComparison() && !((DataType) a.type()).isFloat() ->
          new Binary(op.opposite(), a, b);
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() -> {
        Expr x = not(a);
        Expr y = not(b);
        yield x instanceof Not || y instanceof Not
            ? new Not(value)
            : new Binary(op == BinaryOp.AND ? BinaryOp.OR : BinaryOp.AND, x, y);
      }
      default -> new Not(value);
    };
  }

  public static Expr negate(Expr value) {
    return switch (value) {
      case IntImm(DataType t, long v) -> IntImm.wrapped(t, -v);
      case FloatImm(DataType t, double v) -> new FloatImm(t, -v);
      default -> new Negate(value);
    };
  }

  public static Expr select(Expr condition, Expr then, Expr otherwise) {
    if (condition instanceof IntImm(DataType t, long v)) {
      return v != 0 ? then : otherwise;
    }
    return then.equals(otherwise) ? then : new Select(condition, then, otherwise);
  }

  /** {@code value} as {@code to}; nothing if it has that type already. */
  public static Expr cast(DataType to, Expr value) {
    if (value.type().equals(to)) {
      return value;
    }
    return switch (value) {
      case IntImm(DataType t, long v) ->
          to.isFloat() ? new FloatImm(to, Arithmetic.toFloat(to, v)) : IntImm.wrapped(to, v);
      case FloatImm(DataType t, double v) ->
          to.isFloat()
              ? new FloatImm(to, Arithmetic.toFloat(to, v))
              : new IntImm(to, Arithmetic.toInteger(to, v));
      case Cast(DataType middle, Expr inner) when isInteger(inner) && keeps(middle, to) ->
          cast(to, inner);
      // gcc warns of some unsigned numbers between signed ones, but of no mask.
      case Cast(DataType middle, Expr inner) when isCut(inner, middle) && to.isInteger() ->
          binary(BinaryOp.BIT_AND, cast(to, inner), new IntImm(to, middle.max()));
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long mask))
          when op == BinaryOp.BIT_AND && keeps(t, to) && IntImm.wrapped(to, mask).isInt(-1) ->
          cast(to, a);
      default -> new Cast(to, value);
    };
  }

  private static boolean isInteger(Expr value) {
    return value.type() instanceof DataType type && type.isInteger();
  }

  /** Whether a signed number loses its upper bits in a narrower unsigned type. */
  private static boolean isCut(Expr value, DataType to) {
    return isInteger(value)
        && ((DataType) value.type()).isSigned()
        && to.isInteger()
        && !to.isSigned()
        && to.bits() < 32;
  }

  /** Whether all bits of a number of type {@code of} are still there in {@code middle}. */
  private static boolean keeps(DataType middle, DataType of) {
    return middle.isInteger() && of.isInteger() && middle.bits() >= of.bits();
  }

  public static Expr intrinsic(Intrinsic intrinsic, List<Expr> arguments) {
    CallIntrinsic call = new CallIntrinsic(intrinsic, arguments);
    Expr a = arguments.get(0);
    DataType type = (DataType) a.type();
    return switch (intrinsic) {
      case FMA -> fma(call);
      case ABS ->
          type.isFloat()
              ? unary(call)
              : select(binary(BinaryOp.LT, a, Expr.zero(type)), negate(a), a);
      case SQRT, FLOOR, CEIL, RINT -> unary(call);
      case BITS_OF_FLOAT ->
          a instanceof FloatImm(DataType t, double v)
              ? new IntImm((DataType) call.type(), Arithmetic.bitsOfFloat(t, v))
              : call;
      case FLOAT_OF_BITS ->
          a instanceof IntImm(DataType t, long v)
              ? new FloatImm((DataType) call.type(), Arithmetic.floatOfBits(t, v))
              : call;
    };
  }

  /** {@code sum + a * b}; of floats with one rounding if {@code fused}, else with two. */
  public static Expr mac(boolean fused, Expr sum, Expr a, Expr b) {
    return fused && ((DataType) sum.type()).isFloat()
        ? intrinsic(Intrinsic.FMA, List.of(a, b, sum))
        : Expr.add(sum, Expr.mul(a, b));
  }

  private static Expr unary(CallIntrinsic call) {
    return call.arguments().get(0) instanceof FloatImm(DataType t, double v)
        ? new FloatImm(t, Arithmetic.unary(call.intrinsic(), t, v))
        : call;
  }

  private static Expr fma(CallIntrinsic call) {
    List<Expr> arguments = call.arguments();
    return arguments.get(0) instanceof FloatImm(DataType t, double a)
            && arguments.get(1) instanceof FloatImm(DataType u, double b)
            && arguments.get(2) instanceof FloatImm(DataType v, double c)
        ? new FloatImm(t, Arithmetic.fma(t, a, b, c))
        : call;
  }
}
