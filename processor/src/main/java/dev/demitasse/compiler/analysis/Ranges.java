package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.Map;

/**
 * The range of every integer expression at one place in a function: loop variables have those of
 * their loops, variables those of their values, and conditions that hold there narrow both.
 */
public final class Ranges {

  /** Nothing known but the types. */
  public static final Ranges NONE = new Ranges(Map.of());

  private static final Interval ANYTHING = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

  private final Map<Var, Interval> variables;

  private Ranges(Map<Var, Interval> variables) {
    this.variables = variables;
  }

  /** Where {@code variable} lies in {@code interval}, too. */
  public Ranges with(Var variable, Interval interval) {
    Map<Var, Interval> more = new HashMap<>(variables);
    more.put(variable, interval);
    return new Ranges(more);
  }

  /** After {@code variable} was bound to {@code value}. */
  public Ranges bound(Var variable, Expr value) {
    return isRanged(value) ? with(variable, of(value)) : this;
  }

  /** Inside the body of {@code loop}, where it has run at least once. */
  public Ranges inside(For loop) {
    Interval begin = of(loop.begin());
    Interval end = of(loop.end());
    long low = loop.step() > 0 ? begin.low() : end.low() + 1;
    long high = loop.step() > 0 ? end.high() - 1 : begin.high();
    if (begin.isConstant() && end.isConstant() && low <= high) {
      long last = (high - low) / Math.abs(loop.step()) * Math.abs(loop.step());
      high = loop.step() > 0 ? low + last : high;
      low = loop.step() > 0 ? low : high - last;
    }
    return with(loop.variable(), new Interval(low, Math.max(low, high)));
  }

  /** Where {@code condition} holds. */
  public Ranges where(Expr condition) {
    return switch (condition) {
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.AND -> where(a).where(b);
      case Binary(BinaryOp op, Expr a, Expr b) when op.isComparison() && isRanged(a) ->
          narrowed(op, a, b).narrowed(mirrored(op), b, a);
      case Not(Binary(BinaryOp op, Expr a, Expr b)) when op.isComparison() && isRanged(a) ->
          where(new Binary(opposite(op), a, b));
      case Not(Binary(BinaryOp op, Expr a, Expr b)) when op == BinaryOp.OR ->
          where(new Not(a)).where(new Not(b));
      default -> this;
    };
  }

  private Ranges narrowed(BinaryOp op, Expr a, Expr b) {
    if (!(a instanceof Var v)) {
      return this;
    }
    Interval other = of(b);
    Interval limit =
        switch (op) {
          case LT -> new Interval(Long.MIN_VALUE, other.high() - 1);
          case LE -> new Interval(Long.MIN_VALUE, other.high());
          case GT -> new Interval(other.low() + 1, Long.MAX_VALUE);
          case GE -> new Interval(other.low(), Long.MAX_VALUE);
          case EQ -> other;
          default -> new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
        };
    return with(v, of(v).meet(limit));
  }

  private static BinaryOp mirrored(BinaryOp op) {
    return switch (op) {
      case LT -> BinaryOp.GT;
      case LE -> BinaryOp.GE;
      case GT -> BinaryOp.LT;
      case GE -> BinaryOp.LE;
      default -> op;
    };
  }

  /** The comparison of integers that holds just where {@code op} does not. */
  public static BinaryOp opposite(BinaryOp op) {
    return switch (op) {
      case LT -> BinaryOp.GE;
      case LE -> BinaryOp.GT;
      case GT -> BinaryOp.LE;
      case GE -> BinaryOp.LT;
      case EQ -> BinaryOp.NE;
      case NE -> BinaryOp.EQ;
      default -> throw new IllegalArgumentException(op + " compares nothing");
    };
  }

  private static boolean isRanged(Expr e) {
    return e.type() instanceof DataType type && !type.isFloat();
  }

  /** The range of an expression of an integer type or of {@code bool}, as Java computes it. */
  public Interval of(Expr e) {
    DataType type = (DataType) e.type();
    Interval exact = exact(e);
    return exact.fits(type) ? exact : Interval.of(type);
  }

