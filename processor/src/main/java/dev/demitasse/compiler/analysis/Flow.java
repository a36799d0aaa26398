package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.GenericStmt;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How ranges change from statement to statement. What holds before every round of a loop is found
 * by doing rounds until nothing changes: first with the ranges as they come, then with ranges that
 * grow to the next number the loop compares with, and at last without end. Two more rounds take
 * back what was too much: whatever a round makes of something that always holds, always holds.
 */
final class Flow {
  private static final int PLAIN_ROUNDS = 2;
  private static final int CAREFUL_ROUNDS = 9;
  private static final int NARROWING_ROUNDS = 2;
  private static final int MOST_STOPS = 64;

  /** What holds before each round, at the beginning of the body, and behind the loop. */
  record Loop(Ranges before, Ranges inside, Ranges after) {}

  /** Where statements have left their blocks so far. */
  static final class Leaves {
    private final Map<Var, Ranges> ranges = new HashMap<>();

    void add(Leave leave, Ranges before) {
      ranges.merge(leave.label(), before, Ranges::join);
    }

    /** Behind a block whose end is reached with {@code end}. */
    Ranges behind(Block block, Ranges end) {
      Ranges left = ranges.remove(block.label());
      return left == null ? end : left.join(end);
    }
  }

  private record Known(Facts entry, Loop loop) {}

  private final IdentityHashMap<Stmt, Known> known = new IdentityHashMap<>();

  // ---- Statements ----

  private Ranges after(Stmt s, Ranges before, Leaves leaves) {
    if (!before.isReachable()) {
      return before;
    }
    return switch (s) {
      case Seq(List<Stmt> statements) ->
          through(statements, before, leaves).without(bound(statements));
      case IfThenElse(Expr c, Seq then, Seq otherwise, var p) ->
          after(then, before.where(c), leaves)
              .join(after(otherwise, before.where(new Not(c)), leaves));
      case Block block -> leaves.behind(block, after(block.body(), before, leaves));
      case For loop -> after(loop.body(), loop(loop, before), leaves);
      case While loop -> after(loop.body(), loop(loop, before), leaves);
      case Leave leave -> {
        leaves.add(leave, before);
        yield before.unreachable();
      }
      default -> simple(s, before);
    };
  }

  private Ranges after(Seq body, Loop loop, Leaves leaves) {
    after(body, loop.inside(), leaves);
    return loop.after();
  }

  /** Behind statements whose variables are still visible. */
  Ranges through(List<Stmt> statements, Ranges before, Leaves leaves) {
    Ranges ranges = before;
    for (Stmt t : statements) {
      ranges = after(t, ranges, leaves);
    }
    return ranges;
  }

  /** Behind a statement that has no others in it. */
  static Ranges simple(Stmt s, Ranges before) {
    return switch (s) {
      case Let(Var v, Expr value, var p) -> before.bound(v, value);
      case BufferStore(var b, var indices, Expr value, var p) -> before.stored(b, value);
      case Allocate a -> before.allocated(a.buffer());
      case AllocateConst(var b, List<Expr> values, var p) -> before.allocated(b, values);
      case Assert check -> before.where(check.condition());
      case Evaluate e -> before.without(handedOut(e));
      case Return r -> before.unreachable();
      case Seq q -> throw new IllegalArgumentException("not simple: " + s);
      case For f -> throw new IllegalArgumentException("not simple: " + s);
      case While w -> throw new IllegalArgumentException("not simple: " + s);
      case IfThenElse i -> throw new IllegalArgumentException("not simple: " + s);
      case Block b -> throw new IllegalArgumentException("not simple: " + s);
      case Leave l -> throw new IllegalArgumentException("not simple: " + s);
      case GenericStmt g -> throw new IllegalArgumentException("not specialised: " + g);
    };
  }

  /** What is visible to the end of a sequence only. */
  static List<Var> bound(List<Stmt> statements) {
    List<Var> bound = new ArrayList<>();
    for (Stmt s : statements) {
      switch (s) {
        case Let let -> bound.add(let.variable());
        case Allocate a -> bound.add(a.buffer().data());
        case AllocateConst a -> bound.add(a.buffer().data());
        default -> {}
      }
    }
    return bound;
  }

