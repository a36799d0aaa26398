package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Asserts what cannot be proved of an operator whose author has asked for checks at run time. Each
 * assertion stands before the statement that needs it; what is evaluated under a condition only is
 * asserted under that condition.
 *
 * <p>Before: specialised, no buffers flattened. After: every access and division is safe.
 */
public final class Guard extends Obligations {
  private final Deque<Expr> conditions = new ArrayDeque<>();
  private List<Stmt> assertions = new ArrayList<>();

  private Guard(PrimFunc f) {
    super(f);
  }

  /** The function with its checks; of another kind than {@code CHECKED}, the function itself. */
  public static PrimFunc run(PrimFunc f) {
    return f.kind() == PrimFunc.Kind.CHECKED ? new Guard(f).function(f) : f;
  }

  @Override
  void unproved(Expr condition, Diagnostic mistake) {
    Expr needed = condition;
    for (Expr surrounding : conditions) {
      needed = Fold.binary(BinaryOp.OR, Fold.not(surrounding), needed);
    }
    assertions.add(new Assert(needed, mistake.position()));
    if (conditions.isEmpty()) {
      assume(condition);
    }
  }

  /** The innermost condition comes first. */
  @Override
  protected Expr where(Expr condition, Expr e) {
    conditions.push(condition);
    Expr same = super.where(condition, e);
    conditions.pop();
    return same;
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof While loop && mayFail(loop.condition())) {
      return super.stmt(withConditionInside(loop));
    }
    List<Stmt> outside = assertions;
    assertions = new ArrayList<>();
    Stmt after = super.stmt(s);
    List<Stmt> checked = assertions;
    assertions = outside;
    if (checked.isEmpty()) {
      return after;
    }
    checked.add(after);
    return new Seq(checked);
  }

  private static boolean mayFail(Expr condition) {
    boolean[] found = new boolean[1];
    Walk.exprs(
        condition,
        e ->
            found[0] |=
                e instanceof Divisor || (e instanceof BufferLoad l && l.buffer().rank() > 0));
    return found[0];
  }

  /** A condition that is evaluated each round is checked each round. */
  private static Block withConditionInside(While loop) {
    Position p = loop.position();
    Var label = Var.of("loop", Type.LABEL);
    Seq leave = new Seq(List.of(new Leave(label, p)));
    List<Stmt> body = new ArrayList<>();
    body.add(new IfThenElse(Fold.not(loop.condition()), leave, Seq.EMPTY, p));
    body.addAll(loop.body().statements());
    return new Block(label, new Seq(List.of(new While(Expr.bool(true), new Seq(body), p))), p);
  }
}
