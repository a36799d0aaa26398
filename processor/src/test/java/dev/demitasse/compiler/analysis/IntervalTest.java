package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

  /** All intervals between the numbers where {@code long} is special. */
  private static List<Interval> intervals() {
    long[] ends = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -4, -1, 0, 1, 3, 1L << 32, Long.MAX_VALUE};
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      for (int j = i; j < ends.length; j++) {
        intervals.add(new Interval(ends[i], ends[j]));
      }
    }
    return intervals;
  }

  private static void assertContains(
      BinaryOperator<Interval> operator, BinaryOperator<BigInteger> exact) {
    for (Interval x : intervals()) {
      for (Interval y : intervals()) {
        Interval result = operator.apply(x, y);
        for (long a : new long[] {x.low(), x.high()}) {
          for (long b : new long[] {y.low(), y.high()}) {
            BigInteger value = exact.apply(BigInteger.valueOf(a), BigInteger.valueOf(b));
            long saturated = value.max(LOWEST).min(HIGHEST).longValue();
            assertTrue(result.contains(saturated), () -> x + " and " + y + " give " + result);
          }
        }
      }
    }
  }

  @Test
  void arithmeticContainsTheSaturatedResults() {
    assertContains(Interval::plus, BigInteger::add);
    assertContains(Interval::minus, BigInteger::subtract);
    assertContains(Interval::times, BigInteger::multiply);
    assertContains(Interval::min, BigInteger::min);
    assertContains(Interval::max, BigInteger::max);
    assertContains((x, y) -> x.negated(), (a, b) -> a.negate());
    assertContains(Interval::union, (a, b) -> a);
    assertContains(Interval::union, (a, b) -> b);
  }

  @Test
  void divisionIsTowardsZero() {
    assertEquals(new Interval(-2, 3), new Interval(-7, 11).dividedBy(3));
    assertEquals(new Interval(-3, 2), new Interval(-7, 11).dividedBy(-3));
  }

  @Test
  void meetOfDisjointIntervalsIsTheFirst() {
    Interval x = new Interval(0, 4);
    assertEquals(new Interval(3, 4), x.meet(new Interval(3, 9)));
    assertEquals(x, x.meet(new Interval(5, 9)));
  }

  @Test
  void fitsTheTypesThatHaveAllItsValues() {
    assertTrue(new Interval(-128, 127).fits(DataType.INT8));
    assertFalse(new Interval(-128, 128).fits(DataType.INT8));
    assertTrue(new Interval(0, 255).fits(DataType.UINT8));
    assertFalse(new Interval(-1, 1).fits(DataType.UINT64));
    assertTrue(new Interval(-5, 1L << 40).fits(DataType.INT64));
  }

  @Test
  void whatMayLieBeyondLongFitsNoType() {
    assertFalse(Interval.of(Long.MAX_VALUE).plus(Interval.of(1)).fits(DataType.INT64));
    assertFalse(Interval.of(Long.MIN_VALUE).minus(Interval.of(1)).fits(DataType.INT64));
    assertFalse(Interval.of(Long.MAX_VALUE).times(Interval.of(2)).fits(DataType.UINT64));
  }

  @Test
  void refusesToEndBeforeItBegins() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0));
  }

  @Test
  void printsAsRangeOrValue() {
    assertEquals("-1..8", new Interval(-1, 8).toString());
    assertEquals("3", Interval.of(3).toString());
  }
}
