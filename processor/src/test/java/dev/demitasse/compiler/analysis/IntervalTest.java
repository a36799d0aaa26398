package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
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
    assertEquals(new Interval(-2, 3), new Interval(-7, 11).dividedBy(Interval.of(3)));
    assertEquals(new Interval(-3, 2), new Interval(-7, 11).dividedBy(Interval.of(-3)));
    assertEquals(new Interval(-11, 11), new Interval(-7, 11).dividedBy(new Interval(-2, 5, true)));
    assertThrows(
        IllegalArgumentException.class, () -> Interval.of(1).dividedBy(new Interval(-1, 1)));
  }

  /** Small numbers around zero, with and without it. */
  private static List<Interval> small() {
    List<Interval> intervals = new ArrayList<>();
    for (int low = -9; low <= 9; low++) {
      for (int high = low; high <= 9; high++) {
        intervals.add(new Interval(low, high));
        intervals.add(new Interval(low, high).withoutZero());
      }
    }
    return intervals;
  }

  /** Whatever the operator makes of members is a member of what it makes of intervals. */
  private static void assertContainsAll(
      BinaryOperator<Interval> operator,
      LongBinaryOperator exact,
      BiPredicate<Interval, Interval> defined) {
    for (Interval x : small()) {
      for (Interval y : small()) {
        if (!defined.test(x, y)) {
          continue;
        }
        Interval result = operator.apply(x, y);
        for (long a = x.low(); a <= x.high(); a++) {
          for (long b = y.low(); b <= y.high(); b++) {
            if (x.contains(a) && y.contains(b)) {
              long value = exact.applyAsLong(a, b);
              assertTrue(result.contains(value), () -> x + " and " + y + " give " + result);
            }
          }
        }
      }
    }
  }

  @Test
  void everyResultOfMembersIsContained() {
    BiPredicate<Interval, Interval> always = (x, y) -> true;
    assertContainsAll(Interval::plus, Long::sum, always);
    assertContainsAll(Interval::minus, (a, b) -> a - b, always);
    assertContainsAll(Interval::times, (a, b) -> a * b, always);
    assertContainsAll(Interval::min, Math::min, always);
    assertContainsAll(Interval::max, Math::max, always);
    assertContainsAll(Interval::and, (a, b) -> a & b, always);
    assertContainsAll(Interval::or, (a, b) -> a | b, always);
    assertContainsAll(Interval::xor, (a, b) -> a ^ b, always);
    assertEquals(new Interval(-8, -4), new Interval(3, 7).xor(new Interval(-1, -1)));
    assertContainsAll(Interval::union, (a, b) -> a, always);
    assertContainsAll(Interval::union, (a, b) -> b, always);
    assertContainsAll(Interval::dividedBy, (a, b) -> a / b, (x, y) -> !y.contains(0));
    assertContainsAll(Interval::remainder, (a, b) -> a % b, (x, y) -> !y.contains(0));
    assertContainsAll(Interval::shiftedLeft, (a, b) -> a << b, (x, y) -> y.low() >= 0);
    assertContainsAll(Interval::shiftedRight, (a, b) -> a >> b, (x, y) -> y.low() >= 0);
  }

  @Test
  void meetHasJustTheCommonMembers() {
    for (Interval x : small()) {
      for (Interval y : small()) {
        boolean common = false;
        for (long a = -9; a <= 9; a++) {
          boolean both = x.contains(a) && y.contains(a);
          common |= both;
          assertTrue(!both || x.meet(y).contains(a));
        }
        assertEquals(!common, x.isDisjoint(y), () -> x + " and " + y);
      }
    }
  }

  @Test
  void zeroIsNoMemberOnceExcluded() {
    assertEquals(new Interval(1, 4), new Interval(0, 4).withoutZero());
    assertEquals(new Interval(-4, -1), new Interval(-4, 0).withoutZero());
    Interval x = Interval.of(DataType.INT64).withoutZero();
    assertFalse(x.contains(0));
    assertFalse(x.or(new Interval(-5, 5)).contains(0));
    assertFalse(x.times(x).contains(0));
    assertTrue(x.plus(x).contains(0));
    assertFalse(Interval.of(DataType.INT64).or(Interval.of(1)).contains(0));
    assertEquals("-2..3 without 0", new Interval(-2, 3).withoutZero().toString());
  }

  @Test
  void growsToTheNextStop() {
    NavigableSet<Long> stops = new TreeSet<>(List.of(-1L, 8L, 20L));
    Interval x = new Interval(0, 3);
    assertEquals(x, x.widened(new Interval(1, 2), stops));
    assertEquals(new Interval(0, 8), x.widened(new Interval(0, 4), stops));
    assertEquals(new Interval(Long.MIN_VALUE, 20), x.widened(new Interval(-2, 9), stops));
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
