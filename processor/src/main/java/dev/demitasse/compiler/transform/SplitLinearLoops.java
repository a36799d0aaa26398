package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Substitute;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns a loop over the row-major positions of a shape into a nest over its axes, where the body
 * takes positions apart by division: {@code x[i / 12, i / 4 % 3, i % 4]} needs no division in three
 * loops. The order of the iterations stays.
 *
 * <p>Before: simplified. After, with another {@link Simplify}: no quotient or remainder by one of
 * the nest's extents is left.
 */
public final class SplitLinearLoops extends Rewriter {

  private SplitLinearLoops() {}

  public static PrimFunc run(PrimFunc f) {
    return new SplitLinearLoops().function(f);
  }

  @Override
  public Stmt stmt(Stmt s) {
    Stmt t = super.stmt(s);
    if (t instanceof For loop
        && loop.variable().type().equals(DataType.INT32)
        && loop.step() == 1
        && loop.begin().isInt(0)
        && loop.end() instanceof IntImm(DataType type, long trips)) {
      List<Long> extents = extents(loop, trips);
      return extents.size() > 1 ? nest(loop, extents) : t;
    }
    return t;
  }

  /** The extents of the nest, outermost first; one if the loop is to stay as it is. */
  private static List<Long> extents(For loop, long trips) {
    TreeSet<Long> strides = new TreeSet<>();
    Walk.exprs(loop.body(), e -> addStrides(e, loop.variable(), strides));
    strides.removeIf(stride -> stride <= 1 || stride >= trips);
    List<Long> extents = new ArrayList<>();
    long inner = 1;
    strides.add(trips);
    for (long stride : strides) {
      if (stride % inner != 0) {
        return List.of(trips);
      }
      extents.add(0, stride / inner);
      inner = stride;
    }
    return extents;
  }

  private static void addStrides(Expr e, Var i, Set<Long> strides) {
    if (!(e instanceof Binary(BinaryOp op, Expr a, IntImm(DataType t, long d)))) {
      return;
    }
    if ((op == BinaryOp.DIV || op == BinaryOp.MOD) && a == i) {
      strides.add(d);
    }
    if (op == BinaryOp.MOD
        && a instanceof Binary(BinaryOp inner, Expr b, IntImm(DataType u, long c))
        && inner == BinaryOp.DIV
        && b == i) {
      strides.add(c * d);
    }
  }

  private static Stmt nest(For loop, List<Long> extents) {
    List<Var> variables = new ArrayList<>();
    Expr position = Expr.int32(0);
    for (int d = 0; d < extents.size(); d++) {
      variables.add(Var.of(loop.variable().name() + d, DataType.INT32));
      position = Expr.add(Expr.mul(position, Expr.int32(extents.get(d))), variables.get(d));
    }
    Seq body = new Substitute(Map.of(loop.variable(), position)).seq(loop.body());
    for (int d = extents.size() - 1; d >= 0; d--) {
      Expr end = Expr.int32(extents.get(d));
      For inner = new For(variables.get(d), Expr.int32(0), end, 1, body, loop.position());
      body = new Seq(List.of(inner));
    }
    return body;
  }
}
