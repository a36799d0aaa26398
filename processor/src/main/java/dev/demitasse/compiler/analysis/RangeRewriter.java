package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import java.util.function.Supplier;

/** A rewriter that knows the ranges of integers wherever it is. */
public abstract class RangeRewriter extends Rewriter {
  private Ranges ranges = Ranges.NONE;

  /** What is known where the rewriter stands. */
  protected final Ranges ranges() {
    return ranges;
  }

  private <T> T with(Ranges inside, Supplier<T> action) {
    Ranges outside = ranges;
    ranges = inside;
    T result = action.get();
    ranges = outside;
    return result;
  }

  @Override
  public Expr expr(Expr e) {
    return switch (e) {
      case Select(Expr condition, Expr then, Expr otherwise) -> {
        Expr c = expr(condition);
        Expr x = with(ranges.where(c), () -> expr(then));
        Expr y = with(ranges.where(new Not(c)), () -> expr(otherwise));
        yield c == condition && x == then && y == otherwise ? e : Fold.select(c, x, y);
      }
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() -> {
        Expr x = expr(a);
        Expr y = with(ranges.where(op == BinaryOp.AND ? x : new Not(x)), () -> expr(b));
        yield x == a && y == b ? e : Fold.binary(op, x, y);
      }
      default -> super.expr(e);
    };
  }

  @Override
  public Stmt stmt(Stmt s) {
    return switch (s) {
      case For(var v, Expr begin, Expr end, int step, Seq body, var p) -> {
        Expr from = expr(begin);
        Expr to = expr(end);
        For loop = from == begin && to == end ? (For) s : new For(v, from, to, step, body, p);
        Seq inner = with(ranges.inside(loop), () -> seq(body));
        yield inner == body ? loop : new For(v, from, to, step, inner, p);
      }
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        Expr c = expr(condition);
        Seq x = with(ranges.where(c), () -> seq(then));
        Seq y = with(ranges.where(new Not(c)), () -> seq(otherwise));
        yield c == condition && x == then && y == otherwise ? s : new IfThenElse(c, x, y, p);
      }
      case Let let -> {
        Stmt after = super.stmt(let);
        ranges = ranges.bound(let.variable(), ((Let) after).value());
        yield after;
      }
      default -> super.stmt(s);
    };
  }

  /** What a sequence binds is forgotten behind it. */
  @Override
  public Seq seq(Seq s) {
    return with(ranges, () -> super.seq(s));
  }
}
