package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Seq;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The statements that an evaluation leaves to the device, and what surrounds the next of them. */
final class Residue {
  private final List<Stmt> tables = new ArrayList<>();
  private final Deque<List<Stmt>> blocks = new ArrayDeque<>();
  private final List<Context> contexts = new ArrayList<>();

  Residue() {
    blocks.push(new ArrayList<>());
  }

  void emit(Stmt statement) {
    blocks.peek().add(statement);
  }

  /** Before everything else: what is visible in the whole function. */
  void emitFirst(Stmt table) {
    tables.add(table);
  }

  /** What {@code inside} leaves behind, which is to be put inside {@code context}. */
  Seq within(Context context, Runnable inside) {
    contexts.add(context);
    blocks.push(new ArrayList<>());
    inside.run();
    contexts.remove(contexts.size() - 1);
    return new Seq(blocks.pop());
  }

  /** How many conditions and loops surround what is emitted now. */
  int depth() {
    return contexts.size();
  }

  /** Those that were not there yet at {@code depth}, outermost first. */
  List<Context> since(int depth) {
    return contexts.subList(depth, contexts.size());
  }

  /** The loops among them. */
  List<Stmt> loopsSince(int depth) {
    return since(depth).stream()
        .filter(Context.Rolled.class::isInstance)
        .map(c -> ((Context.Rolled) c).loop())
        .toList();
  }

  /** Everything. */
  Seq finish() {
    List<Stmt> all = new ArrayList<>(tables);
    all.addAll(blocks.pop());
    return new Seq(all);
  }
}
