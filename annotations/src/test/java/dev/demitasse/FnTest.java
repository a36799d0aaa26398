package dev.demitasse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The accuracy that is stated, and the edges of the domains. */
class FnTest {
  /** Prime, so that the significands differ from one exponent to the next; 1.1 million floats. */
  private static final int STEP = 3889;

  private static final int SAMPLES = 400;
  private static final int PAIRS = 300_000;

  private static final BigDecimal ONE = BigDecimal.ONE;

  /** Where methods change, or results begin and end. */
  private static final double[] PLACES = {
    0,
    0x1p-26,
    0x1p-13,
    0.25,
    0.29,
    0.34657359,
    0.375,
    0.41,
    0.5,
    0.625,
    0.75,
    0.78539816,
    1,
    1.5,
    1.5707964,
    2,
    3.1415927,
    3.93,
    4,
    5.93,
    9.01,
    10,
    16.64,
    17.33,
    22,
    44,
    87.33654,
    88.72283,
    89,
    89.41,
    90,
    100,
    103.27893,
    103.97208,
    105,
    126,
    127,
    128,
    149,
    150,
    151,
    709.78,
    710.47,
    745.13,
    1000,
    1022,
    1023,
    1024,
    1074,
    8192,
    0x1p24,
    0x1p28,
    0x1p53,
    0x1p64,
    0x1.fffffep127,
    0x1p-126,
    0x1p-149,
    0x1p-1022,
    0x1p-1074,
    0x1.fffffffffffffp1023,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  interface FloatFunction {
    float at(float x);
  }

  interface FloatFunction2 {
    float at(float x, float y);
  }

  /**
   * A function of one argument.
   *
   * @param floatUlps what its form for floats states
   * @param doubleUlps what its form for doubles states
   * @param exact in double, with an error far below that of a float, and with Java's special cases
   * @param precise for arguments where it is defined
   * @param least the interesting arguments lie from here
   * @param most to here
   */
  record Function(
      String name,
      FloatFunction ofFloat,
      double floatUlps,
      DoubleUnaryOperator ofDouble,
      double doubleUlps,
      DoubleUnaryOperator exact,
      UnaryOperator<BigDecimal> precise,
      double least,
      double most,
      boolean odd) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Function> functions() {
    return List.of(
        new Function(
            "exp",
            Fn::exp,
            0.79,
            Fn::exp,
            0.65,
            StrictMath::exp,
            Precise::exp,
            -745.5,
            709.7,
            false),
        new Function(
            "exp2",
            Fn::exp2,
            0.79,
            Fn::exp2,
            0.67,
            x -> StrictMath.pow(2, x),
            x -> Precise.exp(x.multiply(Precise.LN2)),
            -1074,
            1023.9,
            false),
        new Function(
            "expm1",
            Fn::expm1,
            1.0,
            Fn::expm1,
            0.9,
            StrictMath::expm1,
            x -> Precise.exp(x).subtract(ONE),
            -40,
            709,
            false),
        new Function(
            "log",
            Fn::log,
            0.87,
            Fn::log,
            0.9,
            StrictMath::log,
            Precise::log,
            0,
            1000000000.0,
            false),
        new Function(
            "log2",
            Fn::log2,
            0.85,
            Fn::log2,
            0.7,
            x -> StrictMath.log(x) / StrictMath.log(2),
            x -> Precise.quotient(Precise.log(x), Precise.LN2),
            0,
            1000000000.0,
            false),
        new Function(
            "log10",
            Fn::log10,
            0.72,
            Fn::log10,
            0.68,
            StrictMath::log10,
            x -> Precise.quotient(Precise.log(x), Precise.log(BigDecimal.TEN)),
            0,
            1000000000.0,
            false),
        new Function(
            "log1p",
            Fn::log1p,
            0.92,
            Fn::log1p,
            0.87,
            StrictMath::log1p,
            x -> Precise.log(x.add(ONE)),
            -1,
            1000000000.0,
            false),
        new Function(
            "cbrt",
            Fn::cbrt,
            0.87,
            Fn::cbrt,
            0.7,
            StrictMath::cbrt,
            Precise::cbrt,
            -1000000000.0,
            1000000000.0,
            true),
        new Function(
            "rsqrt",
            Fn::rsqrt,
            1.55,
            Fn::rsqrt,
            1.55,
            x -> 1 / Math.sqrt(x),
            x -> Precise.quotient(ONE, Precise.root(x)),
            0,
            1000000000.0,
            false),
        new Function(
            "sin",
            Fn::sin,
            0.85,
            Fn::sin,
            0.85,
            StrictMath::sin,
            Precise::sin,
            -1000000000.0,
            1000000000.0,
            true),
        new Function(
            "cos",
            Fn::cos,
            0.85,
            Fn::cos,
            0.8,
            StrictMath::cos,
            Precise::cos,
            -1000000000.0,
            1000000000.0,
            false),
        new Function(
            "tan",
            Fn::tan,
            1.75,
            Fn::tan,
            1.6,
            StrictMath::tan,
            x -> Precise.quotient(Precise.sin(x), Precise.cos(x)),
            -1000000000.0,
            1000000000.0,
            true),
        new Function(
            "asin", Fn::asin, 0.66, Fn::asin, 0.65, StrictMath::asin, Precise::asin, -1, 1, true),
        new Function(
            "acos", Fn::acos, 0.67, Fn::acos, 0.65, StrictMath::acos, Precise::acos, -1, 1, false),
        new Function(
            "atan",
            Fn::atan,
            0.92,
            Fn::atan,
            0.85,
            StrictMath::atan,
            Precise::atan,
            -1000000000.0,
            1000000000.0,
            true),
        new Function(
            "sinh",
            Fn::sinh,
            1.65,
            Fn::sinh,
            1.5,
            StrictMath::sinh,
            Precise::sinh,
            -710,
            710,
            true),
        new Function(
            "cosh",
            Fn::cosh,
            1.2,
            Fn::cosh,
            1.15,
            StrictMath::cosh,
            Precise::cosh,
            -710,
            710,
            false),
        new Function(
            "tanh",
            Fn::tanh,
            1.35,
            Fn::tanh,
            1.35,
            StrictMath::tanh,
            x -> Precise.quotient(Precise.sinh(x), Precise.cosh(x)),
            -22,
            22,
            true),
        new Function(
            "asinh",
            Fn::asinh,
            1.15,
            Fn::asinh,
            1.15,
            FnTest::asinh,
            Precise::asinh,
            -1000000000.0,
            1000000000.0,
            true),
        new Function(
            "acosh",
            Fn::acosh,
            1.7,
            Fn::acosh,
            1.7,
            FnTest::acosh,
            Precise::acosh,
            1,
            1000000000.0,
            false),
        new Function(
            "atanh", Fn::atanh, 1.8, Fn::atanh, 1.8, FnTest::atanh, Precise::atanh, -1, 1, true),
        new Function(
            "sigmoid",
            Fn::sigmoid,
            1.67,
            Fn::sigmoid,
            1.6,
            FnTest::logistic,
            Precise::sigmoid,
            -708,
            40,
            false),
        new Function(
            "softplus",
            Fn::softplus,
            1.6,
            Fn::softplus,
            1.6,
            x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))),
            Precise::softplus,
            -90,
            700,
            false),
        new Function("erf", Fn::erf, 1.4, Fn::erf, 1.35, FnTest::erf, Precise::erf, -6, 6, true));
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    // Of infinity, the quotient would be a NaN.
    double y = a > 1e150 ? a : a + a * a / (1 + Math.sqrt(1 + a * a));
    return Math.copySign(
        a > 1e150 ? StrictMath.log(a) + StrictMath.log(2) : StrictMath.log1p(y), x);
  }

  private static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    return x > 1e150
        ? StrictMath.log(x) + StrictMath.log(2)
        : StrictMath.log1p((x - 1) + Math.sqrt((x - 1) * (x + 1)));
  }

  private static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
  }

  private static double logistic(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** Its series, of terms of one sign, and far out the continued fraction of the complement. */
  private static double erf(double x) {
    double a = Math.abs(x);
    if (a >= 2.5) {
      double fraction = 0;
      for (int k = 120; k > 0; k--) {
        fraction = k / 2.0 / (a + fraction);
      }
      double scaled = 1 / Math.sqrt(Math.PI) / (a + fraction);
      return Math.copySign(a < 7 ? 1 - StrictMath.exp(-a * a) * scaled : 1, x);
    }
    double term = a;
    double sum = a;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      term *= 2 * a * a / (2 * n + 1);
      sum += term;
    }
    return Math.copySign(sum * StrictMath.exp(-a * a) * 2 / Math.sqrt(Math.PI), x);
  }

  @Test
  void everyFunctionIsTested() {
    Set<String> tested = new TreeSet<>(List.of("mac", "pow", "atan2"));
    functions().forEach(f -> tested.add(f.name()));
    Set<String> all = new TreeSet<>();
    for (Method method : Fn.class.getDeclaredMethods()) {
      all.add(method.getName());
    }
    assertEquals(all, tested);
  }

  // ---- Floats ----

  @ParameterizedTest
  @MethodSource("functions")
  void floatsAreAsAccurateAsStated(Function f) {
    int infinity = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    for (int bits = 0; bits < infinity; bits += STEP) {
      check(f, Float.intBitsToFloat(bits));
      check(f, -Float.intBitsToFloat(bits));
    }
    float step = 1e-5f * Math.min((float) (f.most() - f.least()), 200);
    for (int i = 0; i < 100_000; i++) {
      check(f, (float) Math.max(f.least(), -100) + i * step);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void floatsNextToSpecialPlacesAreAsAccurateAsStated(Function f) {
    for (double place : PLACES) {
      int centre = Float.floatToIntBits((float) place);
      for (int bits = Math.max(centre - 500, 0); bits <= centre + 500; bits++) {
        check(f, Float.intBitsToFloat(bits));
        check(f, -Float.intBitsToFloat(bits));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void oddFunctionsAreExactlyOdd(Function f) {
    Random random = new Random(3);
    for (int i = 0; f.odd() && i < 100_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      assertEquals(-f.ofFloat().at(x), f.ofFloat().at(-x));
      double wide = Double.longBitsToDouble(random.nextLong());
      assertEquals(-f.ofDouble().applyAsDouble(wide), f.ofDouble().applyAsDouble(-wide));
    }
  }

  private static void check(Function f, float x) {
    check(f.name() + "(" + x + ")", f.ofFloat().at(x), f.exact().applyAsDouble(x), f.floatUlps());
  }

  private static void check(String what, float actual, double exact, double ulps) {
    if (exact == 0 || Double.isNaN(exact) || Double.isInfinite(exact)) {
      if (Float.compare(actual, (float) exact) != 0) {
        fail(what + " is " + actual + ", not " + exact);
      }
    } else if (!(error(actual, exact) <= ulps)) {
      fail("error of " + what + " is " + error(actual, exact) + " ulp, over " + ulps);
    }
  }

  /** Returns the error in ulp of the exact result; an infinity counts as 2 to the 128. */
  private static double error(float actual, double exact) {
    double ulp = Math.ulp((float) Math.min(Math.abs(exact), Float.MAX_VALUE));
    if (Float.isInfinite(actual)) {
      boolean rounded =
          Float.isInfinite((float) exact) && Math.signum(exact) == Math.signum(actual);
      return rounded ? 0 : Math.abs(Math.copySign(0x1p128, actual) - exact) / ulp;
    }
    return Math.abs(actual - exact) / ulp;
  }

  // ---- Doubles ----

  @ParameterizedTest
  @MethodSource("functions")
  void doublesAreAsAccurateAsStated(Function f) {
    Random random = new Random(f.name().hashCode());
    for (int i = 0; i < SAMPLES; i++) {
      double most = Math.scalb(1.0, random.nextInt(44) - 14);
      double low = Math.max(f.least(), -most);
      double high = Math.min(f.most(), f.least() + most > most ? f.least() + most : most);
      double x = low + (high - low) * random.nextDouble();
      BigDecimal precise = f.precise().apply(new BigDecimal(x));
      checkPrecise(
          f.name() + "(" + x + ")", f.ofDouble().applyAsDouble(x), precise, f.doubleUlps());
    }
  }

  /** Those of the JDK are off by up to two and a half themselves. */
  @ParameterizedTest
  @MethodSource("functions")
  void doublesOfAllExponentsAgreeWithTheJdk(Function f) {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      checkRoughly(f, Double.longBitsToDouble(random.nextLong()));
    }
    for (double place : PLACES) {
      long centre = Double.doubleToLongBits(place);
      for (long bits = Math.max(centre - 20, 0); bits <= centre + 20; bits++) {
        checkRoughly(f, Double.longBitsToDouble(bits));
        checkRoughly(f, -Double.longBitsToDouble(bits));
      }
    }
  }

  private static void checkRoughly(Function f, double x) {
    checkRoughly(
        f.name() + "(" + x + ")", f.ofDouble().applyAsDouble(x), f.exact().applyAsDouble(x));
  }

  private static void checkRoughly(String what, double actual, double expected) {
    double small = Math.abs(expected);
    boolean special = Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0;
    // Our own expressions for what the JDK lacks lose subnormal results.
    boolean equal =
        special
            ? Double.compare(actual, expected) == 0 || (small == 0 && Math.abs(actual) < 0x1p-1070)
            : Math.abs(actual - expected) <= 8 * Math.ulp(expected);
    if (!equal) {
      fail(what + " is " + actual + ", not " + expected);
    }
  }

  private static void checkPrecise(String what, double actual, BigDecimal exact, double ulps) {
    double ulp = Math.ulp(exact.doubleValue());
    double error = new BigDecimal(actual).subtract(exact).abs().doubleValue() / ulp;
    if (!(error <= ulps)) {
      fail("error of " + what + " is " + error + " ulp, over " + ulps);
    }
  }

  @Test
  void largeAnglesAreReducedExactly() {
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      double x = Math.scalb(1 + random.nextDouble(), random.nextInt(1024));
      BigDecimal precise = new BigDecimal(x);
      checkPrecise("sin(" + x + ")", Fn.sin(x), Precise.sin(precise), 0.85);
      checkPrecise("cos(" + x + ")", Fn.cos(x), Precise.cos(precise), 0.8);
    }
    // The double that is nearest to a multiple of half of pi (W. Kahan and S. McDonald).
    double nearest = 6381956970095103.0 * 0x1p797;
    checkPrecise("cos", Fn.cos(nearest), Precise.cos(new BigDecimal(nearest)), 0.8);
  }

  // ---- Functions of two arguments ----

  private static void checkPairs(
      String name,
      FloatFunction2 f,
      double ulps,
      DoubleBinaryOperator wide,
      DoubleBinaryOperator exact) {
    for (double a : PLACES) {
      for (double b : PLACES) {
        for (int signs = 0; signs < 4; signs++) {
          double x = (signs & 1) == 0 ? a : -a;
          double y = (signs & 2) == 0 ? b : -b;
          checkPair(name, f, ulps, exact, (float) x, (float) y);
          String what = name + "(" + x + ", " + y + ")";
          checkRoughly(what, wide.applyAsDouble(x, y), exact.applyAsDouble(x, y));
        }
      }
    }
    Random random = new Random(11);
    for (int i = 0; i < PAIRS; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      checkPair(name, f, ulps, exact, x, Float.intBitsToFloat(random.nextInt()));
      float near = (float) random.nextGaussian();
      checkPair(name, f, ulps, exact, near, (float) random.nextGaussian());
      checkPair(name, f, ulps, exact, near, random.nextInt(9) - 4);
      // Powers that a float can hold.
      float y = (float) (180 * (random.nextDouble() - 0.5) / Math.log(Math.abs(near)));
      checkPair(name, f, ulps, exact, Math.abs(near), y);
    }
  }

  private static void checkPair(
      String name, FloatFunction2 f, double ulps, DoubleBinaryOperator exact, float x, float y) {
    double expected = exact.applyAsDouble(x, y);
    String what = name + "(" + x + ", " + y + ")";
    check(what, f.at(x, y), expected, ulps);
  }

  @Test
  void powIsAsAccurateAsStated() {
    checkPairs("pow", Fn::pow, 0.8, Fn::pow, StrictMath::pow);
    Random random = new Random(13);
    for (int i = 0; i < 2 * SAMPLES; i++) {
      double x = StrictMath.exp(random.nextGaussian() * (i % 2 == 0 ? 0.2 : 20));
      double y = 1400 * (random.nextDouble() - 0.5) / StrictMath.log(x);
      BigDecimal logarithm = Precise.log(new BigDecimal(x));
      BigDecimal precise = Precise.exp(logarithm.multiply(new BigDecimal(y)));
      checkPrecise("pow(" + x + ", " + y + ")", Fn.pow(x, y), precise, 0.97);
    }
  }

  @Test
  void powersThatCanBeHeldAreExact() {
    for (int x = -31; x <= 31; x++) {
      for (int y = 0; Math.abs(Math.pow(x, y)) < 0x1p24; y++) {
        assertEquals((float) Math.pow(x, y), Fn.pow((float) x, (float) y));
        assertEquals(Math.pow(x, y), Fn.pow((double) x, (double) y));
        if (Math.abs(x) <= 1 && y > 9) {
          break;
        }
      }
    }
    for (int n = -149; n < 128; n++) {
      assertEquals((float) Math.scalb(1.0, n), Fn.exp2((float) n));
      assertEquals(n, Fn.log2((float) Math.scalb(1.0, n)));
    }
    for (int n = -1074; n < 1024; n++) {
      assertEquals(Math.scalb(1.0, n), Fn.exp2((double) n));
      assertEquals(n, Fn.log2(Math.scalb(1.0, n)));
    }
    for (int n = 0; n <= 22; n++) {
      assertEquals(n, Fn.log10(Double.parseDouble("1e" + n)));
      assertTrue(n > 10 || Fn.log10(Float.parseFloat("1e" + n)) == n);
    }
  }

  @Test
  void atan2IsAsAccurateAsStated() {
    checkPairs("atan2", Fn::atan2, 1.6, Fn::atan2, StrictMath::atan2);
    Random random = new Random(17);
    for (int i = 0; i < SAMPLES; i++) {
      double y = random.nextGaussian();
      double x = random.nextGaussian();
      BigDecimal precise = Precise.atan2(new BigDecimal(y), new BigDecimal(x));
      checkPrecise("atan2(" + y + ", " + x + ")", Fn.atan2(y, x), precise, 1.6);
    }
  }

  // ---- Multiply and add ----

  @Test
  void macOfIntsWraps() {
    assertEquals(7, Fn.mac(1, 2, 3));
    assertEquals(Integer.MIN_VALUE, Fn.mac(Integer.MAX_VALUE, 1, 1));
  }
}
