package dev.demitasse;

import dev.demitasse.runtime.MacMode;

/**
 * Arithmetic that C and Java would otherwise do differently, for use in operators. On the JVM these
 * methods run as they stand here; in generated C they are this same source, lowered like any
 * helper, except that {@code mac} becomes the target's own instruction where it has one. Both sides
 * give the same bits.
 *
 * <pre>{@code
 * float sum = bias.at(m);
 * for (int k = 0; k < x.dim(1); k++) {
 *   sum = Fn.mac(sum, x.at(n, k), weights.at(m, k));
 * }
 * y.set(n, m, Fn.sigmoid(sum));
 * }</pre>
 *
 * <p>The forms for floats use single precision only, since most microcontrollers have no unit for
 * doubles, and no function uses {@code mac}, so that their bits do not depend on the {@linkplain
 * MacMode mode}. For a NaN the result is a NaN. Odd functions are exactly odd.
 *
 * <p>Errors are given in ulp, the distance of neighbouring numbers of the type at the exact result.
 * The bounds lie above the largest error found: for floats of one argument among every 97th float
 * of both signs, against double precision; for doubles, and for pairs, in random samples, against
 * far more digits. A bound for doubles is thus no proof. Which methods are used is said in the
 * classes that have them: {@code Exponential}, {@code Logarithm}, {@code Power}, {@code Circular},
 * {@code Arc} and {@code ErrorFunction}.
 */
public final class Fn {
  /** A constant to the JIT compiler, which removes the other branch. */
  private static final boolean FUSED = MacMode.current() == MacMode.FUSED;

  private Fn() {}

  /**
   * Multiplies and adds: {@code sum + a * b}, rounded once (as {@link Math#fma(float, float,
   * float)}) or twice, as {@link MacMode#current} says. One build and all its runs on the JVM use
   * one mode, so the bits agree.
   */
  public static float mac(float sum, float a, float b) {
    return FUSED ? Math.fma(a, b, sum) : sum + a * b;
  }

  /** Multiplies and adds in double precision, as {@link #mac(float, float, float)} does. */
  public static double mac(double sum, double a, double b) {
    return FUSED ? Math.fma(a, b, sum) : sum + a * b;
  }

  /** Multiplies and adds integers: {@code sum + a * b}, which wraps on overflow as in Java. */
  public static int mac(int sum, int a, int b) {
    return sum + a * b;
  }

  /**
   * Returns e to the power {@code x}, with an error below 0.79 ulp. Beyond the range of the type
   * the result is infinity or zero.
   */
  public static float exp(float x) {
    return Exponential.exp(x);
  }

  /**
   * Returns e to the power {@code x}, with an error below 0.65 ulp. Beyond the range of the type
   * the result is infinity or zero.
   */
  public static double exp(double x) {
    return Exponential.exp(x);
  }

  /**
   * Returns 2 to the power {@code x}, with an error below 0.79 ulp. Beyond the range of the type
   * the result is infinity or zero; of an integer it is exact.
   */
  public static float exp2(float x) {
    return Exponential.exp2(x);
  }

  /**
   * Returns 2 to the power {@code x}, with an error below 0.67 ulp. Beyond the range of the type
   * the result is infinity or zero; of an integer it is exact.
   */
  public static double exp2(double x) {
    return Exponential.exp2(x);
  }

  /**
   * Returns {@code exp(x) - 1}, also where that is small, with an error below 1.0 ulp. The sign of
   * a zero is kept.
   */
  public static float expm1(float x) {
    return Exponential.expm1(x);
  }

  /**
   * Returns {@code exp(x) - 1}, also where that is small, with an error below 0.9 ulp. The sign of
   * a zero is kept.
   */
  public static double expm1(double x) {
    return Exponential.expm1(x);
  }

  /**
   * Returns the natural logarithm of {@code x}, with an error below 0.87 ulp. Of a zero it is
   * negative infinity, of what is less a NaN.
   */
  public static float log(float x) {
    return Logarithm.log(x);
  }

  /**
   * Returns the natural logarithm of {@code x}, with an error below 0.9 ulp. Of a zero it is
   * negative infinity, of what is less a NaN.
   */
  public static double log(double x) {
    return Logarithm.log(x);
  }

  /**
   * Returns the logarithm of {@code x} to base 2, with an error below 0.85 ulp. Of a zero it is
   * negative infinity, of what is less a NaN; of a power of two it is exact.
   */
  public static float log2(float x) {
    return Logarithm.log2(x);
  }

  /**
   * Returns the logarithm of {@code x} to base 2, with an error below 0.7 ulp. Of a zero it is
   * negative infinity, of what is less a NaN; of a power of two it is exact.
   */
  public static double log2(double x) {
    return Logarithm.log2(x);
  }

  /**
   * Returns the logarithm of {@code x} to base 10, with an error below 0.72 ulp. Of a zero it is
   * negative infinity, of what is less a NaN; of a power of ten it is exact.
   */
  public static float log10(float x) {
    return Logarithm.log10(x);
  }

