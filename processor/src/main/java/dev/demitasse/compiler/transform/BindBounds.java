package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives the ends of loops that their bodies would change a name: C evaluates them before each trip.
 * Afterwards the end of a loop is the same whenever it is evaluated.
 */
public final class BindBounds extends Rewriter {

  private BindBounds() {}

  public static PrimFunc run(PrimFunc f) {
    return new BindBounds().function(f);
  }

  @Override
  public Stmt stmt(Stmt s) {
    Stmt t = super.stmt(s);
    if (!(t instanceof For loop) || !isChanged(loop.end(), loop.body())) {
      return t;
    }
    Var end = Var.of("end", loop.end().type());
    return new Seq(
        List.of(
            new Let(end, loop.end(), loop.position()),
            new For(
                loop.variable(), loop.begin(), end, loop.step(), loop.body(), loop.position())));
  }

  private static boolean isChanged(Expr e, Seq body) {
    AtomicBoolean changed = new AtomicBoolean();
    Walk.exprs(
        e,
        x -> {
          if (x instanceof BufferLoad load && Stores.writes(body, load.buffer().data())) {
            changed.set(true);
          }
        });
    return changed.get();
  }
}
