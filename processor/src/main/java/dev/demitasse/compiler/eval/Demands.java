package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be known at build time. Where it is not, either a loop can be unrolled to make it known
 * (the evaluation starts again), or the user is told.
 */
final class Demands {
  private final Evaluator evaluator;
  private final Decisions decisions;
  private final Residue residue;

  Demands(Evaluator evaluator, Decisions decisions, Residue residue) {
    this.evaluator = evaluator;
    this.decisions = decisions;
    this.residue = residue;
  }

  /** Finds the loop to unroll so that {@code e} becomes known, or says that none would help. */
  void demand(Expr e, Position p, Message otherwise, Object... arguments) {
    if (e instanceof IntImm) {
      return;
    }
    List<Expr> leaves = decisions.leaves(e);
    for (Context context : residue.since(0)) {
      if (context instanceof Context.Rolled(Stmt loop, var variable)
          && variable.filter(leaves::contains).isPresent()) {
        throw decisions.unroll(loop);
      }
    }
    decisions
        .loopBehind(leaves)
        .ifPresent(loop -> {
          throw decisions.unroll(loop);
        });
    throw evaluator.error(otherwise, p, arguments);
  }

  /** The value of an {@code int}. */
  int known(Expr e, Position p) {
    demand(e, p, Message.SHAPE_ON_DATA);
    return (int) ((IntImm) e).value();
  }

  /** The elements of an array of {@code int}. */
  List<Integer> ints(Value array, Position p) {
    List<Integer> values = new ArrayList<>();
    for (Value element : evaluator.arrays().elements(array, p)) {
      values.add(known(((Scalar) element).expr(), p));
    }
    return values;
  }

  /** The elements of an array, as extents. */
  List<Integer> shape(Value array, Position p) {
    List<Integer> shape = ints(array, p);
    long size = 1;
    for (int extent : shape) {
      size *= extent;
      if (extent < 0 || size > DataType.INT32.max()) {
        throw evaluator.error(Message.IMPOSSIBLE_SHAPE, p, shape);
      }
    }
    return shape;
  }

  /** What is done here must be done at build time: no loop or condition of the device around. */
  void requireStatic(int depth, Position p) {
    requireStatic(depth, p, Message.CONDITION_ON_DATA);
  }

  /** As above, with its own words. */
  void requireStatic(int depth, Position p, Message otherwise) {
    for (Context context : residue.since(depth)) {
      switch (context) {
        case Context.Rolled(Stmt loop, var variable) -> throw decisions.unroll(loop);
        case Context.Branch(Expr condition) -> demand(condition, p, otherwise);
        case Context.Skippable(Object block) -> {
          for (Stmt loop : decisions.rolledLoops(block)) {
            throw decisions.unroll(loop);
          }
          throw evaluator.error(otherwise, p);
        }
      }
    }
  }
}
