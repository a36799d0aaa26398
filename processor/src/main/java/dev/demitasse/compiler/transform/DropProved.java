package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;

/** Takes out what was there to be proved, once it is: no {@code Divisor} and no {@code Bounded}. */
public final class DropProved extends Rewriter {

  private DropProved() {}

  public static PrimFunc run(PrimFunc f) {
    return new DropProved().function(f);
  }

  @Override
  public Expr expr(Expr e) {
    return switch (e) {
      case Divisor d -> expr(d.value());
      case Bounded b -> expr(b.value());
      default -> super.expr(e);
    };
  }
}
