package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an evaluation has learnt from its earlier attempts: which loops to unroll, and which mutable
 * variables must live on the device. Both only grow (unrolling a loop gives the variables a second
 * chance), so the attempts come to an end.
 */
final class Decisions {

  /** Ends an attempt; the next one knows more. */
  static final class Restart extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Runnable lesson;

    private Restart(Runnable lesson) {
      super("restart", null, false, false);
      this.lesson = lesson;
    }
  }

  private final Set<For> unrolled = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Var, List<For>> cells = new HashMap<>();
  private final Map<Var, Var> cellOfData = new HashMap<>();
  private final Map<Var, Expr> definitions = new HashMap<>();

  void learn(Restart restart) {
    restart.lesson.run();
  }

  boolean unrolls(For loop) {
    return unrolled.contains(loop);
  }

  boolean isCell(Var variable) {
    return cells.containsKey(variable);
  }

  /** The loop must be gone at build time. */
  Restart unroll(For loop) {
    return new Restart(() -> {
      unrolled.add(loop);
      cells.clear();
    });
  }

  /** The variable gets its values on the device, within {@code loops}. */
  Restart makeCell(Var variable, List<For> loops) {
    return new Restart(() -> cells.put(variable, List.copyOf(loops)));
  }

  /** Notes where a variable lives. */
  void locate(Var variable, Var data) {
    cellOfData.put(data, variable);
  }

  /** Notes what an immutable variable of the device is bound to. */
  void define(Var variable, Expr value) {
    definitions.put(variable, value);
  }

  /** The loop variables, parameters and elements that {@code e} is computed from. */
  List<Expr> leaves(Expr e) {
    List<Expr> leaves = new ArrayList<>();
    collect(e, leaves, new HashSet<>());
    return leaves;
  }

  private void collect(Expr e, List<Expr> leaves, Set<Var> seen) {
    Walk.exprs(
        e,
        x -> {
          if (x instanceof BufferLoad) {
            leaves.add(x);
          } else if (x instanceof Var v && seen.add(v)) {
            if (definitions.containsKey(v)) {
              collect(definitions.get(v), leaves, seen);
            } else {
              leaves.add(v);
            }
          }
        });
  }

  /** A loop that, once unrolled, may make one of these known: it changes a variable they read. */
  Optional<For> loopBehind(List<Expr> leaves) {
    return leaves.stream()
        .filter(BufferLoad.class::isInstance)
        .map(l -> cellOfData.get(((BufferLoad) l).buffer().data()))
        .flatMap(cell -> cells.getOrDefault(cell, List.of()).stream())
        .filter(loop -> !unrolled.contains(loop))
        .findFirst();
  }
}
