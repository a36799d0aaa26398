package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Cells that count along with a loop: {@code k++} on every way through the body. Where a cell moves
 * by {@code d} while the variable {@code i} of the loop moves by {@code s}, what was known of
 * {@code k} before the loop is known of {@code k - d / s * (i - begin)} inside.
 */
record Advance(List<Affine> inside, List<Affine> after) {

  /** Inside the loop, where this is known, too. */
  Ranges inside(Ranges ranges) {
    return and(ranges, inside);
  }

  /** Behind the loop, where this is known, too. */
  Ranges after(Ranges ranges) {
    return and(ranges, after);
  }

  private static Ranges and(Ranges ranges, List<Affine> sums) {
    Ranges result = ranges;
    for (Affine sum : sums) {
      result = result.nonNegative(sum);
    }
    return result;
  }

  /** The cells that count along with {@code loop}, before which {@code entry} holds. */
  static Advance of(For loop, Ranges entry, Set<Var> changed) {
    Map<Expr, Long> steps = steps(loop, entry, changed);
    Optional<Affine> begin =
        entry.sum(loop.begin()).filter(s -> changed.stream().noneMatch(s::uses));
    if (steps.isEmpty() || begin.isEmpty()) {
      return new Advance(List.of(), List.of());
    }
    Optional<Affine> rounds = Affine.of(loop.variable()).minus(begin.get());
    OptionalLong trips = trips(loop);
    Optional<Affine> distance =
        trips.isPresent() ? Affine.of(trips.getAsLong() * loop.step()) : Optional.empty();
    return new Advance(
        shifted(entry, changed, steps, rounds), shifted(entry, changed, steps, distance));
  }

  /** How far each cell moves while the variable moves by one. */
  private static Map<Expr, Long> steps(For loop, Ranges entry, Set<Var> changed) {
    Map<Expr, Long> steps = new LinkedHashMap<>();
    Interval trips = new Interval(0, mostTrips(loop, entry));
    for (Expr cell : cells(loop.body(), changed)) {
      Optional<Long> step = step(loop.body(), cell);
      if (step.isPresent() && step.get() % loop.step() == 0) {
        Interval all = entry.of(cell).plus(trips.times(Interval.of(step.get())));
        if (all.fits((DataType) cell.type())) {
          steps.put(cell, step.get() / loop.step());
        }
      }
    }
    return steps;
  }

  private static List<Expr> cells(Seq body, Set<Var> changed) {
    List<Expr> cells = new ArrayList<>();
    for (Stmt s : body.statements()) {
      Walk.stmts(
          s,
          t -> {
            if (t instanceof BufferStore store
                && changed.contains(store.buffer().data())
                && Atoms.isCell(store.buffer())
                && store.buffer().element().isInteger()
                && !cells.contains(Atoms.cell(store.buffer()))) {
              cells.add(Atoms.cell(store.buffer()));
            }
          });
    }
    return cells;
  }

  private static long mostTrips(For loop, Ranges entry) {
    Interval begin = entry.of(loop.begin());
    Interval end = entry.of(loop.end());
    Interval way = loop.step() > 0 ? end.minus(begin) : begin.minus(end);
    return Math.max(0, Math.ceilDiv(way.high(), Math.abs((long) loop.step())));
  }

  private static OptionalLong trips(For loop) {
    if (!(loop.begin() instanceof IntImm(DataType t, long begin))
        || !(loop.end() instanceof IntImm(DataType u, long end))) {
      return OptionalLong.empty();
    }
    long way = loop.step() > 0 ? end - begin : begin - end;
    return OptionalLong.of(Math.max(0, Math.ceilDiv(way, Math.abs((long) loop.step()))));
  }

  /** By how much all of {@code body} moves a cell, if by the same on every way to its end. */
  private static Optional<Long> step(Seq body, Expr cell) {
    Buffer buffer = ((Expr.BufferLoad) cell).buffer();
    long sum = 0;
    for (Stmt s : body.statements()) {
      Optional<Long> step =
          !Stores.writes(s, buffer.data()) ? Optional.of(0L) : moving(s, cell, buffer);
      if (step.filter(Advance::isInt).isEmpty()) {
        return Optional.empty();
      }
      sum += step.get();
    }
    return Optional.of(sum);
  }

  /** Products of such numbers do not overflow. */
  private static boolean isInt(long number) {
    return number == (int) number;
  }

  private static Optional<Long> moving(Stmt s, Expr cell, Buffer buffer) {
    return switch (s) {
      case BufferStore store when store.buffer().equals(buffer) -> {
        Linear value = Linear.of(store.value());
        yield value.terms().equals(Map.of(cell, 1L))
            ? Optional.of(value.constant())
            : Optional.empty();
      }
      case For loop when trips(loop).isPresent() && !canBeLeft(loop) ->
          step(loop.body(), cell).filter(Advance::isInt).map(d -> d * trips(loop).getAsLong());
      default -> Optional.empty();
    };
  }

  private static boolean canBeLeft(For loop) {
    boolean[] found = new boolean[1];
    Walk.stmts(loop, s -> found[0] |= s instanceof Leave);
    return found[0];
  }

  /** What held of the cells before, after {@code distance} of the variable. */
  private static List<Affine> shifted(
      Ranges entry, Set<Var> changed, Map<Expr, Long> steps, Optional<Affine> distance) {
    List<Affine> shifted = new ArrayList<>();
    if (distance.isEmpty()) {
      return shifted;
    }
    for (Affine sum : before(entry, steps)) {
      Optional<Affine> moved = Optional.of(sum);
      for (Map.Entry<Expr, Long> step : steps.entrySet()) {
        Affine cell = Affine.of(step.getKey());
        Optional<Affine> old = cell.plus(distance.get(), -step.getValue());
        moved = moved.flatMap(m -> old.flatMap(o -> m.with(step.getKey(), o)));
      }
      moved.filter(m -> settled(m, steps, changed)).ifPresent(shifted::add);
    }
    return shifted;
  }

  private static List<Affine> before(Ranges entry, Map<Expr, Long> steps) {
    List<Affine> before = new ArrayList<>();
    for (Expr cell : steps.keySet()) {
      Affine k = Affine.of(cell);
      Interval range = entry.of(cell);
      Affine.of(range.low()).flatMap(k::minus).ifPresent(before::add);
      Affine.of(range.high()).flatMap(h -> h.minus(k)).ifPresent(before::add);
      entry.facts().sums().stream().filter(s -> s.factor(cell) != 0).forEach(before::add);
    }
    return before;
  }

  /** Nothing in it changes, but for the cells that count along. */
  private static boolean settled(Affine sum, Map<Expr, Long> steps, Set<Var> changed) {
    return sum.terms().keySet().stream()
        .filter(atom -> !steps.containsKey(atom))
        .noneMatch(atom -> changed.stream().anyMatch(v -> Atoms.uses(atom, v)));
  }
}
