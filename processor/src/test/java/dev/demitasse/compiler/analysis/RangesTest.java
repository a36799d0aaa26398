package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.RandomExprs;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
  private static final Var X = Var.of("x", DataType.INT32);
  private static final Var Y = Var.of("y", DataType.INT32);

  private static Expr binary(BinaryOp op, Expr a, long b) {
    return new Binary(op, a, new IntImm((DataType) a.type(), b));
  }

  private static Ranges x(long low, long high) {
    return Ranges.NONE.with(X, new Interval(low, high));
  }

  // ---- Expressions ----

  @ParameterizedTest
  @CsvSource({
    "ADD, 3, -2..10", "SUB, 3, -8..4", "MUL, -2, -14..10", "DIV, 2, -2..3", "MOD, 4, -3..3",
    "MOD, 100, -5..7", "MIN, 3, -5..3", "MAX, 0, 0..7", "BIT_AND, 3, 0..3", "SHL, 2, -20..28",
    "SHR, 1, -3..3", "LT, 8, 1", "GT, 7, 0", "EQ, 8, 0", "NE, 0, 0..1"
  })
  void operatorsMapRanges(BinaryOp op, long b, String expected) {
    assertEquals(expected, x(-5, 7).of(binary(op, X, b)).toString());
  }

  @Test
  void whatMayWrapHasTheRangeOfTheType() {
    assertEquals(
        Interval.of(DataType.INT32), x(0, Integer.MAX_VALUE).of(binary(BinaryOp.ADD, X, 1)));
    Var l = Var.of("l", DataType.INT64);
    assertEquals(Interval.of(DataType.INT64), Ranges.NONE.of(binary(BinaryOp.ADD, l, 1)));
  }

  @Test
  void whatCannotWrapMayReachTheEndOfLong() {
    Var l = Var.of("l", DataType.INT64);
    Expr one = new IntImm(DataType.INT64, 1);
    Interval positive = new Interval(1, Long.MAX_VALUE);
    assertEquals(positive, Ranges.NONE.of(new Binary(BinaryOp.MAX, l, one)));
    assertEquals(positive, Ranges.NONE.where(new Binary(BinaryOp.GE, l, one)).of(l));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i8", "i16", "i32", "i64"})
  void containsEveryValueOfRandomExpressions(String name) {
    DataType type = signed(name);
    Random random = new Random(11);
    Var x = Var.of("x", type);
    Var y = Var.of("y", type);
    RandomExprs exprs = new RandomExprs(random, type, List.of(x, y));
    for (int i = 0; i < 6_000; i++) {
      Interval xs = interval(random, type);
      Interval ys = interval(random, type);
      Ranges ranges = Ranges.NONE.with(x, xs).with(y, ys);
      Expr e = i % 4 == 0 ? exprs.condition(3) : exprs.integer(4);
      Interval range = ranges.of(e);
      for (long a = xs.low(); xs.contains(a) && a - xs.low() < 6; a++) {
        for (long b = ys.low(); ys.contains(b) && b - ys.low() < 6; b++) {
          Map<Var, Expr> values = Map.of(x, new IntImm(type, a), y, new IntImm(type, b));
          long value = ((IntImm) Interpreter.value(e, values)).value();
          String message = Printer.text(e) + " is " + value + " at " + a + ", " + b;
          assertTrue(range.contains(value), () -> message + ", not in " + range);
        }
      }
    }
  }

  private static DataType signed(String name) {
    return new DataType(DataType.Code.INT, Integer.parseInt(name.substring(1)), 1);
  }

  /** At most six values, at the ends of the type or near zero. */
  private static Interval interval(Random random, DataType type) {
    long size = random.nextInt(6);
    return switch (random.nextInt(6)) {
      case 0 -> new Interval(type.min(), type.min() + size);
      case 1 -> new Interval(type.max() - size, type.max());
      default -> {
        long low = random.nextInt(-6, 20);
        yield new Interval(low, low + size);
      }
    };
  }

  private static final List<BinaryOp> OVERFLOWING =
      List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV, BinaryOp.SHL);

  /** What fits before it wraps does not wrap: C's operators on signed numbers may be used. */
  @ParameterizedTest
  @ValueSource(strings = {"i32", "i64"})
  void exactRangeThatFitsExcludesOverflow(String name) {
    DataType type = signed(name);
    Random random = new Random(5);
    Var x = Var.of("x", type);
    Var y = Var.of("y", type);
    for (int i = 0; i < 20_000; i++) {
      Interval xs = interval(random, type);
      Interval ys = interval(random, type);
      BinaryOp op = OVERFLOWING.get(random.nextInt(OVERFLOWING.size()));
      BigInteger a = BigInteger.valueOf(random.nextBoolean() ? xs.low() : xs.high());
      BigInteger b = BigInteger.valueOf(random.nextBoolean() ? ys.low() : ys.high());
      BigInteger value = exact(op, a, b, type);
      boolean overflows = value.bitLength() >= type.bits();
      Expr e = new Binary(op, x, y);
      Ranges ranges = Ranges.NONE.with(x, xs).with(y, ys);
      assertTrue(
          !overflows || !ranges.exact(e).fits(type),
          () -> a + " " + op + " " + b + " = " + value + ", not in " + ranges.exact(e));
    }
  }

  private static BigInteger exact(BinaryOp op, BigInteger a, BigInteger b, DataType type) {
    return switch (op) {
      case ADD -> a.add(b);
      case SUB -> a.subtract(b);
      case MUL -> a.multiply(b);
      case DIV -> b.signum() == 0 ? BigInteger.ZERO : a.divide(b);
      case SHL -> a.shiftLeft(b.intValue() & (type.bits() - 1));
      default -> throw new AssertionError(op + " does not overflow");
    };
  }

  @Test
  void smallestNumberHasNoNegative() {
    Ranges ranges = x(Integer.MIN_VALUE, 0);
    assertEquals(new Interval(0, 1L << 31), ranges.exact(new Negate(X)));
    assertEquals(Interval.of(DataType.INT32), ranges.of(new Negate(X)));
  }

  // ---- Loops ----

  private static Interval inside(long begin, long end, int step) {
    For loop = new For(X, Expr.int32(begin), Expr.int32(end), step, Seq.EMPTY, Position.NONE);
    return Ranges.NONE.inside(loop).of(X);
  }

  @Test
  void loopVariableTakesTheValuesOfItsSteps() {
    assertEquals(new Interval(0, 9), inside(0, 10, 1));
    assertEquals(new Interval(1, 10), inside(1, 12, 3));
    assertEquals(new Interval(0, 9), inside(9, -1, -1));
    assertEquals(new Interval(2, 10), inside(10, 0, -4));
  }

  @Test
  void loopVariableLiesBetweenVariableBounds() {
    For loop = new For(Y, X, binary(BinaryOp.ADD, X, 3), 1, Seq.EMPTY, Position.NONE);
    assertEquals(new Interval(2, 11), x(2, 9).inside(loop).of(Y));
  }

  // ---- Conditions ----

  @ParameterizedTest
  @CsvSource({
    "LT, 3, 0..2",
    "LE, 3, 0..3",
    "GT, 3, 4..9",
    "GE, 3, 3..9",
    "EQ, 3, 3",
    "NE, 3, 0..9"
  })
  void conditionNarrowsItsVariable(BinaryOp op, long bound, String expected) {
    Expr condition = binary(op, X, bound);
    Expr denied = new Not(binary(Ranges.opposite(op), X, bound));
    assertEquals(expected, x(0, 9).where(condition).of(X).toString());
    assertEquals(expected, x(0, 9).where(denied).of(X).toString());
  }

  @Test
  void conditionNarrowsBothSides() {
    Ranges ranges = x(0, 9).with(Y, new Interval(5, 20)).where(new Binary(BinaryOp.GT, X, Y));
    assertEquals(new Interval(6, 9), ranges.of(X));
    assertEquals(new Interval(5, 8), ranges.of(Y));
  }

  @Test
  void bothPartsOfAnAndHold() {
    Expr both = new Binary(BinaryOp.AND, binary(BinaryOp.GE, X, 0), binary(BinaryOp.LT, X, 4));
    assertEquals(new Interval(0, 3), Ranges.NONE.where(both).of(X));
  }

  @Test
  void neitherPartOfADeniedOrHolds() {
    Expr either = new Binary(BinaryOp.OR, binary(BinaryOp.LT, X, 0), binary(BinaryOp.GT, X, 4));
    assertEquals(new Interval(0, 4), Ranges.NONE.where(new Not(either)).of(X));
  }

  @Test
  void variablesHaveTheRangeOfTheirValue() {
    assertEquals(new Interval(2, 20), x(1, 10).bound(Y, binary(BinaryOp.MUL, X, 2)).of(Y));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i8", "i64"})
  void everyValueWhereARandomConditionHoldsIsContained(String name) {
    DataType type = signed(name);
    Random random = new Random(17);
    Var x = Var.of("x", type);
    Var y = Var.of("y", type);
    RandomExprs exprs = new RandomExprs(random, type, List.of(x, y));
    for (int i = 0; i < 6_000; i++) {
      Interval xs = interval(random, type);
      Interval ys = interval(random, type);
      Expr condition = exprs.condition(3);
      Ranges ranges = Ranges.NONE.with(x, xs).with(y, ys).where(condition);
      for (long a = xs.low(); xs.contains(a) && a - xs.low() < 6; a++) {
        for (long b = ys.low(); ys.contains(b) && b - ys.low() < 6; b++) {
          Map<Var, Expr> values = Map.of(x, new IntImm(type, a), y, new IntImm(type, b));
          if (Interpreter.value(condition, values).isBool(true)) {
            assertTrue(ranges.of(x).contains(a), () -> Printer.text(condition));
            assertTrue(ranges.of(y).contains(b), () -> Printer.text(condition));
          }
        }
      }
    }
  }
}
