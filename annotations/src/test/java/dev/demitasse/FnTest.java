package dev.demitasse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Accuracy against {@link StrictMath} in double, and the edges of the domain. */
class FnTest {
  /** Prime, so that the significands differ from one exponent to the next; 1.1 million floats. */
  private static final int STEP = 3889;

  private static final float SMALLEST = Float.MIN_VALUE;

  // Where a search over all floats found the largest errors: 0.782, 1.348 and 1.663 ulp.
  private static final float EXP_WORST = 0x1.5e93fep6f;
  private static final float TANH_WORST = 0x1.407edp-1f;
  private static final float SIGMOID_WORST = 0x1.3297bep0f;

  private interface Function {
    float at(float x);
  }

  /** Compares floats of all exponents and both signs, infinities included. */
  private static void checkAll(Function f, DoubleUnaryOperator exact, double ulps) {
    int infinity = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    for (int bits = 0; bits <= infinity; bits = Math.min(bits + STEP, infinity)) {
      check(f, exact, Float.intBitsToFloat(bits), ulps);
      check(f, exact, -Float.intBitsToFloat(bits), ulps);
      if (bits == infinity) {
        break;
      }
    }
  }

  /** Compares floats near a place where the method or the kind of result changes. */
  private static void checkNear(Function f, DoubleUnaryOperator exact, float x, double ulps) {
    int centre = Float.floatToRawIntBits(x);
    for (int bits = centre - 1000; bits <= centre + 1000; bits++) {
      check(f, exact, Float.intBitsToFloat(bits), ulps);
      check(f, exact, -Float.intBitsToFloat(bits), ulps);
    }
  }

  private static void check(Function f, DoubleUnaryOperator exact, float x, double ulps) {
    double error = error(f.at(x), exact.applyAsDouble(x));
    if (!(error <= ulps)) {
      throw new AssertionError("error at " + x + " is " + error + " ulp, over " + ulps);
    }
  }

  /** Returns the error in ulp of the exact result; an infinity counts as 2 to the 128. */
  private static double error(float actual, double exact) {
    if (actual == (float) exact) {
      return Math.abs(exact) > Float.MAX_VALUE ? 0 : Math.abs(actual - exact) / ulp(exact);
    }
    double value = Float.isInfinite(actual) ? Math.copySign(0x1p128, actual) : actual;
    return Math.abs(value - exact) / ulp(exact);
  }

  private static double ulp(double exact) {
    return Math.ulp((float) Math.min(Math.abs(exact), Float.MAX_VALUE));
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Test
  void expIsAccurate() {
    checkAll(Fn::exp, StrictMath::exp, 0.79);
    for (float x :
        new float[] {88.72283f, 87.33654f, 103.27893f, 103.97208f, 89, 104, 0.34657f, EXP_WORST}) {
      checkNear(Fn::exp, StrictMath::exp, x, 0.79);
    }
    for (float x = -87.3f; x < 88.7f; x += 0.0001f) {
      check(Fn::exp, StrictMath::exp, x, 0.74);
    }
  }

  @Test
  void expOfEdges() {
    assertEquals(1.0f, Fn.exp(0.0f));
    assertEquals(1.0f, Fn.exp(-0.0f));
    assertEquals(1.0f, Fn.exp(SMALLEST));
    assertTrue(Fn.exp(88.72283f) < Float.POSITIVE_INFINITY);
    assertEquals(Float.POSITIVE_INFINITY, Fn.exp(88.72284f));
    assertEquals(Float.POSITIVE_INFINITY, Fn.exp(Float.MAX_VALUE));
    assertEquals(Float.POSITIVE_INFINITY, Fn.exp(Float.POSITIVE_INFINITY));
    assertEquals(SMALLEST, Fn.exp(-103.97207f));
    assertEquals(0.0f, Fn.exp(-103.97209f));
    assertEquals(0.0f, Fn.exp(Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(Fn.exp(Float.NaN)));
  }

  @Test
  void tanhIsAccurate() {
    checkAll(Fn::tanh, StrictMath::tanh, 1.35);
    for (float x : new float[] {0.625f, TANH_WORST, 9.01f, 44.5f}) {
      checkNear(Fn::tanh, StrictMath::tanh, x, 1.35);
    }
    for (float x = 0; x < 10; x += 0.00001f) {
      check(Fn::tanh, StrictMath::tanh, x, 1.35);
    }
  }

  @Test
  void tanhOfEdges() {
    assertEquals(0.0f, Fn.tanh(0.0f));
    assertEquals(-0.0f, Fn.tanh(-0.0f));
    assertEquals(SMALLEST, Fn.tanh(SMALLEST));
    assertEquals(-SMALLEST, Fn.tanh(-SMALLEST));
    assertEquals(-Float.MIN_NORMAL, Fn.tanh(-Float.MIN_NORMAL));
    assertEquals(1.0f, Fn.tanh(Float.MAX_VALUE));
    assertEquals(1.0f, Fn.tanh(Float.POSITIVE_INFINITY));
    assertEquals(-1.0f, Fn.tanh(Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(Fn.tanh(Float.NaN)));
  }

  @Test
  void sigmoidIsAccurate() {
    checkAll(Fn::sigmoid, FnTest::logistic, 1.67);
    for (float x :
        new float[] {1, SIGMOID_WORST, 17.3f, 87.33654f, 88.72283f, 103.27893f, 103.97208f}) {
      checkNear(Fn::sigmoid, FnTest::logistic, x, 1.67);
    }
    for (float x = -104; x < 18; x += 0.0001f) {
      check(Fn::sigmoid, FnTest::logistic, x, 1.67);
    }
  }

  @Test
  void sigmoidOfEdges() {
    assertEquals(0.5f, Fn.sigmoid(0.0f));
    assertEquals(0.5f, Fn.sigmoid(-0.0f));
    assertEquals(1.0f, Fn.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(0.0f, Fn.sigmoid(Float.NEGATIVE_INFINITY));
    assertEquals(27 * SMALLEST, Fn.sigmoid(-100.0f));
    assertEquals(SMALLEST, Fn.sigmoid(-103.97207f));
    assertTrue(Float.isNaN(Fn.sigmoid(Float.NaN)));
  }

  @Test
  void macOfIntsWraps() {
    assertEquals(7, Fn.mac(1, 2, 3));
    assertEquals(Integer.MIN_VALUE, Fn.mac(Integer.MAX_VALUE, 1, 1));
  }
}
