package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Var;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A sum of a constant and of atoms times factors, as whole numbers that never wrap: unlike {@link
 * Linear}, it may be compared. Atoms are expressions in the form of {@link Atoms}.
 *
 * <p>Factors and constants stay within 32 bits; sums beyond are not known.
 */
record Affine(Map<Expr, Long> terms, long constant) {
  private static final long LIMIT = 1L << 31;

  static final Affine ONE = new Affine(Map.of(), 1);

  static Optional<Affine> of(long constant) {
    return isSmall(constant) ? Optional.of(new Affine(Map.of(), constant)) : Optional.empty();
  }

  /** The absolute value of the smallest number would be negative. */
  private static boolean isSmall(long number) {
    return -LIMIT < number && number < LIMIT;
  }

  /** The atom itself. */
  static Affine of(Expr atom) {
    return new Affine(Map.of(atom, 1L), 0);
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  /** The factor of an atom, 0 if it does not occur. */
  long factor(Expr atom) {
    return terms.getOrDefault(atom, 0L);
  }

  /** Whether a variable, or an element of a pointer's memory, is or occurs in an atom. */
  boolean uses(Var v) {
    return terms.keySet().stream().anyMatch(atom -> Atoms.uses(atom, v));
  }

  /** {@code this + factor * o}. */
  Optional<Affine> plus(Affine o, long factor) {
    if (!isSmall(factor)) {
      return Optional.empty();
    }
    Map<Expr, Long> sum = new LinkedHashMap<>(terms);
    o.terms.forEach((atom, f) -> sum.merge(atom, factor * f, Long::sum));
    sum.values().removeIf(f -> f == 0);
    long rest = constant + factor * o.constant;
    boolean small = isSmall(rest) && sum.values().stream().allMatch(Affine::isSmall);
    return small ? Optional.of(new Affine(sum, rest)) : Optional.empty();
  }

  Optional<Affine> minus(Affine o) {
    return plus(o, -1);
  }

  Optional<Affine> times(long factor) {
    return new Affine(Map.of(), 0).plus(this, factor);
  }

  Affine negated() {
    return times(-1).orElseThrow();
  }

  /** This with {@code value} for an atom. */
  Optional<Affine> with(Expr atom, Affine value) {
    long factor = factor(atom);
    if (factor == 0) {
      return Optional.of(this);
    }
    Map<Expr, Long> others = new LinkedHashMap<>(terms);
    others.remove(atom);
    return new Affine(others, constant).plus(value, factor);
  }
}
