package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an evaluation has learnt from its earlier attempts: which loops to unroll, which variables
 * and arrays must live on the device, and which blocks are left there. All of it only grows
 * (unrolling a loop gives the rest a second chance), so the attempts come to an end.
 *
 * <p>Variables, the expressions that make arrays, and blocks are told apart as objects.
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

  private final Set<Stmt> unrolled = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Object, List<Stmt>> onDevice = new IdentityHashMap<>();
  private final Set<Object> changed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Var, Object> owners = new HashMap<>();
  private final Map<Var, Expr> definitions = new HashMap<>();

  void learn(Restart restart) {
    restart.lesson.run();
  }

  boolean unrolls(Stmt loop) {
    return unrolled.contains(loop);
  }

  /** Whether a variable or an array gets its values, or a block is left, on the device. */
  boolean isOnDevice(Object variable) {
    return onDevice.containsKey(variable);
  }

  /** Whether an array of the device is stored to after it was made. */
  boolean isChanged(Object array) {
    return changed.contains(array);
  }

  /** The loop must be gone at build time. */
  Restart unroll(Stmt loop) {
    return new Restart(() -> {
      unrolled.add(loop);
      onDevice.clear();
      changed.clear();
    });
  }

  /** The variable or array gets its values, or the block is left, within these loops. */
  Restart moveToDevice(Object variable, List<Stmt> loops) {
    return new Restart(() -> noteLoops(variable, loops));
  }

  /** The array is no table of constants. */
  Restart change(Object array, List<Stmt> loops) {
    return new Restart(() -> {
      changed.add(array);
      noteLoops(array, loops);
    });
  }

  /** Notes that something of the device changes within these loops. */
  void noteLoops(Object variable, List<Stmt> loops) {
    onDevice.computeIfAbsent(variable, v -> new ArrayList<>()).addAll(loops);
  }

  /** Notes where a variable or an array lives. */
  void locate(Object variable, Var data) {
    owners.put(data, variable);
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

  /** A loop that, once unrolled, may make one of these known: it changes what they read. */
  Optional<Stmt> loopBehind(List<Expr> leaves) {
    return leaves.stream()
        .filter(BufferLoad.class::isInstance)
        .map(l -> owners.get(((BufferLoad) l).buffer().data()))
        .flatMap(owner -> rolledLoops(owner).stream())
        .findFirst();
  }

  /** The loops within which something of the device changes, and that are still loops. */
  List<Stmt> rolledLoops(Object variable) {
    return onDevice.getOrDefault(variable, List.of()).stream()
        .filter(loop -> !unrolled.contains(loop))
        .toList();
  }
}
