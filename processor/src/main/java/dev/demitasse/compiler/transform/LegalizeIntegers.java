package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Interval;
import dev.demitasse.compiler.analysis.RangeRewriter;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves only integer operations that C and Java agree on. What is proved not to overflow stays as
 * it is; the rest is computed in the unsigned type of the same width, which wraps, and cast back.
 *
 * <p>Afterwards every signed sum, difference, product, negation and shift is free of overflow,
 * shift counts are below the width, and {@code >>>} is {@code >>} of an unsigned type.
 */
public final class LegalizeIntegers extends RangeRewriter {
  private final Map<Var, For> loops = new HashMap<>();

  private LegalizeIntegers() {}

  public static PrimFunc run(PrimFunc f) {
    return new LegalizeIntegers().function(f);
  }

  @Override
  public Expr expr(Expr e) {
    if (!(e.type() instanceof DataType type) || !type.isSigned()) {
      return super.expr(e);
    }
    // Ranges are those of the expression as Java means it, so look before the children change.
    boolean fits = ranges().exact(e).fits(type);
    return switch (e) {
      case Binary binary -> binary(binary, type, fits);
      case Negate(Expr a) when !fits -> wrapping(BinaryOp.SUB, new IntImm(type, 0), expr(a), type);
      default -> super.expr(e);
    };
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof For loop) {
      loops.put(loop.variable(), loop);
    }
    return super.stmt(s);
  }

  /**
   * The product of a loop variable and a constant that fits, where it leaps by more than its type
   * has room for, so that there are two rounds at most: compilers take the step for an overflow,
   * and clang 13 to 16 compute something else.
   */
  private Optional<Expr> leap(Expr a, Expr b, DataType type) {
    if (a instanceof Var v
        && b instanceof IntImm(var t, long factor)
        && loops.get(v)
            instanceof
            For(
                var w,
                IntImm(var u, long begin),
                IntImm(var x, long end),
                int step,
                var body,
                var p)
        && (factor > type.max() / Math.abs(step) || factor < -(type.max() / Math.abs(step)))
        && (step > 0 ? begin + 2L * step >= end : begin + 2L * step <= end)) {
      return Optional.of(
          Fold.select(
              Fold.binary(BinaryOp.EQ, v, new IntImm(u, begin)),
              IntImm.wrapped(type, begin * factor),
              IntImm.wrapped(type, (begin + step) * factor)));
    }
    return Optional.empty();
  }

  private Expr binary(Binary e, DataType type, boolean fits) {
    BinaryOp op = e.op();
    Expr a = e.a();
    Expr b = e.b();
    Interval count = ranges().of(b);
    boolean minusOne = count.contains(-1);
    Expr x = expr(a);
    Expr y = expr(b);
    return switch (op) {
      case ADD -> fits && !areUnsigned(x, y) ? same(e, x, y) : wrapping(op, x, y, type);
      case SUB -> fits ? same(e, x, y) : wrapping(op, x, y, type);
      case MUL -> fits ? leap(a, b, type).orElseGet(() -> same(e, x, y)) : wrapping(op, x, y, type);
      case SHL -> {
        boolean plain = fits && ranges().of(a).low() >= 0 && isCount(count, type);
        yield plain ? same(e, x, y) : wrapping(op, x, masked(y, count, type), type);
      }
      case SHR -> same(e, x, masked(y, count, type));
      case USHR -> wrapping(op, x, masked(y, count, type), type);
      case DIV ->
          fits || !minusOne
              ? same(e, x, y)
              : Fold.select(
                  Fold.binary(BinaryOp.EQ, y, new IntImm(type, -1)),
                  wrapping(BinaryOp.SUB, new IntImm(type, 0), x, type),
                  same(e, x, y));
      case MOD ->
          ranges().of(a).low() > type.min() || !minusOne
              ? same(e, x, y)
              : Fold.select(
                  Fold.binary(BinaryOp.EQ, y, new IntImm(type, -1)),
                  new IntImm(type, 0),
                  same(e, x, y));
      case BIT_AND, BIT_OR, BIT_XOR -> areUnsigned(x, y) ? wrapping(op, x, y, type) : same(e, x, y);
      case MIN, MAX -> same(e, x, y);
      case AND, OR, EQ, NE, LT, LE, GT, GE -> throw new IllegalStateException(op + " of " + type);
    };
  }

  /**
   * Whether both are computed unsigned, and can stay so until they have been joined. gcc 12 takes
   * the two halves of a rotation that are joined as signed numbers for one of a signed number, and
   * gets its sign wrong.
   */
  private static boolean areUnsigned(Expr x, Expr y) {
    return isUnsigned(x) && isUnsigned(y);
  }

  private static boolean isUnsigned(Expr e) {
    return e instanceof Cast(DataType type, Expr value) && value.type().equals(type.toUnsigned());
  }

  /** The operation on new operands; the same object if they are the old ones. */
  private static Expr same(Binary e, Expr x, Expr y) {
    return x == e.a() && y == e.b() ? e : Fold.binary(e.op(), x, y);
  }

  private static boolean isCount(Interval count, DataType type) {
    return count.within(new Interval(0, type.bits() - 1L));
  }

  private static Expr masked(Expr y, Interval count, DataType type) {
    return isCount(count, type)
        ? y
        : Fold.binary(BinaryOp.BIT_AND, y, new IntImm(type, type.bits() - 1L));
  }

  private static Expr wrapping(BinaryOp op, Expr x, Expr y, DataType type) {
    DataType unsigned = type.toUnsigned();
    BinaryOp shift = op == BinaryOp.USHR ? BinaryOp.SHR : op;
    return new Cast(type, new Binary(shift, Fold.cast(unsigned, x), Fold.cast(unsigned, y)));
  }
}
