package dev.demitasse.operators;

import dev.demitasse.I32;
import dev.demitasse.I8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The arithmetic of quantised operators once more, as their definitions read: with numbers of any
 * length, and constants that are computed.
 */
final class QuantizedReference {
  private static final BigInteger MIN = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Integer.MAX_VALUE);

  private QuantizedReference() {}

  /** A multiplier with 31 bits, and by how much it is to be shifted left. */
  record Scale(int multiplier, int shift) {
    /** The real number, as a fraction of 2^31 times a power of two. */
    static Scale of(double real) {
      BigDecimal half = new BigDecimal("0.5");
      BigDecimal fraction = new BigDecimal(real);
      if (fraction.signum() == 0) {
        return new Scale(0, 0);
      }
      int shift = 0;
      while (fraction.compareTo(BigDecimal.ONE) >= 0) {
        fraction = fraction.multiply(half);
        shift++;
      }
      while (fraction.compareTo(half) < 0) {
        fraction = fraction.add(fraction);
        shift--;
      }
      long multiplier = awayFromZero(fraction.multiply(BigDecimal.valueOf(1L << 31)));
      if (multiplier == 1L << 31) {
        multiplier /= 2;
        shift++;
      }
      return shift < -31 ? new Scale(0, 0) : new Scale((int) multiplier, shift);
    }

    int times(int x) {
      int left = BigInteger.valueOf(x).shiftLeft(Math.max(shift, 0)).intValue();
      return divideByPowerOfTwo(highProduct(left, multiplier), Math.max(-shift, 0));
    }
  }

  static long awayFromZero(BigDecimal x) {
    return x.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** The upper half of twice the product: nudged by a half, cut towards zero, saturated. */
  static int highProduct(int a, int b) {
    BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    long nudge = product.signum() >= 0 ? 1L << 30 : 1 - (1L << 30);
    BigInteger high = product.add(BigInteger.valueOf(nudge)).divide(BigInteger.ONE.shiftLeft(31));
    return high.max(MIN).min(MAX).intValueExact();
  }

  static int divideByPowerOfTwo(int x, int exponent) {
    BigDecimal divisor = BigDecimal.valueOf(1L << exponent);
    return (int) awayFromZero(BigDecimal.valueOf(x).divide(divisor));
  }

  /** A real number with {@code integerBits} before the point. */
  static int fixed(double real, int integerBits) {
    return (int)
        awayFromZero(new BigDecimal(real).multiply(BigDecimal.valueOf(1L << (31 - integerBits))));
  }

  /** exp of a number in Q5 that is not positive, in Q0. */
  static int exp(int x) {
    if (x == 0) {
      return Integer.MAX_VALUE;
    }
    int quarter = fixed(0.25, 5);
    int rest = Math.floorMod(x, quarter) - quarter;
    int a = rest * 32 + fixed(0.125, 0);
    int a2 = highProduct(a, a);
    int a3 = highProduct(a2, a);
    int a4 = highProduct(a2, a2);
    int third = highProduct(divideByPowerOfTwo(a4, 2) + a3, fixed(1 / 3.0, 0));
    int tail = divideByPowerOfTwo(third + a2, 1);
    int middle = fixed(Math.exp(-0.125), 0);
    int result = middle + highProduct(middle, a + tail);
    int quarters = (rest - x) / quarter;
    for (int i = 0; i < 7; i++) {
      if ((quarters >> i) % 2 == 1) {
        result = highProduct(result, fixed(Math.exp(-0.25 * (1 << i)), 0));
      }
    }
    return result;
  }

  /** 1 / (1 + x) of a number in Q0 from 0 to 1, in Q0. */
  static int reciprocalOfOnePlus(int x) {
    int half = (int) (((long) x + Integer.MAX_VALUE + 1) / 2);
    int y = fixed(48 / 17.0, 2) + highProduct(half, fixed(-32 / 17.0, 2));
    for (int i = 0; i < 3; i++) {
      y += saturated(4L * highProduct(y, fixed(1, 2) - highProduct(half, y)));
    }
    return saturated(2L * y);
  }

  private static int saturated(long x) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(x, Integer.MAX_VALUE));
  }

  static byte quantized(float real, Quantization q) {
    float steps = real / q.scale();
    long rounded = Math.abs(steps) > 1e6f ? (long) steps : awayFromZero(new BigDecimal(steps));
    return (byte) Math.max(-128, Math.min(rounded + q.zeroPoint(), 127));
  }

  /** The last step of every operator: a sum in units of one scale as an element of another. */
  static byte result(long sum, Scale scale, Quantization y, Activation activation) {
    long result = (long) scale.times((int) sum) + y.zeroPoint();
    long low =
        switch (activation) {
          case NONE -> -128;
          case RELU, RELU6 -> quantized(0f, y);
          case RELU_N1_TO_1 -> quantized(-1f, y);
        };
    long high =
        switch (activation) {
          case NONE, RELU -> 127;
          case RELU6 -> quantized(6f, y);
          case RELU_N1_TO_1 -> quantized(1f, y);
        };
    return (byte) Math.max(low, Math.min(result, high));
  }

  /**
   * Convolves an image that has its border already, made of zero points. Depthwise convolutions and
   * fully connected layers are special cases.
   */
  static I8 convolved(
      I8 x,
      Quantization xq,
      I8 kernel,
      I32 bias,
      double[] scales,
      Quantization yq,
      Activation activation,
      int strideY,
      int strideX,
      int dilationY,
      int dilationX) {
    int oh = (x.dim(1) - (kernel.dim(1) - 1) * dilationY - 1) / strideY + 1;
    int ow = (x.dim(2) - (kernel.dim(2) - 1) * dilationX - 1) / strideX + 1;
    int groups = x.dim(3) / kernel.dim(3);
    I8 y = I8.zeros(x.dim(0), oh, ow, kernel.dim(0));
    for (int i = 0; i < y.size(); i++) {
      int oc = i % y.dim(3);
      int ox = i / y.dim(3) % ow;
      int oy = i / y.dim(3) / ow % oh;
      int n = i / y.dim(3) / ow / oh;
      int group = oc * groups / y.dim(3);
      long sum = bias.at(oc);
      for (int k = 0; k < kernel.size() / kernel.dim(0); k++) {
        int ic = k % kernel.dim(3);
        int kx = k / kernel.dim(3) % kernel.dim(2);
        int ky = k / kernel.dim(3) / kernel.dim(2);
        int iy = oy * strideY + ky * dilationY;
        int ix = ox * strideX + kx * dilationX;
        long value = (long) x.at(n, iy, ix, group * kernel.dim(3) + ic) - xq.zeroPoint();
        sum += value * kernel.at(oc, ky, kx, ic);
      }
      y.set(i, result(sum, Scale.of(scales[oc]), yq, activation));
    }
    return y;
  }

  static I8 sum(
      I8 a, Quantization aq, I8 b, Quantization bq, Quantization yq, Activation activation) {
    double twice = 2 * (double) Math.max(aq.scale(), bq.scale());
    Scale ofA = Scale.of(aq.scale() / twice);
    Scale ofB = Scale.of(bq.scale() / twice);
    Scale ofY = Scale.of(twice / ((1 << 20) * (double) yq.scale()));
    I8 y = I8.zeros(a.shape());
    for (int i = 0; i < y.size(); i++) {
      int p = ofA.times((a.at(i) - aq.zeroPoint()) * (1 << 20));
      int q = ofB.times((b.at(i) - bq.zeroPoint()) * (1 << 20));
      y.set(i, result(p + q, ofY, yq, activation));
    }
    return y;
  }

  static I8 product(
      I8 a, Quantization aq, I8 b, Quantization bq, Quantization yq, Activation activation) {
    Scale scale = Scale.of((double) aq.scale() * (double) bq.scale() / (double) yq.scale());
    I8 y = I8.zeros(a.shape());
    for (int i = 0; i < y.size(); i++) {
      int product = (a.at(i) - aq.zeroPoint()) * (b.at(i) - bq.zeroPoint());
      y.set(i, result(product, scale, yq, activation));
    }
    return y;
  }

  static I8 rescaled(I8 x, Quantization xq, Quantization yq, Activation activation) {
    Scale scale = Scale.of((double) xq.scale() / (double) yq.scale());
    I8 y = I8.zeros(x.shape());
    for (int i = 0; i < y.size(); i++) {
      y.set(i, result(x.at(i) - xq.zeroPoint(), scale, yq, activation));
    }
    return y;
  }

  /** Along the only axis. */
  static I8 softmax(I8 x, Quantization xq, float beta) {
    double unit = Math.min((double) beta * xq.scale() * (1 << 26), (1L << 31) - 1.0);
    Scale scale = Scale.of(unit);
    int least = -(int) Math.floor(31.0 * (1 << 26) / (1L << scale.shift()));
    int max = -128;
    for (byte score : x.toArray()) {
      max = Math.max(max, score);
    }
    int sum = 0;
    for (byte score : x.toArray()) {
      if (score - max >= least) {
        sum += divideByPowerOfTwo(exp(scale.times(score - max)), 12);
      }
    }
    int zeros = 0;
    while ((sum >> (31 - zeros)) == 0) {
      zeros++;
    }
    int reciprocal = reciprocalOfOnePlus((int) (((long) sum << zeros) - (1L << 31)));
    I8 y = I8.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      int difference = x.at(i) - max;
      int probability =
          difference < least
              ? 0
              : divideByPowerOfTwo(
                  highProduct(reciprocal, exp(scale.times(difference))), 12 - zeros + 31 - 8);
      y.set(i, (byte) Math.min(probability - 128, 127));
    }
    return y;
  }
}
