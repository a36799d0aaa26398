package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.DataType;
import java.util.NavigableSet;

/**
 * The whole numbers from {@code low} to {@code high}, both included, without zero if {@code
 * nonZero} says so. Arithmetic is exact up to the ends of {@code long}: these stand for themselves
 * and for everything beyond.
 *
 * @param nonZero zero lies between the ends, but is none of the numbers
 */
public record Interval(long low, long high, boolean nonZero) {

  /** Every whole number. */
  public static final Interval ANYTHING = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

  /** What turns every bit around. */
  private static final Interval COMPLEMENT = new Interval(-1, -1);

  public Interval {
    low = nonZero && low == 0 ? 1 : low;
    high = nonZero && high == 0 ? -1 : high;
    if (low > high) {
      throw new IllegalArgumentException("interval from " + low + " to " + high);
    }
    nonZero = nonZero && low < 0 && high > 0;
  }

  public Interval(long low, long high) {
    this(low, high, false);
  }

  /** All values of an integer type, or of {@code bool}. */
  public static Interval of(DataType type) {
    return new Interval(type.min(), type.max());
  }

  public static Interval of(long value) {
    return new Interval(value, value);
  }

  /** The numbers that are not less. */
  public static Interval atLeast(long low) {
    return new Interval(low, Long.MAX_VALUE);
  }

  /** The numbers that are not greater. */
  public static Interval atMost(long high) {
    return new Interval(Long.MIN_VALUE, high);
  }

  public boolean isConstant() {
    return low == high;
  }

  public boolean contains(long value) {
    return low <= value && value <= high && !(nonZero && value == 0);
  }

  /** Whether every value is also one of {@code other}. */
  public boolean within(Interval other) {
    return other.low <= low && high <= other.high && !(other.nonZero && contains(0));
  }

  /** Whether every value fits the type; what may lie beyond {@code long} does not. */
  public boolean fits(DataType type) {
    return low > Long.MIN_VALUE && high < Long.MAX_VALUE && within(of(type));
  }

  // ---- Sets ----

  /** The smallest interval with the values of both. */
  public Interval union(Interval o) {
    return new Interval(Math.min(low, o.low), Math.max(high, o.high), bothNonZero(o));
  }

  /** No value is in both. */
  public boolean isDisjoint(Interval o) {
    long from = Math.max(low, o.low);
    long to = Math.min(high, o.high);
    return from > to || (from == 0 && to == 0 && !(contains(0) && o.contains(0)));
  }

  /** The values of both; {@code this} where there are none (the code is never reached). */
  public Interval meet(Interval o) {
    return isDisjoint(o)
        ? this
        : new Interval(
            Math.max(low, o.low), Math.min(high, o.high), !contains(0) || !o.contains(0));
  }

  /** All values but zero; {@code this} if there is no other. */
  public Interval withoutZero() {
    return equals(of(0)) ? this : new Interval(low, high, true);
  }

  /** This and {@code next}, where it grows beyond this up to the next of these, or for ever. */
  public Interval widened(Interval next, NavigableSet<Long> stops) {
    Long below = next.low < low ? stops.floor(next.low) : Long.valueOf(low);
    Long above = next.high > high ? stops.ceiling(next.high) : Long.valueOf(high);
    return new Interval(
        below == null ? Long.MIN_VALUE : below,
        above == null ? Long.MAX_VALUE : above,
        bothNonZero(next));
  }

  private boolean bothNonZero(Interval o) {
    return !contains(0) && !o.contains(0);
  }

  // ---- Arithmetic ----

  public Interval plus(Interval o) {
    boolean openBelow = low == Long.MIN_VALUE || o.low == Long.MIN_VALUE;
    boolean openAbove = high == Long.MAX_VALUE || o.high == Long.MAX_VALUE;
    return new Interval(
        openBelow ? Long.MIN_VALUE : add(low, o.low),
        openAbove ? Long.MAX_VALUE : add(high, o.high));
  }

  public Interval negated() {
    return new Interval(
        high == Long.MAX_VALUE ? Long.MIN_VALUE : negate(high),
        low == Long.MIN_VALUE ? Long.MAX_VALUE : negate(low),
        nonZero);
  }

