package dev.demitasse.compiler.frontend;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where {@code break}, {@code continue}, {@code yield} and {@code return} go: to the end of a
 * surrounding block. There are blocks only where something leaves them early.
 */
final class Jumps {

  /** The end of what may become a block. */
  static final class Exit {
    private final Var label;
    private int leaves;

    Exit(String name) {
      this.label = Var.of(name, Type.LABEL);
    }

    /** Goes there. */
    Stmt leave(Position p) {
      leaves++;
      return new Leave(label, p);
    }

    /** What {@code body} becomes, in which control may have gone here. */
    Seq around(Seq body, Position p) {
      Seq rest = withoutLast(body);
      return leaves == 0 ? rest : new Seq(List.of(new Block(label, rest, p)));
    }

    /** Who leaves a block at its end would get there anyway. */
    private Seq withoutLast(Seq body) {
      List<Stmt> statements = new ArrayList<>(body.statements());
      if (statements.isEmpty()) {
        return body;
      }
      Stmt last = statements.remove(statements.size() - 1);
      switch (last) {
        case Leave(Var to, Position p) when to == label -> leaves--;
        case IfThenElse(var condition, Seq then, Seq otherwise, Position p) ->
            statements.add(new IfThenElse(condition, withoutLast(then), withoutLast(otherwise), p));
        case Block(Var inner, Seq inside, Position p) ->
            statements.add(new Block(inner, withoutLast(inside), p));
        default -> statements.add(last);
      }
      return new Seq(statements);
    }
  }

  /**
   * A statement around the one being lowered.
   *
   * @param labels what it is called
   * @param plain whether {@code break} without a label means it
   * @param next the end of a loop's body; nothing if it is no loop
   */
  private record Target(List<String> labels, boolean plain, Exit end, Optional<Exit> next) {}

  private final Deque<Target> targets = new ArrayDeque<>();

  /** The exits of a loop. */
  record Loop(Exit end, Exit next) {}

  /** Lowers the body of the loop at {@code path}, whose exits are used by its caller. */
  Seq inLoop(TreePath path, Loop exits, Supplier<Seq> body) {
    return in(new Target(labels(path), true, exits.end(), Optional.of(exits.next())), body);
  }

  /** New exits, named after the label of the loop if it has one. */
  static Loop loop(TreePath path) {
    List<String> labels = labels(path);
    return labels.isEmpty()
        ? new Loop(new Exit("end"), new Exit("next"))
        : new Loop(new Exit(labels.get(0)), new Exit(labels.get(0) + "Next"));
  }

  /** Lowers a {@code switch}, which {@code break} ends. */
  Seq inSwitch(Exit end, Supplier<Seq> body) {
    return in(new Target(List.of(), true, end, Optional.empty()), body);
  }

  /** Lowers a statement with a label that is no loop. */
  Seq inLabelled(String label, Exit end, Supplier<Seq> body) {
    return in(new Target(List.of(label), false, end, Optional.empty()), body);
  }

  private Seq in(Target target, Supplier<Seq> body) {
    targets.push(target);
    try {
      return body.get();
    } finally {
      targets.pop();
    }
  }

  /** The labels before a statement, the innermost first. */
  private static List<String> labels(TreePath path) {
    List<String> labels = new ArrayList<>();
    TreePath parent = path.getParentPath();
    while (parent.getLeaf() instanceof LabeledStatementTree labelled) {
      labels.add(labelled.getLabel().toString());
      parent = parent.getParentPath();
    }
    return labels;
  }

  /** Whether what has this label, or has it beside others, is a loop. */
  static boolean isLoop(LabeledStatementTree labelled) {
    return switch (labelled.getStatement()) {
      case LabeledStatementTree inner -> isLoop(inner);
      case ForLoopTree t -> true;
      case EnhancedForLoopTree t -> true;
      case WhileLoopTree t -> true;
      case DoWhileLoopTree t -> true;
      default -> false;
    };
  }

  /** Where {@code break} goes; {@code label} is null if it has none. */
  Exit ofBreak(CharSequence label) {
    return targets.stream()
        .filter(t -> label == null ? t.plain() : t.labels().contains(label.toString()))
        .findFirst()
        .orElseThrow()
        .end();
  }

  /** Where {@code continue} goes; {@code label} is null if it has none. */
  Exit ofContinue(CharSequence label) {
    return targets.stream()
        .filter(t -> t.next().isPresent())
        .filter(t -> label == null || t.labels().contains(label.toString()))
        .findFirst()
        .flatMap(Target::next)
        .orElseThrow();
  }
}