  /**
   * Returns the logarithm of {@code x} to base 10, with an error below 0.68 ulp. Of a zero it is
   * negative infinity, of what is less a NaN; of a power of ten it is exact.
   */
  public static double log10(double x) {
    return Logarithm.log10(x);
  }

  /**
   * Returns the natural logarithm of {@code 1 + x}, also where {@code x} is small, with an error
   * below 0.92 ulp. Of -1 it is negative infinity, of what is less a NaN. The sign of a zero is
   * kept.
   */
  public static float log1p(float x) {
    return Logarithm.log1p(x);
  }

  /**
   * Returns the natural logarithm of {@code 1 + x}, also where {@code x} is small, with an error
   * below 0.87 ulp. Of -1 it is negative infinity, of what is less a NaN. The sign of a zero is
   * kept.
   */
  public static double log1p(double x) {
    return Logarithm.log1p(x);
  }

  /**
   * Returns {@code x} to the power {@code y}, with an error below 0.8 ulp. Special cases are those
   * of {@link Math#pow}. A result that the type can hold is exact.
   */
  public static float pow(float x, float y) {
    return Power.pow(x, y);
  }

  /**
   * Returns {@code x} to the power {@code y}, with an error below 0.97 ulp. Special cases are those
   * of {@link Math#pow}. A result that the type can hold is exact.
   */
  public static double pow(double x, double y) {
    return Power.pow(x, y);
  }

  /** Returns the cube root of {@code x}, which has its sign, with an error below 0.87 ulp. */
  public static float cbrt(float x) {
    return Power.cbrt(x);
  }

  /** Returns the cube root of {@code x}, which has its sign, with an error below 0.7 ulp. */
  public static double cbrt(double x) {
    return Power.cbrt(x);
  }

  /**
   * Returns {@code 1 / sqrt(x)}, with an error below 1.55 ulp. Of a zero it is an infinity of its
   * sign, of what is less a NaN.
   */
  public static float rsqrt(float x) {
    return Power.rsqrt(x);
  }

  /**
   * Returns {@code 1 / sqrt(x)}, with an error below 1.55 ulp. Of a zero it is an infinity of its
   * sign, of what is less a NaN.
   */
  public static double rsqrt(double x) {
    return Power.rsqrt(x);
  }

  /**
   * Returns the sine of {@code x}, an angle in radians, however large, with an error below 0.85
   * ulp. Of an infinity it is a NaN. The sign of a zero is kept.
   */
  public static float sin(float x) {
    return Circular.sin(x);
  }

  /**
   * Returns the sine of {@code x}, an angle in radians, however large, with an error below 0.85
   * ulp. Of an infinity it is a NaN. The sign of a zero is kept.
   */
  public static double sin(double x) {
    return Circular.sin(x);
  }

  /**
   * Returns the cosine of {@code x}, an angle in radians, however large, with an error below 0.85
   * ulp. Of an infinity it is a NaN.
   */
  public static float cos(float x) {
    return Circular.cos(x);
  }

  /**
   * Returns the cosine of {@code x}, an angle in radians, however large, with an error below 0.8
   * ulp. Of an infinity it is a NaN.
   */
  public static double cos(double x) {
    return Circular.cos(x);
  }

  /**
   * Returns the tangent of {@code x}, an angle in radians, however large, with an error below 1.75
   * ulp. Of an infinity it is a NaN. The sign of a zero is kept.
   */
  public static float tan(float x) {
    return Circular.tan(x);
  }

  /**
   * Returns the tangent of {@code x}, an angle in radians, however large, with an error below 1.6
   * ulp. Of an infinity it is a NaN. The sign of a zero is kept.
   */
  public static double tan(double x) {
    return Circular.tan(x);
  }

  /**
   * Returns the angle between -pi/2 and pi/2 whose sine is {@code x}, with an error below 0.66 ulp.
   * Beyond -1 and 1 it is a NaN. The sign of a zero is kept.
   */
  public static float asin(float x) {
    return Arc.asin(x);
  }

  /**
   * Returns the angle between -pi/2 and pi/2 whose sine is {@code x}, with an error below 0.65 ulp.
   * Beyond -1 and 1 it is a NaN. The sign of a zero is kept.
   */
  public static double asin(double x) {
    return Arc.asin(x);
  }

  /**
   * Returns the angle between 0 and pi whose cosine is {@code x}, with an error below 0.67 ulp.
   * Beyond -1 and 1 it is a NaN.
   */
  public static float acos(float x) {
    return Arc.acos(x);
  }

  /**
   * Returns the angle between 0 and pi whose cosine is {@code x}, with an error below 0.65 ulp.
   * Beyond -1 and 1 it is a NaN.
   */
  public static double acos(double x) {
    return Arc.acos(x);
  }

  /**
   * Returns the angle between -pi/2 and pi/2 whose tangent is {@code x}, with an error below 0.92
   * ulp. The sign of a zero is kept.
   */
  public static float atan(float x) {
    return Arc.atan(x);
  }

