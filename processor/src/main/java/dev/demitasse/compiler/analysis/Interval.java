package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.DataType;

/**
 * The whole numbers from {@code low} to {@code high}, both included. Arithmetic is exact up to the
 * ends of {@code long}: these stand for themselves and for everything beyond.
 */
public record Interval(long low, long high) {

  public Interval {
    if (low > high) {
      throw new IllegalArgumentException("interval from " + low + " to " + high);
    }
  }

  /** All values of an integer type, or of {@code bool}. */
  public static Interval of(DataType type) {
    return new Interval(type.min(), type.max());
  }

  public static Interval of(long value) {
    return new Interval(value, value);
  }

  public boolean isConstant() {
    return low == high;
  }

  public boolean contains(long value) {
    return low <= value && value <= high;
  }

  /** Whether every value is also one of {@code other}. */
  public boolean within(Interval other) {
    return other.low <= low && high <= other.high;
  }

  /** Whether every value fits the type; what may lie beyond {@code long} does not. */
  public boolean fits(DataType type) {
    return low > Long.MIN_VALUE && high < Long.MAX_VALUE && within(of(type));
  }

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
        low == Long.MIN_VALUE ? Long.MAX_VALUE : negate(low));
  }

  public Interval minus(Interval o) {
    return plus(o.negated());
  }

  public Interval times(Interval o) {
    long a = multiply(low, o.low);
    long b = multiply(low, o.high);
    long c = multiply(high, o.low);
    long d = multiply(high, o.high);
    return hull(a, b, c, d);
  }

  /** Division towards zero by a constant other than zero. */
  public Interval dividedBy(long divisor) {
    return hull(low / divisor, high / divisor);
  }

  public Interval min(Interval o) {
    return new Interval(Math.min(low, o.low), Math.min(high, o.high));
  }

  public Interval max(Interval o) {
    return new Interval(Math.max(low, o.low), Math.max(high, o.high));
  }

  /** The smallest interval with the values of both. */
  public Interval union(Interval o) {
    return new Interval(Math.min(low, o.low), Math.max(high, o.high));
  }

  /** The values of both; {@code this} where there are none (the code is never reached). */
  public Interval meet(Interval o) {
    long from = Math.max(low, o.low);
    long to = Math.min(high, o.high);
    return from <= to ? new Interval(from, to) : this;
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
    return isConstant() ? String.valueOf(low) : low + ".." + high;
  }
}
