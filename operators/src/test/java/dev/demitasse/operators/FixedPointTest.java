package dev.demitasse.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link FixedPoint} against its definitions, computed with numbers of any length. */
class FixedPointTest {
  private static final int[] EDGES = {
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    -(1 << 30) - 1,
    -(1 << 30),
    -(1 << 30) + 1,
    -3,
    -2,
    -1,
    0,
    1,
    2,
    3,
    (1 << 30) - 1,
    1 << 30,
    (1 << 30) + 1,
    Integer.MAX_VALUE - 1,
    Integer.MAX_VALUE
  };

  /** The edges, and as many numbers again of every length. */
  private static int[] samples(long seed) {
    Random random = new Random(seed);
    return IntStream.concat(
            IntStream.of(EDGES),
            IntStream.range(0, 300).map(i -> random.nextInt() >> random.nextInt(32)))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1073741824, 1",
    "0.5, 1073741824, 0",
    "0.25, 1073741824, -1",
    "0.46875, 2013265920, -1",
    // the last bit is rounded half away from zero, and may carry
    "0.50000000023283064365386962890625, 1073741825, 0",
    "0.5000000002328305, 1073741824, 0",
    "0.9999999999, 1073741824, 1",
    "2147483647, 2147483647, 31",
    // 2^-32 is the first that does not vanish
    "2.3283064365386962890625E-10, 1073741824, -31",
    "2.32830643E-10, 0, 0",
    "1e-300, 0, 0",
    "4.9e-324, 0, 0"
  })
  void factorsHave31Bits(double real, int multiplier, int shift) {
    assertEquals(new FixedPoint.Factor(multiplier, shift), FixedPoint.quantizeMultiplier(real));
  }

  @Test
  void factorsAreThoseNextToRealNumbers() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      double real = Math.scalb(random.nextDouble(), random.nextInt(70) - 40);
      QuantizedReference.Scale expected = QuantizedReference.Scale.of(real);
      FixedPoint.Factor actual = FixedPoint.quantizeMultiplier(real);
      assertEquals(
          expected,
          new QuantizedReference.Scale(actual.multiplier(), actual.shift()),
          "of " + real);
    }
  }

  @Test
  void multipliesHighHalves() {
    assertEquals(
        Integer.MAX_VALUE, FixedPoint.doublingHighMultiply(Integer.MIN_VALUE, Integer.MIN_VALUE));
    assertEquals(
        -Integer.MAX_VALUE, FixedPoint.doublingHighMultiply(Integer.MIN_VALUE, Integer.MAX_VALUE));
    assertEquals(1, FixedPoint.doublingHighMultiply(1, 1 << 30));
    assertEquals(0, FixedPoint.doublingHighMultiply(-1, 1 << 30));
    for (int a : samples(1)) {
      for (int b : samples(2)) {
        assertEquals(
            QuantizedReference.highProduct(a, b),
            FixedPoint.doublingHighMultiply(a, b),
            () -> a + " times " + b);
      }
    }
  }

  @Test
  void dividesByPowersOfTwo() {
    assertEquals(-2, FixedPoint.roundingDivideByPowerOfTwo(-3, 1));
    assertEquals(2, FixedPoint.roundingDivideByPowerOfTwo(3, 1));
    assertEquals(-1, FixedPoint.roundingDivideByPowerOfTwo(Integer.MIN_VALUE, 31));
    for (int x : samples(3)) {
      for (int exponent = 0; exponent <= 31; exponent++) {
        int by = exponent;
        assertEquals(
            QuantizedReference.divideByPowerOfTwo(x, exponent),
            FixedPoint.roundingDivideByPowerOfTwo(x, exponent),
            () -> x + " over 2^" + by);
      }
    }
  }

  @Test
  void roundsProductsTwice() {
    // a quarter is rounded to a half, and that to one
    assertEquals(1, FixedPoint.multiplyByQuantizedMultiplier(1, 1 << 30, -1));
    for (int x : samples(4)) {
      for (int shift = -31; shift <= 31; shift++) {
        for (int multiplier : new int[] {0, 1 << 30, 1518500250, Integer.MAX_VALUE}) {
          assertEquals(
              new QuantizedReference.Scale(multiplier, shift).times(x),
              FixedPoint.multiplyByQuantizedMultiplier(x, multiplier, shift),
              "%d times %d by %d".formatted(x, multiplier, shift));
        }
      }
    }
  }

  @Test
  void exponentials() {
    for (int sample : samples(5)) {
      int x = Math.min(sample, ~sample) + 1;
      int exp = FixedPoint.expOfNegative(x);
      assertEquals(QuantizedReference.exp(x), exp, () -> "exp of " + x);
      assertEquals(Math.exp(Math.scalb((double) x, -26)), Math.scalb((double) exp, -31), 1e-6);
    }
  }

  @Test
  void reciprocals() {
    for (int sample : samples(6)) {
      int x = Math.max(sample, ~sample);
      int reciprocal = FixedPoint.reciprocalOfOnePlus(x);
      assertEquals(QuantizedReference.reciprocalOfOnePlus(x), reciprocal, () -> "of 1 + " + x);
      double real = 1 / (1 + Math.scalb((double) x, -31));
      assertEquals(real, Math.scalb((double) reciprocal, -31), 1e-6);
    }
  }
}
