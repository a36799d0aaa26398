package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How often each element of one buffer is surely written, and whether one is read before that,
 * found by running the loops around its accesses: shapes are small numbers here, and running is
 * both simpler and sharper than algebra.
 */
public final class Stores {
  private static final int STEP_LIMIT = 1 << 24;

  private final Var data;
  private final int[] counts;
  private final Map<Var, Long> values = new HashMap<>();
  private final IdentityHashMap<Stmt, Boolean> touching = new IdentityHashMap<>();
  private final Set<Var> left = new HashSet<>();
  private boolean uncertain;
  private boolean readsEarly;
  private int attempts;
  private int steps;

  /** For a buffer of {@code size} elements, none of them written yet. */
  public Stores(Var data, int size) {
    this.data = data;
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

  private void visit(Stmt s) {
    if (!touching.computeIfAbsent(s, t -> writes(t, data) || reads(t, data) || escapes(t))) {
      return;
    }
    switch (s) {
      case Seq(List<Stmt> statements) -> statements.forEach(this::visitBinding);
      case For loop -> loop(loop);
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        read(condition);
        OptionalLong c = value(condition);
        if (c.isPresent()) {
          visit(c.getAsLong() != 0 ? then : otherwise);
        } else {
          attempt(then);
          attempt(otherwise);
        }
      }
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) -> {
        indices.forEach(this::read);
        read(value);
        if (b.data() == data) {
          count(b.position(indices));
        }
      }
      case Let let -> read(let.value());
      case While(Expr condition, Seq body, var p) -> {
        read(condition);
        attempt(body);
      }
      case Block(Var label, Seq body, var p) -> {
        visit(body);
        left.remove(label);
      }
      case Leave(Var label, var p) -> left.add(label);
      case Assert(Expr condition, var p) -> read(condition);
      default -> giveUp();
    }
  }

  /** Whether {@code s} may end other than behind its last statement. */
  private static boolean escapes(Stmt s) {
    Set<Var> targets = new HashSet<>();
    Set<Var> blocks = new HashSet<>();
    AtomicBoolean returns = new AtomicBoolean();
    Walk.stmts(
        s,
        t -> {
          switch (t) {
            case Leave(Var label, var p) -> targets.add(label);
            case Block block -> blocks.add(block.label());
            case Return r -> returns.set(true);
            default -> {}
          }
        });
    return returns.get() || !blocks.containsAll(targets);
  }

  private void visitBinding(Stmt s) {
    visit(s);
    if (s instanceof Let(Var v, Expr e, var p)) {
      value(e).ifPresentOrElse(x -> values.put(v, x), () -> values.remove(v));
    }
  }

  /** What may or may not be done: what it reads counts, what it writes does not. */
  private void attempt(Seq s) {
    int[] before = counts.clone();
    attempts++;
    visit(s);
    attempts--;
    System.arraycopy(before, 0, counts, 0, counts.length);
  }

  private void loop(For loop) {
    OptionalLong begin = value(loop.begin());
    OptionalLong end = value(loop.end());
    if (begin.isEmpty() || end.isEmpty()) {
      giveUp();
      return;
    }
    int step = loop.step();
    for (long i = begin.getAsLong();
        step > 0 ? i < end.getAsLong() : i > end.getAsLong();
        i += step) {
      if (++steps > STEP_LIMIT) {
        giveUp();
        return;
      }
      values.put(loop.variable(), i);
      visit(loop.body());
    }
  }

  private void giveUp() {
    uncertain = true;
    readsEarly = true;
  }

  private void read(Expr e) {
    Walk.exprs(
        e,
        x -> {
          if (x instanceof BufferLoad(Buffer b, List<Expr> indices, var p) && b.data() == data) {
            OptionalLong at = value(b.position(indices));
            readsEarly |= at.isPresent() ? !isWritten(at.getAsLong()) : !coverAll();
          }
        });
  }

  private boolean isWritten(long at) {
    return at >= 0 && at < counts.length && counts[(int) at] > 0;
  }

  /** What comes behind a leaving is not sure to be done, until its block ends. */
  private void count(Expr position) {
    uncertain |= attempts > 0;
    OptionalLong at = value(position);
    if (left.isEmpty() && at.isPresent() && at.getAsLong() >= 0 && at.getAsLong() < counts.length) {
      counts[(int) at.getAsLong()]++;
    } else {
      uncertain = true;
    }
  }

  private OptionalLong value(Expr e) {
    return switch (e) {
      case IntImm(DataType t, long v) -> OptionalLong.of(v);
      case Var v -> values.containsKey(v) ? OptionalLong.of(values.get(v)) : OptionalLong.empty();
      case Binary(BinaryOp op, Expr a, Expr b) -> {
        OptionalLong x = value(a);
        OptionalLong y = value(b);
        yield x.isPresent() && y.isPresent() ? folded(op, a, b, x, y) : OptionalLong.empty();
      }
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong folded(BinaryOp op, Expr a, Expr b, OptionalLong x, OptionalLong y) {
    Expr result =
        Fold.binary(
            op,
            new IntImm((DataType) a.type(), x.getAsLong()),
            new IntImm((DataType) b.type(), y.getAsLong()));
    return result instanceof IntImm(DataType t, long v) ? OptionalLong.of(v) : OptionalLong.empty();
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
