package dev.demitasse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Elementary functions by their definitions, to fifty digits and more: series, after the argument
 * was made small by identities. Slow, and sure. Arguments next to zero lose digits and are not for
 * here.
 */
final class Precise {
  private static final MathContext DIGITS = new MathContext(80, RoundingMode.HALF_EVEN);

  /** Enough for the largest double to be reduced. */
  private static final MathContext LONG = new MathContext(420, RoundingMode.HALF_EVEN);

  private static final BigDecimal EPSILON = new BigDecimal(BigInteger.ONE, 90);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal PI =
      BigDecimal.valueOf(16)
          .multiply(inverseTangent(5))
          .subtract(BigDecimal.valueOf(4).multiply(inverseTangent(239)), LONG);
  static final BigDecimal LN2 = twiceArtanh(ONE.divide(BigDecimal.valueOf(3), DIGITS));

  private Precise() {}

  /** J. Machin's formula for pi needs the angles whose cotangents are 5 and 239. */
  private static BigDecimal inverseTangent(int cotangent) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = ONE.divide(BigDecimal.valueOf(cotangent), LONG);
    BigDecimal square = BigDecimal.valueOf((long) cotangent * cotangent);
    for (int n = 1; power.precision() - power.scale() > -LONG.getPrecision(); n += 2) {
      BigDecimal term = power.divide(BigDecimal.valueOf(n), LONG);
      sum = n % 4 == 1 ? sum.add(term, LONG) : sum.subtract(term, LONG);
      power = power.divide(square, LONG);
    }
    return sum;
  }

  private static BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, DIGITS);
  }

  static BigDecimal quotient(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS);
  }

  static BigDecimal root(BigDecimal x) {
    return x.sqrt(DIGITS);
  }

  static BigDecimal exp(BigDecimal x) {
    BigDecimal k = x.divide(LN2, DIGITS).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(times(k, LN2), DIGITS);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int n = 1; term.abs().compareTo(EPSILON) > 0; n++) {
      term = times(term, r).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return times(sum, power(k.intValueExact()));
  }

  /** Returns 2 to the power {@code n}. */
  private static BigDecimal power(int n) {
    BigDecimal magnitude = new BigDecimal(BigInteger.TWO.pow(Math.abs(n)));
    return n < 0 ? ONE.divide(magnitude, DIGITS) : magnitude;
  }

  static BigDecimal log(BigDecimal x) {
    int k = 0;
    BigDecimal m = x;
    int exponent = Math.getExponent(x.doubleValue());
    if (exponent != 0) {
      k = exponent;
      m = x.multiply(power(-exponent), DIGITS);
    }
    BigDecimal logarithm = twiceArtanh(quotient(m.subtract(ONE), m.add(ONE)));
    return logarithm.add(times(LN2, BigDecimal.valueOf(k)), DIGITS);
  }

  private static BigDecimal twiceArtanh(BigDecimal s) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = s;
    for (int n = 1; power.abs().compareTo(EPSILON) > 0; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
      power = times(power, times(s, s));
    }
    return times(TWO, sum);
  }

  static BigDecimal sin(BigDecimal x) {
    BigDecimal turns = x.divide(PI, LONG).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(turns.multiply(PI, LONG), LONG).round(DIGITS);
    BigDecimal sine = series(r, r, 1);
    return turns.toBigInteger().testBit(0) ? sine.negate() : sine;
  }

  static BigDecimal cos(BigDecimal x) {
    BigDecimal turns = x.divide(PI, LONG).setScale(0, RoundingMode.HALF_EVEN);
    // Near the zeros, as the sine of what is left, for the relative error.
    BigDecimal r = x.subtract(turns.multiply(PI, LONG), LONG);
    BigDecimal left = PI.divide(TWO, LONG).subtract(r.abs(), LONG).round(DIGITS);
    BigDecimal cosine = series(left, left, 1);
    return turns.toBigInteger().testBit(0) ? cosine.negate() : cosine;
  }

  /** The alternating sum of {@code first * r^2n / ((from + 1) ... (from + 2n))}. */
  private static BigDecimal series(BigDecimal first, BigDecimal r, int from) {
    BigDecimal square = times(r, r);
    BigDecimal sum = first;
    BigDecimal term = first;
    for (int n = from + 1; term.abs().compareTo(EPSILON) > 0; n += 2) {
      term = times(term, square).divide(BigDecimal.valueOf(-(long) n * (n + 1)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  static BigDecimal atan(BigDecimal x) {
    BigDecimal r = x;
    for (int i = 0; i < 4; i++) {
      // tan(a / 2) = tan a / (1 + sqrt(1 + tan^2 a)).
      r = quotient(r, ONE.add(root(ONE.add(times(r, r)))));
    }
    BigDecimal square = times(r, r).negate();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = r;
    for (int n = 1; power.abs().compareTo(EPSILON) > 0; n += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
      power = times(power, square);
    }
    return times(sum, BigDecimal.valueOf(16));
  }

  static BigDecimal asin(BigDecimal x) {
    return atan(quotient(x, root(ONE.subtract(x.multiply(x)))));
  }

  static BigDecimal acos(BigDecimal x) {
    // acos x = 2 atan(sqrt((1 - x) / (1 + x))).
    return times(TWO, atan(root(quotient(ONE.subtract(x), ONE.add(x)))));
  }

  static BigDecimal atan2(BigDecimal y, BigDecimal x) {
    BigDecimal angle = atan(quotient(y, x));
    if (x.signum() > 0) {
      return angle;
    }
    return y.signum() < 0 ? angle.subtract(PI, DIGITS) : angle.add(PI, DIGITS);
  }

  static BigDecimal sinh(BigDecimal x) {
    return quotient(exp(x).subtract(exp(x.negate())), TWO);
  }

  static BigDecimal cosh(BigDecimal x) {
    return quotient(exp(x).add(exp(x.negate())), TWO);
  }

  static BigDecimal asinh(BigDecimal x) {
    return log(x.abs().add(root(ONE.add(x.multiply(x))))).multiply(BigDecimal.valueOf(x.signum()));
  }

  static BigDecimal acosh(BigDecimal x) {
    return log(x.add(root(x.multiply(x).subtract(ONE))));
  }

  static BigDecimal atanh(BigDecimal x) {
    return quotient(log(quotient(ONE.add(x), ONE.subtract(x))), TWO);
  }

  static BigDecimal sigmoid(BigDecimal x) {
    return quotient(ONE, ONE.add(exp(x.negate())));
  }

  static BigDecimal softplus(BigDecimal x) {
    return log(ONE.add(exp(x)));
  }

  static BigDecimal cbrt(BigDecimal x) {
    BigDecimal t = BigDecimal.valueOf(Math.cbrt(x.doubleValue()));
    for (int i = 0; i < 3; i++) {
      BigDecimal next = quotient(x, times(t, t)).add(times(TWO, t));
      t = quotient(next, BigDecimal.valueOf(3));
    }
    return t;
  }

  /** The Maclaurin series of the error function without alternating signs. */
  static BigDecimal erf(BigDecimal x) {
    BigDecimal square = times(x, x);
    BigDecimal sum = x;
    BigDecimal term = x;
    for (int n = 1; term.abs().compareTo(EPSILON) > 0; n++) {
      term = times(term, times(TWO, square)).divide(BigDecimal.valueOf(2L * n + 1), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return quotient(times(TWO, times(sum, exp(square.negate()))), root(PI.round(DIGITS)));
  }
}
