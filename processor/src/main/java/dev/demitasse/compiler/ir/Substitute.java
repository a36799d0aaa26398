package dev.demitasse.compiler.ir;

import java.util.Map;

/** Puts expressions in the place of variables. */
public final class Substitute extends Rewriter {
  private final Map<Var, Expr> values;

  public Substitute(Map<Var, Expr> values) {
    this.values = Map.copyOf(values);
  }

  @Override
  public Expr expr(Expr e) {
    return e instanceof Var v ? values.getOrDefault(v, v) : super.expr(e);
  }
}
