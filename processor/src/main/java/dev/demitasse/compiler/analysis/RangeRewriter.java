package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import java.util.List;

/** A rewriter that knows the ranges of integers wherever it is. */
public abstract class RangeRewriter extends Rewriter {
  private final Flow flow = new Flow();
  private final Flow.Leaves leaves = new Flow.Leaves();
  private Ranges ranges = Ranges.NONE;

  /** What is known where the rewriter stands. */
  protected final Ranges ranges() {
    return ranges;
  }

  /** What holds around and in a loop that begins where the rewriter stands. */
  final Flow.Loop loop(While loop) {
    return flow.loop(loop, ranges);
  }

  /** What holds behind these statements, if this holds before. */
  final Ranges through(List<Stmt> statements, Ranges before) {
    return flow.through(statements, before, new Flow.Leaves());
  }

  /** From here on {@code condition} holds, for a reason that the function does not show. */
  final void assume(Expr condition) {
    ranges = ranges.where(condition);
  }

  /** Rewrites {@code e}, which is evaluated only where {@code condition} holds. */
  protected Expr where(Expr condition, Expr e) {
    Ranges outside = ranges;
    ranges = outside.where(condition);
    Expr result = expr(e);
    ranges = outside;
    return result;
  }

  /** A statement without others in it is about to be done: its expressions have been rewritten. */
  protected void beforeEffect(Stmt s) {}

  @Override
  public Expr expr(Expr e) {
    return switch (e) {
      case Select(Expr condition, Expr then, Expr otherwise) -> {
        Expr c = expr(condition);
        Expr x = where(condition, then);
        Expr y = where(new Not(condition), otherwise);
        yield c == condition && x == then && y == otherwise ? e : Fold.select(c, x, y);
      }
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() -> {
        Expr x = expr(a);
        Expr y = where(op == BinaryOp.AND ? a : new Not(a), b);
        yield x == a && y == b ? e : Fold.binary(op, x, y);
      }
      default -> super.expr(e);
    };
  }

  @Override
  public Stmt stmt(Stmt s) {
    return switch (s) {
      case Seq q -> seq(q);
      case For(Var v, Expr begin, Expr end, int step, Seq body, var p) -> {
        Expr from = expr(begin);
        Expr to = expr(end);
        Flow.Loop loop = flow.loop((For) s, ranges);
        ranges = loop.inside();
        Seq inner = seq(body);
        ranges = loop.after();
        yield from == begin && to == end && inner == body
            ? s
            : new For(v, from, to, step, inner, p);
      }
      case While(Expr condition, Seq body, var p) -> {
        Flow.Loop loop = loop((While) s);
        ranges = loop.before();
        Expr c = expr(condition);
        ranges = loop.inside();
        Seq inner = seq(body);
        ranges = loop.after();
        yield c == condition && inner == body ? s : new While(c, inner, p);
      }
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        Expr c = expr(condition);
        Ranges before = ranges;
        ranges = before.where(condition);
        Seq x = seq(then);
        Ranges behind = ranges;
        ranges = before.where(new Not(condition));
        Seq y = seq(otherwise);
        ranges = behind.join(ranges);
        yield c == condition && x == then && y == otherwise ? s : new IfThenElse(c, x, y, p);
      }
      case Block(Var label, Seq body, var p) -> {
        Seq inner = seq(body);
        ranges = leaves.behind((Block) s, ranges);
        yield inner == body ? s : new Block(label, inner, p);
      }
      case Leave leave -> {
        leaves.add(leave, ranges);
        ranges = ranges.unreachable();
        yield leave;
      }
      default -> {
        Stmt after = super.stmt(s);
        beforeEffect(s);
        ranges = Flow.simple(s, ranges);
        yield after;
      }
    };
  }

  /** What a sequence binds is forgotten behind it. */
  @Override
  public Seq seq(Seq s) {
    Seq after = super.seq(s);
    ranges = ranges.without(Flow.bound(s.statements()));
    return after;
  }
}
