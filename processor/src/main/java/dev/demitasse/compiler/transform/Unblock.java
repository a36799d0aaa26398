package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a block apart whose leavings a condition can say: {@code block b { if c { x leave b } y }}
 * is {@code if c { x } else { y }}.
 */
final class Unblock {
  private final Var label;

  private Unblock(Var label) {
    this.label = label;
  }

  /** What the block does, without one if that can be; else the block. */
  static Stmt run(Block block) {
    Seq body = new Unblock(block.label()).ending(block.body());
    return isLeft(body, block.label()) ? block : body;
  }

  private static boolean isLeft(Seq body, Var label) {
    AtomicBoolean found = new AtomicBoolean();
    Walk.stmts(
        body, s -> found.compareAndSet(false, s instanceof Leave leave && leave.label() == label));
    return found.get();
  }

  /** What {@code s} does where the block ends behind it. */
  private Seq ending(Seq s) {
    List<Stmt> result = new ArrayList<>();
    List<Stmt> statements = s.statements();
    for (int i = 0; i < statements.size(); i++) {
      List<Stmt> rest = statements.subList(i + 1, statements.size());
      switch (statements.get(i)) {
        case Leave(Var to, Position p) when to == label -> {
          return new Seq(result);
        }
        case IfThenElse(Expr c, Seq then, Seq otherwise, Position p)
            when rest.isEmpty() || leaves(then) || leaves(otherwise) -> {
          Seq x = ending(leaves(then) ? then : and(then, rest));
          Seq y = ending(leaves(then) ? and(otherwise, rest) : otherwise);
          result.add(new IfThenElse(c, x, y, p));
          return new Seq(result);
        }
        case Block(Var inner, Seq body, Position p) when rest.isEmpty() ->
            result.add(new Block(inner, ending(body), p));
        case Stmt other -> result.add(other);
      }
    }
    return new Seq(result);
  }

  /** Whether the end of {@code s} is that the block is left. */
  private boolean leaves(Seq s) {
    List<Stmt> statements = s.statements();
    return !statements.isEmpty()
        && switch (statements.get(statements.size() - 1)) {
          case Leave(Var to, Position p) -> to == label;
          case IfThenElse last -> leaves(last.then()) && leaves(last.otherwise());
          default -> false;
        };
  }

  private static Seq and(Seq s, List<Stmt> rest) {
    List<Stmt> all = new ArrayList<>(s.statements());
    all.addAll(rest);
    return new Seq(all);
  }
}