  /**
   * Returns the angle between -pi/2 and pi/2 whose tangent is {@code x}, with an error below 0.85
   * ulp. The sign of a zero is kept.
   */
  public static double atan(double x) {
    return Arc.atan(x);
  }

  /**
   * Returns the angle between -pi and pi of the point {@code (x, y)}, seen from the origin, with an
   * error below 1.6 ulp. Special cases are those of {@link Math#atan2}.
   */
  public static float atan2(float y, float x) {
    return Arc.atan2(y, x);
  }

  /**
   * Returns the angle between -pi and pi of the point {@code (x, y)}, seen from the origin, with an
   * error below 1.6 ulp. Special cases are those of {@link Math#atan2}.
   */
  public static double atan2(double y, double x) {
    return Arc.atan2(y, x);
  }

  /**
   * Returns the hyperbolic sine of {@code x}, with an error below 1.65 ulp. The sign of a zero is
   * kept.
   */
  public static float sinh(float x) {
    return Exponential.sinh(x);
  }

  /**
   * Returns the hyperbolic sine of {@code x}, with an error below 1.5 ulp. The sign of a zero is
   * kept.
   */
  public static double sinh(double x) {
    return Exponential.sinh(x);
  }

  /** Returns the hyperbolic cosine of {@code x}, with an error below 1.2 ulp. */
  public static float cosh(float x) {
    return Exponential.cosh(x);
  }

  /** Returns the hyperbolic cosine of {@code x}, with an error below 1.15 ulp. */
  public static double cosh(double x) {
    return Exponential.cosh(x);
  }

  /**
   * Returns the hyperbolic tangent of {@code x}, with an error below 1.35 ulp. The sign of a zero
   * is kept.
   */
  public static float tanh(float x) {
    return Exponential.tanh(x);
  }

  /**
   * Returns the hyperbolic tangent of {@code x}, with an error below 1.35 ulp. The sign of a zero
   * is kept.
   */
  public static double tanh(double x) {
    return Exponential.tanh(x);
  }

  /**
   * Returns the inverse hyperbolic sine of {@code x}, with an error below 1.15 ulp. The sign of a
   * zero is kept.
   */
  public static float asinh(float x) {
    return Logarithm.asinh(x);
  }

  /**
   * Returns the inverse hyperbolic sine of {@code x}, with an error below 1.15 ulp. The sign of a
   * zero is kept.
   */
  public static double asinh(double x) {
    return Logarithm.asinh(x);
  }

  /**
   * Returns the inverse hyperbolic cosine of {@code x}, with an error below 1.7 ulp. Below 1 it is
   * a NaN.
   */
  public static float acosh(float x) {
    return Logarithm.acosh(x);
  }

  /**
   * Returns the inverse hyperbolic cosine of {@code x}, with an error below 1.7 ulp. Below 1 it is
   * a NaN.
   */
  public static double acosh(double x) {
    return Logarithm.acosh(x);
  }

  /**
   * Returns the inverse hyperbolic tangent of {@code x}, with an error below 1.8 ulp. Of -1 and 1
   * it is an infinity, beyond a NaN. The sign of a zero is kept.
   */
  public static float atanh(float x) {
    return Logarithm.atanh(x);
  }

  /**
   * Returns the inverse hyperbolic tangent of {@code x}, with an error below 1.8 ulp. Of -1 and 1
   * it is an infinity, beyond a NaN. The sign of a zero is kept.
   */
  public static double atanh(double x) {
    return Logarithm.atanh(x);
  }

  /** Returns the logistic function {@code 1 / (1 + exp(-x))}, with an error below 1.67 ulp. */
  public static float sigmoid(float x) {
    return Exponential.sigmoid(x);
  }

  /** Returns the logistic function {@code 1 / (1 + exp(-x))}, with an error below 1.6 ulp. */
  public static double sigmoid(double x) {
    return Exponential.sigmoid(x);
  }

  /**
   * Returns {@code log(1 + exp(x))}, whose derivative is the logistic function, with an error below
   * 1.6 ulp. Of positive infinity it is that, of negative infinity zero.
   */
  public static float softplus(float x) {
    return Logarithm.softplus(x);
  }

  /**
   * Returns {@code log(1 + exp(x))}, whose derivative is the logistic function, with an error below
   * 1.6 ulp. Of positive infinity it is that, of negative infinity zero.
   */
  public static double softplus(double x) {
    return Logarithm.softplus(x);
  }

  /**
   * Returns the error function {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0
   * to {@code x}, with an error below 1.4 ulp. The sign of a zero is kept.
   */
  public static float erf(float x) {
    return ErrorFunction.erf(x);
  }

  /**
   * Returns the error function {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0
   * to {@code x}, with an error below 1.35 ulp. The sign of a zero is kept.
   */
  public static double erf(double x) {
    return ErrorFunction.erf(x);
  }
}
