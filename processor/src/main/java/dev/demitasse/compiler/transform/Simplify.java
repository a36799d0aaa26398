package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Interval;
import dev.demitasse.compiler.analysis.Linear;
import dev.demitasse.compiler.analysis.RangeRewriter;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Substitute;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes what is known, by constants, tables and ranges: conditions that always hold, divisions
 * whose remainder cannot be, loops that run once or never, statements that nothing leads to,
 * variables that are another name for one, get the value that they have, or are not used. Leaves
 * blocks only where conditions cannot say the same.
 *
 * <p>Afterwards no condition, quotient or remainder of integers is left whose range is one value.
 * Floats are only folded where all operands are constants.
 */
public final class Simplify extends RangeRewriter {
  private static final Rewriter ANYWHERE =
      new Rewriter() {
        @Override
        public Expr expr(Expr e) {
          Expr x = super.expr(e);
          return x instanceof BufferLoad(Buffer b, List<Expr> indices, Position p)
              ? new BufferLoad(b, indices, Position.NONE)
              : x;
        }
      };

  private final Map<Var, List<Expr>> tables = new HashMap<>();

  private Simplify() {}

  public static PrimFunc run(PrimFunc f) {
    PrimFunc before;
    PrimFunc after = f;
    do {
      before = after;
      after = RemoveUnused.run(new Simplify().function(before));
    } while (after != before);
    return after;
  }