  // ---- Loops ----

  /** The loop, where {@code entry} holds before it. */
  Loop loop(For loop, Ranges entry) {
    return known(
        loop,
        entry,
        () -> {
          Set<Var> changed = changed(loop.body());
          Advance advance = Advance.of(loop, entry, changed);
          UnaryOperator<Ranges> inside =
              before -> advance.inside(before.inside(loop, entry, changed));
          Ranges always = always(loop, entry, changed, inside);
          Ranges behind = advance.after(always.without(List.of(loop.variable())));
          return new Loop(always, inside.apply(always), behind);
        });
  }

  /** The loop, where {@code entry} holds before it. */
  Loop loop(While loop, Ranges entry) {
    return known(
        loop,
        entry,
        () -> {
          UnaryOperator<Ranges> inside = before -> before.where(loop.condition());
          Ranges always = always(loop, entry, changed(loop.body()), inside);
          return new Loop(always, inside.apply(always), always.where(new Not(loop.condition())));
        });
  }

  /** Outer loops come by again and again, mostly with nothing new. */
  private Loop known(Stmt loop, Ranges entry, Supplier<Loop> found) {
    if (!entry.isReachable()) {
      return new Loop(entry, entry, entry);
    }
    Known last = known.get(loop);
    if (last == null || !last.entry().equals(entry.facts())) {
      last = new Known(entry.facts(), found.get());
      known.put(loop, last);
    }
    return last.loop();
  }

  /** What holds before every round, and behind the last. */
  private Ranges always(Stmt loop, Ranges entry, Set<Var> changed, UnaryOperator<Ranges> inside) {
    if (changed.stream().noneMatch(entry::tracks)) {
      return entry.without(changed);
    }
    Seq body = loop instanceof For f ? f.body() : ((While) loop).body();
    UnaryOperator<Ranges> round = before -> after(body, inside.apply(before), new Leaves());
    NavigableSet<Long> stops = stops(loop);
    Ranges blunt = entry.sharp(false);
    Ranges ranges = blunt;
    boolean changes = true;
    for (int i = 0; changes; i++) {
      Ranges next = blunt.join(round.apply(ranges));
      next =
          i < PLAIN_ROUNDS
              ? next
              : ranges.widened(next, i < CAREFUL_ROUNDS ? stops : new TreeSet<>());
      changes = !next.facts().equals(ranges.facts());
      ranges = next;
    }
    ranges = ranges.sharp(entry.facts().sharp());
    for (int i = 0; i < NARROWING_ROUNDS; i++) {
      ranges = entry.join(round.apply(ranges));
    }
    return ranges;
  }

  /** The memory that {@code s} may write to. */
  static Set<Var> changed(Stmt s) {
    Set<Var> changed = new LinkedHashSet<>();
    Walk.stmts(
        s,
        t -> {
          if (t instanceof BufferStore store) {
            changed.add(store.buffer().data());
          } else if (t instanceof Evaluate e) {
            changed.addAll(handedOut(e));
          } else if (t instanceof Allocate a) {
            changed.add(a.buffer().data());
          }
        });
    return changed;
  }

  static List<Var> handedOut(Evaluate e) {
    return e.call().arguments().stream()
        .filter(Address.class::isInstance)
        .map(a -> ((Address) a).buffer().data())
        .toList();
  }

  /** The numbers that a loop compares with, and their neighbours. */
  private static NavigableSet<Long> stops(Stmt loop) {
    NavigableSet<Long> stops = new TreeSet<>(Set.of(-1L, 0L, 1L));
    Walk.exprs(
        loop,
        e -> {
          if (e instanceof Binary(BinaryOp op, Expr a, IntImm(var t, long n))
              && stops.size() < MOST_STOPS
              && (op.isComparison() || op == BinaryOp.MIN || op == BinaryOp.MAX)) {
            stops.addAll(Set.of(n - 1, n, n + 1));
          }
        });
    return stops;
  }
}
