package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes the minimum or maximum of a float and a constant as one comparison: {@code max(x, 0)} is
 * {@code !(x <= 0) ? x : 0}, which also passes NaN on and makes +0 of -0, as Java wants. It holds
 * for every constant but the zero that would lose to the other one, and NaN.
 *
 * <p>The value is bound to a variable first, if it is more than a name.
 */
public final class LowerMinMax extends Rewriter {
  private List<Stmt> before = new ArrayList<>();
  private boolean conditional;

  private LowerMinMax() {}

  public static PrimFunc run(PrimFunc f) {
    return new LowerMinMax().function(f);
  }

  @Override
  public Expr expr(Expr e) {
    if (e instanceof Select || (e instanceof Binary(BinaryOp op, Expr l, Expr r) && op.isLogic())) {
      return inside(() -> super.expr(e));
    }
    Expr x = super.expr(e);
    return x instanceof Binary(BinaryOp op, Expr a, FloatImm(DataType t, double c))
            && isOneComparison(op, c)
        ? compared(x, op, a, new FloatImm(t, c))
        : x;
  }

  private static boolean isOneComparison(BinaryOp op, double c) {
    return switch (op) {
      case MAX -> !Double.isNaN(c) && Double.compare(c, -0.0) != 0;
      case MIN -> !Double.isNaN(c) && Double.compare(c, 0.0) != 0;
      default -> false;
    };
  }

  /** In a place where nothing can be bound before. */
  private Expr inside(Supplier<Expr> place) {
    boolean outside = conditional;
    conditional = true;
    Expr x = place.get();
    conditional = outside;
    return x;
  }

  private Expr compared(Expr whole, BinaryOp op, Expr a, FloatImm c) {
    if (!(a instanceof Var) && conditional) {
      return whole;
    }
    Expr value = a;
    if (!(a instanceof Var)) {
      Var v = Var.of("v", a.type());
      before.add(new Let(v, a, Position.NONE));
      value = v;
    }
    BinaryOp loses = op == BinaryOp.MAX ? BinaryOp.LE : BinaryOp.GE;
    return new Select(new Not(new Binary(loses, value, c)), value, c);
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof While(Expr condition, Seq body, Position p)) {
      Expr c = inside(() -> expr(condition));
      Seq inner = seq(body);
      return c == condition && inner == body ? s : new While(c, inner, p);
    }
    List<Stmt> outside = before;
    before = new ArrayList<>();
    Stmt t = super.stmt(s);
    List<Stmt> lets = before;
    before = outside;
    if (lets.isEmpty()) {
      return t;
    }
    lets.add(t);
    return new Seq(lets);
  }
}
