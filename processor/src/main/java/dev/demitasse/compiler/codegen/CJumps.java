package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the leaving of a block comes to at one place of a function.
 *
 * @param next labels of the blocks that end where the statement at hand ends
 * @param breaks labels of the blocks that end where the innermost loop ends
 * @param continues labels of the blocks that end with a trip of the innermost loop
 * @param endsTrip whether such a trip ends with the statement at hand
 */
record CJumps(Set<Var> next, Set<Var> breaks, Set<Var> continues, boolean endsTrip) {

  /** At the top of a function. */
  static final CJumps NONE = new CJumps(Set.of(), Set.of(), Set.of(), false);

  /** The ways to say it in C. */
  enum Jump {
    /** Nothing needs to be said. */
    NONE,
    BREAK,
    CONTINUE,
    GOTO
  }

  /** How to leave the block with this label. */
  Jump to(Var label) {
    if (next.contains(label)) {
      return Jump.NONE;
    }
    if (breaks.contains(label)) {
      return Jump.BREAK;
    }
    return continues.contains(label) ? Jump.CONTINUE : Jump.GOTO;
  }

  /** At the statement with this index. */
  CJumps at(int index, List<Stmt> statements) {
    return index == statements.size() - 1 ? this : new CJumps(Set.of(), breaks, continues, false);
  }

  /** In the block with this label, at hand here. */
  CJumps inBlock(Var label) {
    return new CJumps(
        with(next, label), breaks, endsTrip ? with(continues, label) : continues, endsTrip);
  }

  /** In the body of the loop at hand here. */
  CJumps inLoop() {
    return new CJumps(Set.of(), next, Set.of(), true);
  }

  private static Set<Var> with(Set<Var> labels, Var label) {
    Set<Var> more = new HashSet<>(labels);
    more.add(label);
    return more;
  }

  /** The labels that C needs in a function. */
  static Set<Var> targets(Seq body) {
    Set<Var> targets = new HashSet<>();
    NONE.collect(body, targets);
    return targets;
  }

  private void collect(Stmt s, Set<Var> targets) {
    switch (s) {
      case Seq(List<Stmt> statements) -> {
        for (int i = 0; i < statements.size(); i++) {
          at(i, statements).collect(statements.get(i), targets);
        }
      }
      case For loop -> inLoop().collect(loop.body(), targets);
      case While loop -> inLoop().collect(loop.body(), targets);
      case IfThenElse choice -> {
        collect(choice.then(), targets);
        collect(choice.otherwise(), targets);
      }
      case Block block -> inBlock(block.label()).collect(block.body(), targets);
      case Leave(Var label, var p) -> {
        if (to(label) == Jump.GOTO) {
          targets.add(label);
        }
      }
      default -> {}
    }
  }
}
