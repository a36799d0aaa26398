package dev.demitasse.compiler.ir;

import java.util.function.Consumer;

/** Looks at every node of a specialised function, in the order of execution. */
public final class Walk {

  private Walk() {}

  /** Each expression below {@code s}, parents before children. */
  public static void exprs(Stmt s, Consumer<Expr> action) {
    new Visitor(e -> action.accept(e), t -> {}).stmt(s);
  }

  /** Each expression in {@code e}, {@code e} first. */
  public static void exprs(Expr e, Consumer<Expr> action) {
    new Visitor(action, t -> {}).expr(e);
  }

  /** Each statement in {@code s}, {@code s} first. */
  public static void stmts(Stmt s, Consumer<Stmt> action) {
    new Visitor(e -> {}, action).stmt(s);
  }

  private static final class Visitor extends Rewriter {
    private final Consumer<Expr> exprs;
    private final Consumer<Stmt> stmts;

    Visitor(Consumer<Expr> exprs, Consumer<Stmt> stmts) {
      this.exprs = exprs;
      this.stmts = stmts;
    }

    @Override
    public Expr expr(Expr e) {
      exprs.accept(e);
      return super.expr(e);
    }

    @Override
    public Stmt stmt(Stmt s) {
      stmts.accept(s);
      return super.stmt(s);
    }
  }
}