  @Override
  public Expr expr(Expr e) {
    Expr x = super.expr(e);
    if (x instanceof BufferLoad load) {
      return element(load).orElse(load);
    }
    if (!(x.type() instanceof DataType type) || type.isFloat() || x instanceof IntImm) {
      return x;
    }
    Interval range = ranges().of(x);
    if (range.isConstant() && range.low() != Long.MAX_VALUE) {
      return new IntImm(type, range.low());
    }
    return switch (x) {
      // gcc takes the product of a chosen constant that wraps for a mistake.
      case Binary(BinaryOp op, Select(Expr c, IntImm a, IntImm b), IntImm d)
          when op == BinaryOp.MUL || op == BinaryOp.SHL ->
          new Select(c, Fold.binary(op, a, d), Fold.binary(op, b, d));
      // Likewise of a chosen constant that a cast makes another.
      case Cast(DataType to, Select(Expr c, IntImm a, IntImm b)) ->
          Fold.select(c, Fold.cast(to, a), Fold.cast(to, b));
      // gcc warns of the complement of an unsigned number in a comparison.
      case Binary(BinaryOp op, Cast(DataType t, Expr a), IntImm ones)
          when op == BinaryOp.BIT_XOR && isUnsignedOf(ones.value(), (DataType) a.type()) ->
          Fold.binary(BinaryOp.SUB, ones, new Cast(t, a));
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long d))
          when op == BinaryOp.DIV && d > 0 ->
          quotient(x, a, d);
      case Binary(BinaryOp op, Expr a, IntImm(DataType t, long d))
          when op == BinaryOp.MOD && d > 0 ->
          remainder(x, a, d);
      case Binary(
              BinaryOp op,
              Binary(BinaryOp bits, Expr a, IntImm(DataType t, long mask)),
              IntImm(DataType u, long v))
          when (op == BinaryOp.EQ || op == BinaryOp.NE) && lacks(bits, mask, v) ->
          Expr.bool(op == BinaryOp.NE);
      case Binary(BinaryOp op, Expr a, Expr b)
          when op.isComparison() && !((DataType) a.type()).isFloat() && isSame(a, b) ->
          Expr.bool(op == BinaryOp.EQ || op == BinaryOp.LE || op == BinaryOp.GE);
      // A number has fewer bits than it is large; gcc knows, and warns where that is compared.
      case Binary(BinaryOp op, Expr a, Expr b)
          when (op == BinaryOp.SHR || op == BinaryOp.USHR)
              && isSame(a, b)
              && ranges().of(a).within(new Interval(0, type.bits() - 1L)) ->
          Expr.zero(type);
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MIN || op == BinaryOp.MAX ->
          extremum(x, op, a, b);
      case Binary(BinaryOp op, Expr a, Expr b)
          when op == BinaryOp.ADD || op == BinaryOp.SUB || op == BinaryOp.MUL ->
          same(x, Linear.of(x).toExpr());
      default -> x;
    };
  }

  /** Whether a number has all bits of a narrower unsigned type. */
  private static boolean isUnsignedOf(long ones, DataType type) {
    return !type.isFloat() && !type.isBool() && !type.isSigned() && type.max() == ones;
  }

  /** Whether a mask sets a bit that {@code value} does not have, or clears one that it has. */
  private static boolean lacks(BinaryOp op, long mask, long value) {
    return (op == BinaryOp.BIT_OR && (mask & ~value) != 0)
        || (op == BinaryOp.BIT_AND && (value & ~mask) != 0);
  }

  /** Whether two expressions are the same, wherever in the source they stand. */
  private static boolean isSame(Expr a, Expr b) {
    return a.getClass() == b.getClass() && ANYWHERE.expr(a).equals(ANYWHERE.expr(b));
  }

  /** The constant that is loaded from a table at a known index. */
  private Optional<Expr> element(BufferLoad load) {
    Buffer b = load.buffer();
    for (int d = 0; d < b.rank(); d++) {
      boolean known =
          load.indices().get(d) instanceof IntImm(DataType t, long i)
              && 0 <= i
              && i < b.shape().get(d);
      if (!known) {
        return Optional.empty();
      }
    }
    List<Expr> table = tables.getOrDefault(b.data(), List.of());
    return b.position(load.indices()) instanceof IntImm(DataType t, long at)
            && 0 <= at
            && at < table.size()
        ? Optional.of(table.get((int) at))
        : Optional.empty();
  }

  private Expr extremum(Expr e, BinaryOp op, Expr a, Expr b) {
    if (isSame(a, b)) {
      return a;
    }
    Interval x = ranges().of(a);
    Interval y = ranges().of(b);
    if (x.high() <= y.low()) {
      return op == BinaryOp.MIN ? a : b;
    }
    return y.high() <= x.low() ? (op == BinaryOp.MIN ? b : a) : e;
  }

  private static Expr same(Expr before, Expr after) {
    return before.equals(after) ? before : after;
  }

  /** {@code (d * a + b) / d} is {@code a} where {@code b} is from 0 to {@code d - 1}. */
  private Expr quotient(Expr e, Expr dividend, long d) {
    if (dividend instanceof Binary(BinaryOp op, Expr a, IntImm(DataType t, long c))
        && op == BinaryOp.DIV
        && c > 0
        && ranges().of(a).low() >= 0
        && c * d <= t.max()) {
      return Fold.binary(BinaryOp.DIV, a, new IntImm(t, c * d));
    }
    Parts parts = split(dividend, d);
    return parts.exact() ? parts.multiple().dividedBy(d).toExpr() : e;
  }

  private Expr remainder(Expr e, Expr dividend, long d) {
    Parts parts = split(dividend, d);
    if (parts.exact()) {
      return parts.rest().toExpr();
    }
    return parts.nonNegative() && !parts.multiple().terms().isEmpty()
        ? Fold.binary(BinaryOp.MOD, parts.rest().toExpr(), new IntImm((DataType) e.type(), d))
        : e;
  }

  /** A sum as multiples of a number and the rest. */
  private record Parts(Linear multiple, Linear rest, boolean exact, boolean nonNegative) {}

  private Parts split(Expr sum, long d) {
    Linear linear = Linear.of(sum);
    long low = Math.floorMod(linear.constant(), d);
    Linear multiple = linear.only(f -> f % d == 0).withConstant(linear.constant() - low);
    Linear rest = linear.only(f -> f % d != 0).withConstant(low);
    Interval restRange = ranges().exact(rest.toExpr());
    Interval multipleRange = ranges().exact(multiple.toExpr());
    Interval whole = ranges().exact(sum);
    // Without a wrap anywhere, and with nothing negative, division is that of the naturals.
    boolean natural =
        whole.low() >= 0
            && whole.fits(linear.type())
            && multipleRange.low() >= 0
            && multipleRange.fits(linear.type())
            && restRange.low() >= 0
            && restRange.fits(linear.type());
    return new Parts(multiple, rest, natural && restRange.high() < d, natural);
  }

  @Override
  public Stmt stmt(Stmt s) {
    Stmt t = super.stmt(s);
    return switch (t) {
      case IfThenElse(Expr c, Seq then, Seq otherwise, var p) when c instanceof IntImm ->
          c.isBool(true) ? then : otherwise;
      case IfThenElse(Expr c, Seq then, Seq otherwise, var p)
          when then.isEmpty() && otherwise.isEmpty() ->
          Seq.EMPTY;
      case IfThenElse(Expr c, Seq then, Seq otherwise, var p) when then.isEmpty() ->
          new IfThenElse(Fold.not(c), otherwise, Seq.EMPTY, p);
      case For(
              Var v,
              IntImm(DataType a, long begin),
              IntImm(DataType b, long end),
              int step,
              Seq body,
              var p)
          when step > 0 ? begin >= end : begin <= end ->
          Seq.EMPTY;
      case For(
              Var v,
              IntImm(DataType a, long begin),
              IntImm(DataType b, long end),
              int step,
              Seq body,
              var p)
          when step > 0 ? begin + step >= end : begin + step <= end ->
          new Substitute(Map.of(v, new IntImm(a, begin))).seq(body);
      case For loop when loop.body().isEmpty() -> Seq.EMPTY;
      case While loop when loop.condition().isBool(false) -> Seq.EMPTY;
      case Assert check when check.condition().isBool(true) -> Seq.EMPTY;
      case Block block -> Unblock.run(block);
      case BufferStore(Buffer b, List<Expr> none, Expr value, var p)
          when b.rank() == 0 && isSame(new BufferLoad(b, none, p), value) ->
          Seq.EMPTY;
      case AllocateConst table -> {
        tables.put(table.buffer().data(), table.values());
        yield table;
      }
      default -> t;
    };
  }

  /**
   * Other names for constants and variables are replaced by these; what nothing leads to is gone.
   */
  @Override
  public Seq seq(Seq s) {
    List<Stmt> statements = s.statements();
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof Let(Var v, Expr value, var p) && isName(value)) {
        List<Stmt> shorter = new ArrayList<>(statements.subList(0, i));
        Seq rest = new Seq(statements.subList(i + 1, statements.size()));
        shorter.addAll(new Substitute(Map.of(v, value)).seq(rest).statements());
        return seq(new Seq(shorter));
      }
      if (endsHere(statements.get(i)) && i + 1 < statements.size()) {
        return seq(new Seq(statements.subList(0, i + 1)));
      }
    }
    return super.seq(s);
  }

  /** Whether the statement behind is never reached. */
  private static boolean endsHere(Stmt s) {
    return switch (s) {
      case Leave leave -> true;
      case Return result -> true;
      case IfThenElse choice -> endsHere(choice.then()) && endsHere(choice.otherwise());
      case Seq(List<Stmt> inner) -> inner.stream().anyMatch(Simplify::endsHere);
      default -> false;
    };
  }

  private static boolean isName(Expr value) {
    return value instanceof Var || value instanceof IntImm || value instanceof Expr.FloatImm;
  }
}
