package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What is known at one place in a function. Facts about memory hold until the next store to it.
 *
 * @param reachable whether control may get there
 * @param sharp whether to look far for a bound
 * @param intervals where values lie: of variables, of elements, of other expressions, and for a
 *     pointer of all the elements of its memory
 * @param sums what is not negative
 * @param definitions what integer variables are equal to
 * @param conditions what boolean variables are equal to
 */
record Facts(
    boolean reachable,
    boolean sharp,
    Map<Expr, Interval> intervals,
    List<Affine> sums,
    Map<Var, Affine> definitions,
    Map<Var, Expr> conditions) {

  /** Older inequalities are given up. */
  private static final int MOST_SUMS = 32;

  static final Facts NONE = new Facts(true, true, Map.of(), List.of(), Map.of(), Map.of());

  Facts sharp(boolean worthwhile) {
    return new Facts(reachable, worthwhile, intervals, sums, definitions, conditions);
  }

  Facts intervalsOnly() {
    return new Facts(reachable, sharp, intervals, List.of(), Map.of(), Map.of());
  }

  Facts unreachable() {
    return new Facts(false, sharp, intervals, sums, definitions, conditions);
  }

  Facts with(Expr place, Interval interval) {
    Map<Expr, Interval> more = new HashMap<>(intervals);
    more.put(place, interval);
    return new Facts(reachable, sharp, more, sums, definitions, conditions);
  }

  /** Where a sum is not negative, too, if it has two atoms or more: one has an interval. */
  Facts nonNegative(Affine sum) {
    if (sum.terms().size() < 2) {
      return this;
    }
    List<Affine> more = new ArrayList<>(sums);
    for (Affine known : sums) {
      if (known.terms().equals(sum.terms())) {
        if (known.constant() <= sum.constant()) {
          return this;
        }
        more.remove(known);
      }
    }
    if (more.size() == MOST_SUMS) {
      more.remove(0);
    }
    more.add(sum);
    return new Facts(reachable, sharp, intervals, more, definitions, conditions);
  }

  /** Where two sums are equal, too. */
  Facts equal(Affine a, Affine b) {
    Optional<Affine> difference = a.minus(b).filter(d -> d.terms().size() > 1);
    return difference.isEmpty()
        ? this
        : nonNegative(difference.get()).nonNegative(difference.get().negated());
  }

  Facts defined(Var variable, Affine value) {
    Map<Var, Affine> more = new HashMap<>(definitions);
    more.put(variable, value);
    return new Facts(reachable, sharp, intervals, sums, more, conditions);
  }

  Facts named(Var variable, Expr condition) {
    Map<Var, Expr> more = new HashMap<>(conditions);
    more.put(variable, condition);
    return new Facts(reachable, sharp, intervals, sums, definitions, more);
  }

  // ---- Forgetting ----

  /** Without what is about these variables, or the memory of these pointers. */
  Facts without(Collection<Var> variables) {
    Predicate<Expr> stale = e -> variables.stream().anyMatch(v -> Atoms.uses(e, v));
    Predicate<Affine> staleSum = sum -> sum.terms().keySet().stream().anyMatch(stale);
    return new Facts(
        reachable,
        sharp,
        without(intervals, (place, i) -> stale.test(place)),
        sums.stream().anyMatch(staleSum) ? sums.stream().filter(staleSum.negate()).toList() : sums,
        without(definitions, (v, sum) -> variables.contains(v) || staleSum.test(sum)),
        without(conditions, (v, e) -> variables.contains(v) || stale.test(e)));
  }

  private static <K, V> Map<K, V> without(Map<K, V> map, BiFunction<K, V, Boolean> stale) {
    if (map.entrySet().stream().noneMatch(e -> stale.apply(e.getKey(), e.getValue()))) {
      return map;
    }
    Map<K, V> rest = new HashMap<>(map);
    rest.entrySet().removeIf(e -> stale.apply(e.getKey(), e.getValue()));
    return rest;
  }

  /** After {@code atom} has changed such that it was {@code before}, in terms of itself. */
  Facts moved(Expr atom, Affine before, Var memory) {
    Facts others = without(List.of(memory));
    for (Affine sum : sums) {
      others = before(sum, atom, before, memory).map(others::nonNegative).orElse(others);
    }
    Map<Var, Affine> moved = new HashMap<>(others.definitions);
    definitions.forEach(
        (v, sum) -> before(sum, atom, before, memory).ifPresent(s -> moved.put(v, s)));
    return new Facts(reachable, sharp, others.intervals, others.sums, moved, others.conditions);
  }

  private static Optional<Affine> before(Affine sum, Expr atom, Affine before, Var memory) {
    boolean alone =
        sum.terms().keySet().stream().allMatch(a -> a.equals(atom) || !Atoms.uses(a, memory));
    return alone ? sum.with(atom, before) : Optional.empty();
  }

  // ---- Two ways that meet ----

  /**
   * What holds on both ways.
   *
   * @param here whether a sum is not negative where these facts hold
   * @param there the same for the others
   */
  Facts join(Facts o, Predicate<Affine> here, Predicate<Affine> there) {
    List<Affine> both = new ArrayList<>(sums);
    both.removeIf(sum -> !o.sums.contains(sum) && !there.test(sum));
    Facts joined = kept(o, Interval::union, both);
    for (Affine sum : o.sums) {
      joined = !sums.contains(sum) && here.test(sum) ? joined.nonNegative(sum) : joined;
    }
    return joined;
  }

  /** What holds on both ways and is sure to stay if this is done again and again. */
  Facts widened(Facts o, Predicate<Affine> there, NavigableSet<Long> stops) {
    List<Affine> both = new ArrayList<>(sums);
    both.removeIf(sum -> !o.sums.contains(sum) && !there.test(sum));
    return kept(o, (i, j) -> i.widened(j, stops), both);
  }

  private Facts kept(
      Facts o, BiFunction<Interval, Interval, Interval> meeting, List<Affine> newSums) {
    Map<Expr, Interval> both = new HashMap<>();
    intervals.forEach((place, i) -> {
      Interval j = o.intervals.get(place);
      Interval all = Interval.of(type(place));
      if (i.equals(j)) {
        both.put(place, i);
      } else if (j != null && !all.within(meeting.apply(i, j))) {
        both.put(place, meeting.apply(i, j).meet(all));
      }
    });
    return new Facts(
        true,
        sharp,
        both,
        newSums,
        without(definitions, (v, sum) -> !sum.equals(o.definitions.get(v))),
        without(conditions, (v, e) -> !e.equals(o.conditions.get(v))));
  }

  /** The type of a value, or of the elements behind a pointer. */
  static DataType type(Expr place) {
    return place.type() instanceof PointerType(DataType element)
        ? element
        : (DataType) place.type();
  }
}