  public Interval minus(Interval o) {
    return plus(o.negated());
  }

  public Interval times(Interval o) {
    Interval hull =
        hull(
            multiply(low, o.low),
            multiply(low, o.high),
            multiply(high, o.low),
            multiply(high, o.high));
    return bothNonZero(o) ? hull.withoutZero() : hull;
  }

  /** Division towards zero by numbers other than zero. */
  public Interval dividedBy(Interval o) {
    if (o.contains(0)) {
      throw new IllegalArgumentException("division by " + o);
    }
    // By numbers of one sign, a quotient lies between those at the ends.
    if (o.low > 0 || o.high < 0) {
      return dividedBy(o.low).union(dividedBy(o.high));
    }
    return dividedBy(new Interval(o.low, -1)).union(dividedBy(new Interval(1, o.high)));
  }

  private Interval dividedBy(long divisor) {
    return divisor == -1 ? negated() : hull(low / divisor, high / divisor);
  }

  /** What remains of a division towards zero by numbers other than zero. */
  public Interval remainder(Interval o) {
    boolean smallest = o.low == Long.MIN_VALUE;
    long most = smallest ? Long.MAX_VALUE : Math.max(Math.abs(o.low), Math.abs(o.high)) - 1;
    return new Interval(low < 0 ? Math.max(low, -most) : 0, high > 0 ? Math.min(high, most) : 0);
  }

  public Interval min(Interval o) {
    return new Interval(Math.min(low, o.low), Math.min(high, o.high), bothNonZero(o));
  }

  public Interval max(Interval o) {
    return new Interval(Math.max(low, o.low), Math.max(high, o.high), bothNonZero(o));
  }

  // ---- Bits ----

  /** Bits of both. A number that is not negative bounds the result, whatever the other is. */
  public Interval and(Interval o) {
    if (low < 0 && o.low < 0) {
      return new Interval(~ones(o), Math.max(high, o.high));
    }
    long most = low < 0 ? o.high : o.low < 0 ? high : Math.min(high, o.high);
    return new Interval(0, most);
  }

  /** Bits of either: not less than the smaller one, negative if one is. */
  public Interval or(Interval o) {
    boolean natural = low >= 0 && o.low >= 0;
    boolean negative = high < 0 || o.high < 0;
    return new Interval(
        natural ? Math.max(low, o.low) : Math.min(low, o.low),
        negative ? -1 : ones(o),
        !contains(0) || !o.contains(0));
  }

  /** Bits of just one. */
  public Interval xor(Interval o) {
    if (equals(COMPLEMENT) || o.equals(COMPLEMENT)) {
      Interval other = equals(COMPLEMENT) ? o : this;
      return new Interval(~other.high, ~other.low);
    }
    return new Interval(low >= 0 && o.low >= 0 ? 0 : ~ones(o), ones(o));
  }

  /** Just enough ones to make each number here and there, or its complement. */
  private long ones(Interval o) {
    long most = Math.max(Math.max(high, ~low), Math.max(o.high, ~o.low));
    return most <= 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(most);
  }

  /** Exact, by counts from 0 to 62. */
  public Interval shiftedLeft(Interval counts) {
    return times(new Interval(1L << counts.low, 1L << counts.high));
  }

  /** Keeping the sign, by counts from 0 to 63. */
  public Interval shiftedRight(Interval counts) {
    return hull(low >> counts.low, low >> counts.high, high >> counts.low, high >> counts.high);
  }

  private static Interval hull(long... values) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (long v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return new Interval(low, high);
  }

  private static long add(long a, long b) {
    long sum = a + b;
    boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
    return overflow ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  private static long negate(long a) {
    return a == Long.MIN_VALUE ? Long.MAX_VALUE : -a;
  }

  private static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
    return fits ? low : ((a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE);
  }

  /** {@code -1..8}, or the value. */
  @Override
  public String toString() {
    return isConstant() ? String.valueOf(low) : low + ".." + high + (nonZero ? " without 0" : "");
  }
}
