package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bounds of sums from inequalities, as Fourier and Motzkin found them: where {@code f >= 0} is
 * known and has an atom in common with a sum {@code s}, of the same sign, then {@code s} is at
 * least what remains of it when so many {@code f} are taken away that the atom is gone. What
 * remains is bounded by the intervals of its atoms, or in the same way again.
 */
final class Elimination {
  /** So many inequalities one after another; each index variable in an index takes one or two. */
  private static final int DEPTH = 4;

  /** Where there is little time. */
  private static final int BLUNT_DEPTH = 1;

  private static final int STEP_LIMIT = 120;

  private final int depth;
  private final List<Affine> facts;
  private final Function<Expr, Interval> intervals;
  private final Function<Expr, List<Affine>> implied;
  private int steps;

  /**
   * Knows what follows from these.
   *
   * @param sharp whether to look far
   * @param facts are not negative
   * @param intervals that of an atom
   * @param implied what is not negative because an atom is what it is, such as a quotient
   */
  Elimination(
      boolean sharp,
      List<Affine> facts,
      Function<Expr, Interval> intervals,
      Function<Expr, List<Affine>> implied) {
    this.depth = sharp ? DEPTH : BLUNT_DEPTH;
    this.facts = facts;
    this.intervals = intervals;
    this.implied = implied;
  }

  /** A number that the sum is not below; the smallest {@code long} if none is known. */
  long lower(Affine sum) {
    steps = 0;
    return lower(sum, depth);
  }

  /** Where the sum lies. */
  Interval bounds(Affine sum) {
    long low = lower(sum);
    long high = -Math.max(lower(sum.negated()), -Long.MAX_VALUE);
    return low <= high ? new Interval(low, high) : Interval.ANYTHING;
  }

  private long lower(Affine sum, int more) {
    long best = plainly(sum).low();
    if (more == 0 || sum.isConstant()) {
      return best;
    }
    for (Affine fact : facts(sum)) {
      for (Expr atom : sum.terms().keySet()) {
        if (Long.signum(sum.factor(atom)) * fact.factor(atom) > 0 && ++steps < STEP_LIMIT) {
          best = Math.max(best, without(sum, fact, atom, more));
        }
      }
    }
    return best;
  }

  /** {@code a * sum = b * fact + rest} with positive factors, so the sum is at least rest / a. */
  private long without(Affine sum, Affine fact, Expr atom, int more) {
    long a = Math.abs(fact.factor(atom));
    long b = Math.abs(sum.factor(atom));
    Optional<Affine> rest = sum.times(a).flatMap(s -> s.plus(fact, -b));
    long low = rest.isPresent() ? lower(rest.get(), more - 1) : Long.MIN_VALUE;
    return low == Long.MIN_VALUE ? low : Math.ceilDiv(low, a);
  }

  private Interval plainly(Affine sum) {
    Interval total = Interval.of(sum.constant());
    for (Expr atom : sum.terms().keySet()) {
      total = total.plus(intervals.apply(atom).times(Interval.of(sum.factor(atom))));
    }
    return total;
  }

  private List<Affine> facts(Affine sum) {
    List<Affine> all = new ArrayList<>();
    for (Expr atom : sum.terms().keySet()) {
      all.addAll(implied.apply(atom));
    }
    if (all.isEmpty()) {
      return facts;
    }
    all.addAll(facts);
    return all;
  }
}
