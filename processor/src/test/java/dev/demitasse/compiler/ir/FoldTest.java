package dev.demitasse.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Constant folding against the operators of Java itself, on the values where these are special. */
class FoldTest {
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    -7,
    31,
    32,
    33,
    63,
    64,
    65,
    255,
    256,
    0x5555_5555,
    46_341,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE - 1
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    -3,
    31,
    32,
    63,
    64,
    65,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE,
    1L << 32,
    3_037_000_500L,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Long.MAX_VALUE,
    Long.MAX_VALUE - 1
  };
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    0.1f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    127.9f,
    255f,
    300f,
    16_777_216f,
    0x1p-149f,
    -0x1p-149f,
    0x1p-126f,
    0x1p31f,
    -0x1.000002p31f,
    1e19f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    0.5,
    -1.5,
    2.5,
    0x1p-1074,
    -0x1p-1022,
    1e300,
    2_147_483_647.5,
    1e19,
    1 + 0x1p-24,
    0x1p-150,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static IntImm i32(int value) {
    return Expr.int32(value);
  }

  private static IntImm i64(long value) {
    return new IntImm(DataType.INT64, value);
  }

  private static FloatImm f32(float value) {
    return new FloatImm(DataType.FLOAT32, value);
  }

  private static FloatImm f64(double value) {
    return new FloatImm(DataType.FLOAT64, value);
  }

  // ---- Operators ----

  @Test
  void foldsIntsAsJavaDoes() {
    Map<BinaryOp, IntBinaryOperator> operators =
        Map.ofEntries(
            Map.entry(BinaryOp.ADD, (x, y) -> x + y),
            Map.entry(BinaryOp.SUB, (x, y) -> x - y),
            Map.entry(BinaryOp.MUL, (x, y) -> x * y),
            Map.entry(BinaryOp.DIV, (x, y) -> x / y),
            Map.entry(BinaryOp.MOD, (x, y) -> x % y),
            Map.entry(BinaryOp.MIN, Math::min),
            Map.entry(BinaryOp.MAX, Math::max),
            Map.entry(BinaryOp.BIT_AND, (x, y) -> x & y),
            Map.entry(BinaryOp.BIT_OR, (x, y) -> x | y),
            Map.entry(BinaryOp.BIT_XOR, (x, y) -> x ^ y),
            Map.entry(BinaryOp.SHL, (x, y) -> x << y),
            Map.entry(BinaryOp.SHR, (x, y) -> x >> y),
            Map.entry(BinaryOp.USHR, (x, y) -> x >>> y));
    for (int x : INTS) {
      for (int y : INTS) {
        operators.forEach((op, java) -> {
          if (y != 0 || !divides(op)) {
            Expr expected = i32(java.applyAsInt(x, y));
            assertEquals(expected, Fold.binary(op, i32(x), i32(y)), () -> x + " " + op + y);
          }
        });
        assertComparisons(Integer.compare(x, y), i32(x), i32(y));
      }
    }
  }

  @Test
  void foldsLongsAsJavaDoes() {
    Map<BinaryOp, LongBinaryOperator> operators =
        Map.ofEntries(
            Map.entry(BinaryOp.ADD, (x, y) -> x + y),
            Map.entry(BinaryOp.SUB, (x, y) -> x - y),
            Map.entry(BinaryOp.MUL, (x, y) -> x * y),
            Map.entry(BinaryOp.DIV, (x, y) -> x / y),
            Map.entry(BinaryOp.MOD, (x, y) -> x % y),
            Map.entry(BinaryOp.MIN, Math::min),
            Map.entry(BinaryOp.MAX, Math::max),
            Map.entry(BinaryOp.BIT_AND, (x, y) -> x & y),
            Map.entry(BinaryOp.BIT_OR, (x, y) -> x | y),
            Map.entry(BinaryOp.BIT_XOR, (x, y) -> x ^ y),
            Map.entry(BinaryOp.SHL, (x, y) -> x << y),
            Map.entry(BinaryOp.SHR, (x, y) -> x >> y),
            Map.entry(BinaryOp.USHR, (x, y) -> x >>> y));
    for (long x : LONGS) {
      for (long y : LONGS) {
        operators.forEach((op, java) -> {
          if (y != 0 || !divides(op)) {
            Expr expected = i64(java.applyAsLong(x, y));
            assertEquals(expected, Fold.binary(op, i64(x), i64(y)), () -> x + " " + op + y);
          }
        });
        assertComparisons(Long.compare(x, y), i64(x), i64(y));
      }
    }
  }

  private static boolean divides(BinaryOp op) {
    return op == BinaryOp.DIV || op == BinaryOp.MOD;
  }

  private static void assertComparisons(int order, Expr x, Expr y) {
    assertEquals(Expr.bool(order == 0), Fold.binary(BinaryOp.EQ, x, y));
    assertEquals(Expr.bool(order != 0), Fold.binary(BinaryOp.NE, x, y));
    assertEquals(Expr.bool(order < 0), Fold.binary(BinaryOp.LT, x, y));
    assertEquals(Expr.bool(order <= 0), Fold.binary(BinaryOp.LE, x, y));
    assertEquals(Expr.bool(order > 0), Fold.binary(BinaryOp.GT, x, y));
    assertEquals(Expr.bool(order >= 0), Fold.binary(BinaryOp.GE, x, y));
  }

  @Test
  void foldsFloatsAsJavaDoes() {
    Map<BinaryOp, BinaryOperator<Float>> operators =
        Map.of(
            BinaryOp.ADD, (x, y) -> x + y,
            BinaryOp.SUB, (x, y) -> x - y,
            BinaryOp.MUL, (x, y) -> x * y,
            BinaryOp.DIV, (x, y) -> x / y,
            BinaryOp.MOD, (x, y) -> x % y,
            BinaryOp.MIN, Math::min,
            BinaryOp.MAX, Math::max);
    for (float x : FLOATS) {
      for (float y : FLOATS) {
        operators.forEach((op, java) ->
            assertEquals(
                f32(java.apply(x, y)),
                Fold.binary(op, f32(x), f32(y)),
                () -> x + " " + op + " " + y));
        assertEquals(Expr.bool(x == y), Fold.binary(BinaryOp.EQ, f32(x), f32(y)));
        assertEquals(Expr.bool(x != y), Fold.binary(BinaryOp.NE, f32(x), f32(y)));
        assertEquals(Expr.bool(x < y), Fold.binary(BinaryOp.LT, f32(x), f32(y)));
        assertEquals(Expr.bool(x <= y), Fold.binary(BinaryOp.LE, f32(x), f32(y)));
        assertEquals(Expr.bool(x > y), Fold.binary(BinaryOp.GT, f32(x), f32(y)));
        assertEquals(Expr.bool(x >= y), Fold.binary(BinaryOp.GE, f32(x), f32(y)));
      }
    }
  }

  @Test
  void foldsDoublesAsJavaDoes() {
    Map<BinaryOp, DoubleBinaryOperator> operators =
        Map.of(
            BinaryOp.ADD, (x, y) -> x + y,
            BinaryOp.SUB, (x, y) -> x - y,
            BinaryOp.MUL, (x, y) -> x * y,
            BinaryOp.DIV, (x, y) -> x / y,
            BinaryOp.MOD, (x, y) -> x % y,
            BinaryOp.MIN, Math::min,
            BinaryOp.MAX, Math::max);
    for (double x : DOUBLES) {
      for (double y : DOUBLES) {
        operators.forEach((op, java) ->
            assertEquals(
                f64(java.applyAsDouble(x, y)),
                Fold.binary(op, f64(x), f64(y)),
                () -> x + " " + op + " " + y));
        assertEquals(Expr.bool(x < y), Fold.binary(BinaryOp.LT, f64(x), f64(y)));
        assertEquals(Expr.bool(x == y), Fold.binary(BinaryOp.EQ, f64(x), f64(y)));
      }
    }
  }

  @Test
  void keepsDivisionByZero() {
    Expr quotient = new Binary(BinaryOp.DIV, i32(1), i32(0));
    Expr remainder = new Binary(BinaryOp.MOD, i32(1), i32(0));
    assertEquals(quotient, Fold.binary(BinaryOp.DIV, i32(1), i32(0)));
    assertEquals(remainder, Fold.binary(BinaryOp.MOD, i32(1), i32(0)));
  }

  @Test
  void comparesUnsignedLongsWithoutSign() {
    Expr big = new IntImm(DataType.UINT64, -1);
    Expr one = new IntImm(DataType.UINT64, 1);
    assertEquals(Expr.bool(true), Fold.binary(BinaryOp.GT, big, one));
    assertEquals(one, Fold.binary(BinaryOp.MIN, big, one));
    assertEquals(
        new IntImm(DataType.UINT64, Long.MAX_VALUE),
        Fold.binary(BinaryOp.DIV, big, new IntImm(DataType.UINT64, 2)));
  }

  // ---- One operand ----

  @Test
  void negatesAsJavaDoes() {
    for (int x : INTS) {
      assertEquals(i32(-x), Fold.negate(i32(x)));
    }
    for (float x : FLOATS) {
      assertEquals(f32(-x), Fold.negate(f32(x)));
    }
  }

  /** Where only low bits are left, what is done to the others does not matter. */
  @Test
  void castsDropWhatChangesHighBitsOnly() {
    Expr narrow = Var.of("x", DataType.INT16);
    Expr wide = Fold.cast(DataType.INT64, narrow);
    Expr masked = Fold.binary(BinaryOp.BIT_AND, wide, i64(Long.MAX_VALUE));
    assertEquals(Fold.cast(DataType.INT32, narrow), Fold.cast(DataType.INT32, masked));
    assertEquals(narrow, Fold.cast(DataType.INT16, masked));
    Expr lowest = Fold.binary(BinaryOp.BIT_AND, wide, i64(0xffff));
    assertEquals(new Expr.Cast(DataType.INT32, lowest), Fold.cast(DataType.INT32, lowest));
    assertEquals(narrow, Fold.cast(DataType.INT16, lowest));
    Expr number = Var.of("f", DataType.FLOAT32);
    Expr whole = Fold.cast(DataType.INT64, number);
    assertEquals(new Expr.Cast(DataType.INT32, whole), Fold.cast(DataType.INT32, whole));
  }

  @Test
  void castsIntegersAsJavaDoes() {
    for (long x : LONGS) {
      assertEquals(i32((int) x), Fold.cast(DataType.INT32, i64(x)));
      assertEquals(f32((float) x), Fold.cast(DataType.FLOAT32, i64(x)));
      assertEquals(f64((double) x), Fold.cast(DataType.FLOAT64, i64(x)));
    }
    for (int x : INTS) {
      assertEquals(i64(x), Fold.cast(DataType.INT64, i32(x)));
      assertEquals(new IntImm(DataType.INT8, (byte) x), Fold.cast(DataType.INT8, i32(x)));
      assertEquals(new IntImm(DataType.UINT8, x & 255), Fold.cast(DataType.UINT8, i32(x)));
      assertEquals(new IntImm(DataType.INT16, (short) x), Fold.cast(DataType.INT16, i32(x)));
      assertEquals(new IntImm(DataType.UINT16, (char) x), Fold.cast(DataType.UINT16, i32(x)));
      assertEquals(f32((float) x), Fold.cast(DataType.FLOAT32, i32(x)));
    }
  }

  @Test
  void castsFloatsAsJavaDoes() {
    for (float x : FLOATS) {
      assertEquals(i32((int) x), Fold.cast(DataType.INT32, f32(x)));
      assertEquals(i64((long) x), Fold.cast(DataType.INT64, f32(x)));
      assertEquals(new IntImm(DataType.INT8, (byte) x), Fold.cast(DataType.INT8, f32(x)));
      assertEquals(new IntImm(DataType.UINT16, (char) x), Fold.cast(DataType.UINT16, f32(x)));
      assertEquals(f64(x), Fold.cast(DataType.FLOAT64, f32(x)));
    }
    for (double x : DOUBLES) {
      assertEquals(i32((int) x), Fold.cast(DataType.INT32, f64(x)));
      assertEquals(i64((long) x), Fold.cast(DataType.INT64, f64(x)));
      assertEquals(f32((float) x), Fold.cast(DataType.FLOAT32, f64(x)));
    }
  }

  // ---- Intrinsics ----

  private static Expr folded(Intrinsic intrinsic, Expr... arguments) {
    return Fold.intrinsic(intrinsic, List.of(arguments));
  }

  @Test
  void foldsIntrinsicsAsJavaDoes() {
    for (float x : FLOATS) {
      assertEquals(f32(Math.abs(x)), folded(Intrinsic.ABS, f32(x)));
      assertEquals(f32((float) Math.sqrt(x)), folded(Intrinsic.SQRT, f32(x)));
      assertEquals(f32((float) Math.floor(x)), folded(Intrinsic.FLOOR, f32(x)));
      assertEquals(f32((float) Math.ceil(x)), folded(Intrinsic.CEIL, f32(x)));
      assertEquals(f32((float) Math.rint(x)), folded(Intrinsic.RINT, f32(x)));
      assertEquals(i32(Float.floatToIntBits(x)), folded(Intrinsic.BITS_OF_FLOAT, f32(x)));
      for (float y : FLOATS) {
        assertEquals(f32(Math.fma(x, y, 0.1f)), folded(Intrinsic.FMA, f32(x), f32(y), f32(0.1f)));
      }
    }
    for (double x : DOUBLES) {
      assertEquals(f64(Math.rint(x)), folded(Intrinsic.RINT, f64(x)));
      assertEquals(i64(Double.doubleToLongBits(x)), folded(Intrinsic.BITS_OF_FLOAT, f64(x)));
    }
    for (int x : INTS) {
      assertEquals(i32(Math.abs(x)), folded(Intrinsic.ABS, i32(x)));
      assertEquals(f32(Float.intBitsToFloat(x)), folded(Intrinsic.FLOAT_OF_BITS, i32(x)));
      assertEquals(i32(5 + x * x), Fold.mac(true, i32(5), i32(x), i32(x)));
    }
  }

  @Test
  void macOfFloatsRoundsOnceOrTwice() {
    float sum = -1;
    float a = 1 + 0x1.0p-12f;
    assertEquals(f32(0x1.0p-11f), Fold.mac(false, f32(sum), f32(a), f32(a)));
    assertEquals(f32(0x1.0008p-11f), Fold.mac(true, f32(sum), f32(a), f32(a)));
  }

  // ---- What is not constant ----

  @Test
  void identitiesOfIntegersHoldForAllValues() {
    Var x = Var.of("x", DataType.INT32);
    for (BinaryOp op : BinaryOp.values()) {
      for (int c : INTS) {
        if (!op.isLogic() && (c != 0 || !divides(op))) {
          assertSameValues(x, e -> Fold.binary(op, e, i32(c)));
        }
        if (!op.isLogic() && !divides(op)) {
          assertSameValues(x, e -> Fold.binary(op, i32(c), e));
        }
      }
    }
  }

  private static void assertSameValues(Var x, UnaryOperator<Expr> fold) {
    Expr symbolic = fold.apply(x);
    for (int value : INTS) {
      assertEquals(fold.apply(i32(value)), Interpreter.value(symbolic, Map.of(x, i32(value))));
    }
  }

  @Test
  void identitiesOfBooleansHoldForAllValues() {
    Var x = Var.of("x", DataType.BOOL);
    for (BinaryOp op : List.of(BinaryOp.AND, BinaryOp.OR)) {
      for (Expr c : List.of(Expr.bool(false), Expr.bool(true))) {
        for (Expr value : List.of(Expr.bool(false), Expr.bool(true))) {
          Map<Var, Expr> values = Map.of(x, value);
          Expr expected = Fold.binary(op, value, c);
          assertEquals(expected, Interpreter.value(Fold.binary(op, x, c), values));
          assertEquals(expected, Interpreter.value(Fold.binary(op, c, x), values));
        }
      }
    }
  }

  @Test
  void floatsHaveNoIdentities() {
    Var x = Var.of("x", DataType.FLOAT32);
    for (BinaryOp op : List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV)) {
      for (float c : new float[] {0f, -0f, 1f}) {
        assertEquals(new Binary(op, x, f32(c)), Fold.binary(op, x, f32(c)));
        assertEquals(new Binary(op, f32(c), x), Fold.binary(op, f32(c), x));
      }
    }
  }

  @Test
  void shiftsCountLowerBitsOnly() {
    Var x = Var.of("x", DataType.INT32);
    for (BinaryOp op : List.of(BinaryOp.SHL, BinaryOp.SHR, BinaryOp.USHR)) {
      assertSame(x, Fold.binary(op, x, i32(Integer.MIN_VALUE)));
      assertEquals(new Binary(op, x, i32(31)), Fold.binary(op, x, i32(-1)));
    }
  }

  @Test
  void selectOfConstantConditionIsOneSide() {
    Var x = Var.of("x", DataType.INT32);
    Var y = Var.of("y", DataType.INT32);
    assertSame(x, Fold.select(Expr.bool(true), x, y));
    assertSame(y, Fold.select(Expr.bool(false), x, y));
    assertSame(x, Fold.select(Var.of("c", DataType.BOOL), x, x));
  }

  @Test
  void randomExpressionsKeepTheirValue() {
    Random random = new Random(3);
    Var x = Var.of("x", DataType.INT32);
    RandomExprs exprs = new RandomExprs(random, DataType.INT32, List.of(x));
    for (int i = 0; i < 2_000; i++) {
      Expr e = exprs.integer(4);
      for (int value : new int[] {0, 3, -1, Integer.MIN_VALUE}) {
        Map<Var, Expr> values = Map.of(x, i32(value));
        Expr folded = new Substitute(values).expr(e);
        assertEquals(
            Interpreter.value(e, values),
            Interpreter.value(folded, Map.of()),
            () -> Printer.text(e));
      }
    }
  }
}
