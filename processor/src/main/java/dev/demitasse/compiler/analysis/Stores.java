package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** How often each element of one buffer is surely written, and whether one is read before that. */
public final class Stores extends Trace {
  private static final int STEP_LIMIT = 1 << 24;

  private final int[] counts;
  private final Set<Var> left = new HashSet<>();
  private boolean uncertain;
  private boolean readsEarly;
  private int attempts;

  /** For a buffer of {@code size} elements, none of them written yet. */
  public Stores(Var data, int size) {
    super(Set.of(data), STEP_LIMIT);
    this.counts = new int[size];
  }

  /** Adds what {@code s} writes. */
  public Stores add(Stmt s) {
    visit(s);
    return this;
  }

  /** Every element has been written. */
  public boolean coverAll() {
    for (int count : counts) {
      if (count == 0) {
        return false;
      }
    }
    return true;
  }

  /** Some element may have been read before it was written. */
  public boolean readEarly() {
    return readsEarly;
  }

  /** Every element has been written once, and no store was conditional. */
  public boolean coverAllOnce() {
    for (int count : counts) {
      if (count != 1) {
        return false;
      }
    }
    return !uncertain;
  }

  @Override
  void load(Var data, OptionalLong position) {
    readsEarly |= position.isPresent() ? !isWritten(position.getAsLong()) : !coverAll();
  }

  private boolean isWritten(long at) {
    return at >= 0 && at < counts.length && counts[(int) at] > 0;
  }

  /** What comes behind a leaving is not sure to be done, until its block ends. */
  @Override
  void store(Var data, OptionalLong at, Expr value) {
    uncertain |= attempts > 0;
    if (left.isEmpty() && at.isPresent() && at.getAsLong() >= 0 && at.getAsLong() < counts.length) {
      counts[(int) at.getAsLong()]++;
    } else {
      uncertain = true;
    }
  }

  @Override
  void either(Runnable then, Runnable otherwise) {
    attempt(then);
    attempt(otherwise);
  }

  @Override
  void repeat(Runnable round) {
    attempt(round);
  }

  /** What it reads counts, what it writes does not. */
  private void attempt(Runnable visit) {
    int[] before = counts.clone();
    attempts++;
    visit.run();
    attempts--;
    System.arraycopy(before, 0, counts, 0, counts.length);
  }

  @Override
  void leave(Var label) {
    left.add(label);
  }

  @Override
  void end(Var label) {
    left.remove(label);
  }

  @Override
  void giveUp() {
    uncertain = true;
    readsEarly = true;
  }

  @Override
  boolean isDecided() {
    return false;
  }

  /** Whether a store in {@code s} goes to {@code data}. */
  public static boolean writes(Stmt s, Var data) {
    AtomicBoolean found = new AtomicBoolean();
    Walk.stmts(
        s,
        t -> {
          if (t instanceof BufferStore store && store.buffer().data() == data) {
            found.set(true);
          }
        });
    return found.get();
  }

  /** Whether {@code s} reads {@code data}, or hands out its address. */
  public static boolean reads(Stmt s, Var data) {
    AtomicBoolean found = new AtomicBoolean();
    Walk.exprs(
        s,
        e -> {
          switch (e) {
            case BufferLoad load when load.buffer().data() == data -> found.set(true);
            case Expr.Address(Buffer b) when b.data() == data -> found.set(true);
            default -> {}
          }
        });
    return found.get();
  }
}