  /** The range before the result wraps, if it does. */
  public Interval exact(Expr e) {
    DataType type = (DataType) e.type();
    return switch (e) {
      case IntImm(DataType t, long value) -> Interval.of(value);
      case Var v -> variables.getOrDefault(v, Interval.of(type));
      case Divisor(Expr a, var p) -> of(a);
      case Bounded(Expr a, int limit, var p) -> of(a).meet(new Interval(0, Math.max(1, limit) - 1));
      case Negate(Expr a) -> of(a).negated();
      case Cast(DataType t, Expr a) when isRanged(a) -> of(a);
      case Select(Expr c, Expr a, Expr b) -> where(c).of(a).union(where(new Not(c)).of(b));
      case Binary(BinaryOp op, Expr a, Expr b) when op.isComparison() || op.isLogic() ->
          truth(op, a, b);
      case Binary(BinaryOp op, Expr a, Expr b) -> arithmetic(op, a, b, type);
      default -> Interval.of(type);
    };
  }

  private Interval arithmetic(BinaryOp op, Expr a, Expr b, DataType type) {
    Interval x = of(a);
    Interval y = of(b);
    return switch (op) {
      case ADD -> x.plus(y);
      case SUB -> x.minus(y);
      case MUL -> x.times(y);
      case DIV -> y.contains(0) ? ANYTHING : x.dividedBy(y.low()).union(x.dividedBy(y.high()));
      case MOD -> {
        boolean smallest = y.low() == Long.MIN_VALUE;
        long most = smallest ? Long.MAX_VALUE : Math.max(Math.abs(y.low()), Math.abs(y.high())) - 1;
        yield y.contains(0)
            ? Interval.of(type)
            : new Interval(
                x.low() < 0 ? Math.max(x.low(), -most) : 0,
                x.high() > 0 ? Math.min(x.high(), most) : 0);
      }
      case MIN -> x.min(y);
      case MAX -> x.max(y);
      case BIT_AND ->
          y.low() >= 0
              ? new Interval(0, x.low() >= 0 ? Math.min(x.high(), y.high()) : y.high())
              : x.low() >= 0 ? new Interval(0, x.high()) : Interval.of(type);
      case SHL ->
          y.isConstant() && y.contains(y.low() & (type.bits() - 1))
              ? x.times(Interval.of(1L << (y.low() / 2)))
                  .times(Interval.of(1L << ((y.low() + 1) / 2)))
              : ANYTHING;
      case SHR ->
          y.isConstant() && y.contains(y.low() & (type.bits() - 1))
              ? new Interval(x.low() >> y.low(), x.high() >> y.low())
              : Interval.of(type);
      case BIT_OR, BIT_XOR, USHR -> Interval.of(type);
      case EQ, NE, LT, LE, GT, GE, AND, OR -> throw new IllegalStateException(op + " is a truth");
    };
  }

  private Interval truth(BinaryOp op, Expr a, Expr b) {
    if (!isRanged(a)) {
      return new Interval(0, 1);
    }
    Interval x = of(a);
    Interval y =
        op == BinaryOp.AND ? where(a).of(b) : op == BinaryOp.OR ? where(new Not(a)).of(b) : of(b);
    return switch (op) {
      case LT -> known(x.high() < y.low(), x.low() >= y.high());
      case LE -> known(x.high() <= y.low(), x.low() > y.high());
      case GT -> known(x.low() > y.high(), x.high() <= y.low());
      case GE -> known(x.low() >= y.high(), x.high() < y.low());
      case EQ -> known(x.isConstant() && x.equals(y), x.high() < y.low() || y.high() < x.low());
      case NE -> known(x.high() < y.low() || y.high() < x.low(), x.isConstant() && x.equals(y));
      case AND -> x.min(y);
      case OR -> x.max(y);
      default -> throw new IllegalStateException(op + " is no truth");
    };
  }

  private static Interval known(boolean holds, boolean fails) {
    return new Interval(holds ? 1 : 0, fails ? 0 : 1);
  }
}
