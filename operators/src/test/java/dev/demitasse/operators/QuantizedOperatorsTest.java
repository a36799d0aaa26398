package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.bytes;
import static dev.demitasse.operators.Samples.ints;
import static dev.demitasse.operators.Samples.reals;
import static dev.demitasse.operators.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators in 8 bits against {@link QuantizedReference}. */
class QuantizedOperatorsTest {
  private static final Quantization X = new Quantization(0.0235294f, 5);
  private static final Quantization Y = new Quantization(0.05f, -128);
  private static final List<Quantization> ALL =
      List.of(
          X,
          Y,
          new Quantization(1f, 0),
          new Quantization(0.25f, 127),
          new Quantization(1e-4f, -1),
          new Quantization(300f, -128),
          new Quantization(1e-6f, 3));

  private static I8 row8(int... values) {
    I8 x = I8.zeros(values.length);
    for (int i = 0; i < values.length; i++) {
      x.set(i, (byte) values[i]);
    }
    return x;
  }

  private static I32 biases(int count) {
    Random random = new Random(count);
    I32 bias = I32.zeros(count);
    for (int i = 0; i < count; i++) {
      bias.set(i, random.nextInt(20001) - 10000);
    }
    return bias;
  }

  /** From far too small to so large that it shifts left. */
  private static F32 kernelScales(int count) {
    F32 scales = F32.zeros(count);
    for (int i = 0; i < count; i++) {
      scales.set(i, 0.0007f * (float) Math.pow(4.7, i % 7 - 1));
    }
    return scales;
  }

  private static double[] scales(F32 kernelScales, Quantization x, Quantization y, int channels) {
    return DoubleStream.iterate(0, c -> c + 1)
        .limit(channels)
        .map(c -> kernelScales.at(kernelScales.size() == 1 ? 0 : (int) c))
        .map(scale -> (double) x.scale() * scale / y.scale())
        .toArray();
  }

  private static I8 bordered(I8 x, int top, int bottom, int left, int right, int value) {
    int[] before = {0, top, left, 0};
    int[] after = {0, bottom, right, 0};
    return Pad.apply(x, before, after, (byte) value);
  }

  /** Pads are top, bottom, left, right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x     | kernel  | stride | dilation | pads
          1 1 1 1 | 1 1 1 1 | 1 1    | 1 1      | 0 0 0 0
          2 6 5 3 | 4 3 3 3 | 1 1    | 1 1      | 1 1 1 1
          1 7 6 4 | 6 2 3 2 | 2 1    | 1 2      | 0 1 2 0
          1 5 5 6 | 6 3 2 1 | 1 3    | 2 1      | 3 0 0 3
          1 8 8 8 | 7 1 1 8 | 1 1    | 1 1      | 0 0 0 0
          1 3 3 2 | 3 3 3 2 | 1 1    | 1 1      | 5 5 5 5
          """)
  void convolves(String shape, String taps, String strides, String dilations, String pads) {
    I8 x = bytes(1, ints(shape));
    I8 kernel = bytes(2, ints(taps));
    int[] s = ints(strides);
    int[] d = ints(dilations);
    int[] p = ints(pads);
    int co = kernel.dim(0);
    for (F32 kernelScales : List.of(kernelScales(co), row(0.003f))) {
      for (Activation activation : Activation.values()) {
        assertEquals(
            QuantizedReference.convolved(
                bordered(x, p[0], p[1], p[2], p[3], X.zeroPoint()),
                X,
                kernel,
                biases(co),
                scales(kernelScales, X, Y, co),
                Y,
                activation,
                s[0],
                s[1],
                d[0],
                d[1]),
            QuantizedConv2d.apply(
                x,
                X,
                kernel,
                biases(co),
                QuantizedMultipliers.apply(X, kernelScales, Y, co),
                Y,
                activation,
                s[0],
                s[1],
                d[0],
                d[1],
                p[0],
                p[1],
                p[2],
                p[3]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x     | kernel  | stride | dilation | pads
          1 1 1 1 | 1 1 1 1 | 1 1    | 1 1      | 0 0 0 0
          2 6 5 3 | 1 3 3 3 | 1 1    | 1 1      | 1 1 1 1
          1 7 6 2 | 1 2 3 6 | 2 1    | 1 2      | 0 1 2 0
          1 5 5 4 | 1 3 2 8 | 1 3    | 2 1      | 3 0 0 3
          """)
  void convolvesChannelByChannel(
      String shape, String taps, String strides, String dilations, String pads) {
    I8 x = bytes(1, ints(shape));
    I8 kernel = bytes(2, ints(taps));
    int[] s = ints(strides);
    int[] d = ints(dilations);
    int[] p = ints(pads);
    int co = kernel.dim(3);
    F32 kernelScales = kernelScales(co);
    for (Activation activation : Activation.values()) {
      assertEquals(
          QuantizedReference.convolved(
              bordered(x, p[0], p[1], p[2], p[3], X.zeroPoint()),
              X,
              kernel.transpose(3, 1, 2, 0),
              biases(co),
              scales(kernelScales, X, Y, co),
              Y,
              activation,
              s[0],
              s[1],
              d[0],
              d[1]),
          QuantizedDepthwiseConv2d.apply(
              x,
              X,
              kernel,
              biases(co),
              QuantizedMultipliers.apply(X, kernelScales, Y, co),
              Y,
              activation,
              s[0],
              s[1],
              d[0],
              d[1],
              p[0],
              p[1],
              p[2],
              p[3]));
    }
  }

  /** Half of the padding, rounded down, goes to the top and the left. */
  @Test
  void convolutionsPadByRule() {
    I8 x = bytes(1, 1, 6, 5, 3);
    I8 kernel = bytes(2, 4, 2, 3, 3);
    I8 depthwise = bytes(2, 1, 2, 3, 3);
    I32 bias = biases(4);
    var four = QuantizedMultipliers.apply(X, row(0.003f), Y, 4);
    var three = QuantizedMultipliers.apply(X, row(0.003f), Y, 3);
    Activation none = Activation.NONE;
    assertEquals(
        QuantizedConv2d.apply(x, X, kernel, bias, four, Y, none, 1, 2, 1, 1, 0, 1, 1, 1),
        QuantizedConv2d.apply(x, X, kernel, bias, four, Y, none, 1, 2, 1, 1, Padding.SAME));
    assertEquals(
        QuantizedConv2d.apply(x, X, kernel, bias, four, Y, none, 1, 2, 1, 1, 0, 0, 0, 0),
        QuantizedConv2d.apply(x, X, kernel, bias, four, Y, none, 1, 2, 1, 1, Padding.VALID));
    assertEquals(
        QuantizedDepthwiseConv2d.apply(
            x, X, depthwise, biases(3), three, Y, none, 1, 2, 3, 1, 1, 2, 1, 1),
        QuantizedDepthwiseConv2d.apply(
            x, X, depthwise, biases(3), three, Y, none, 1, 2, 3, 1, Padding.SAME));
    assertEquals(
        QuantizedDepthwiseConv2d.apply(
            x, X, depthwise, biases(3), three, Y, none, 1, 2, 3, 1, 0, 0, 0, 0),
        QuantizedDepthwiseConv2d.apply(
            x, X, depthwise, biases(3), three, Y, none, 1, 2, 3, 1, Padding.VALID));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 64, 10", "3, 5, 4", "4, 7, 1", "1, 640, 128"})
  void multipliesByTheTransposedWeights(int n, int k, int m) {
    I8 x = bytes(1, n, k);
    I8 weights = bytes(2, m, k);
    I8 image = x.reshape(n, 1, 1, k);
    I8 kernel = weights.reshape(m, 1, 1, k);
    for (Activation activation : Activation.values()) {
      for (float scale : new float[] {0.0037f, 1f, 7e-13f, 3e8f}) {
        double[] inFloat = new double[m];
        Arrays.fill(inFloat, (double) (X.scale() * scale) / (double) Y.scale());
        assertEquals(
            QuantizedReference.convolved(
                    image, X, kernel, biases(m), inFloat, Y, activation, 1, 1, 1, 1)
                .reshape(n, m),
            QuantizedDense.apply(x, X, weights, scale, biases(m), Y, activation));
      }
      F32 kernelScales = kernelScales(m);
      assertEquals(
          QuantizedReference.convolved(
                  image,
                  X,
                  kernel,
                  biases(m),
                  scales(kernelScales, X, Y, m),
                  Y,
                  activation,
                  1,
                  1,
                  1,
                  1)
              .reshape(n, m),
          QuantizedDense.apply(
              x,
              X,
              weights,
              biases(m),
              QuantizedMultipliers.apply(X, kernelScales, Y, m),
              Y,
              activation));
    }
  }

  /** The product of these scales differs in float and in double, which large sums can tell. */
  @Test
  void denseMultipliesScalesInFloat() {
    Quantization x = new Quantization(0.1f, 0);
    Quantization y = new Quantization(8000f, -128);
    FixedPoint.Factor inFloat = FixedPoint.factor((double) (0.1f * 0.3f) / 8000f);
    QuantizedMultipliers.Factors inDouble = QuantizedMultipliers.apply(x, row(0.3f), y, 1);
    I8 nothing = I8.zeros(1, 1);
    int sum = 40_000_000;
    while (FixedPoint.multiplyByQuantizedMultiplier(sum, inFloat.multiplier(), inFloat.shift())
        == FixedPoint.multiplyByQuantizedMultiplier(
            sum, inDouble.multiplier().at(0), inDouble.shift().at(0))) {
      sum++;
    }
    I32 bias = I32.of(new int[] {sum}, 1);
    double[] scale = {(double) (0.1f * 0.3f) / 8000f};
    I8 image = I8.zeros(1, 1, 1, 1);
    I8 expected =
        QuantizedReference.convolved(image, x, image, bias, scale, y, Activation.NONE, 1, 1, 1, 1);
    assertEquals(
        expected.reshape(1, 1),
        QuantizedDense.apply(nothing, x, nothing, 0.3f, bias, y, Activation.NONE));
    assertNotEquals(
        expected.reshape(1, 1),
        QuantizedDense.apply(nothing, x, nothing, bias, inDouble, y, Activation.NONE));
  }

  @Test
  void addsAndMultiplies() {
    I8 a = I8.zeros(256, 256);
    for (int i = 0; i < a.size(); i++) {
      a.set(i, (byte) (i / 256 - 128));
    }
    I8 b = a.transpose(1, 0).copy();
    List<Activation> activations = List.of(Activation.values());
    int next = 0;
    for (Quantization aq : ALL) {
      for (Quantization bq : ALL) {
        Quantization yq = ALL.get(next % 4);
        Activation activation = activations.get(next++ % activations.size());
        assertEquals(
            QuantizedReference.sum(a, aq, b, bq, yq, activation),
            QuantizedAdd.apply(a, aq, b, bq, yq, activation));
        assertEquals(
            QuantizedReference.product(a, aq, b, bq, yq, activation),
            QuantizedMul.apply(a, aq, b, bq, yq, activation));
      }
    }
  }

  @Test
  void addsAndMultipliesWithBroadcasting() {
    I8 a = bytes(1, 2, 1, 5, 3);
    I8 b = bytes(2, 4, 1, 3);
    I8 p = a.broadcastTo(2, 4, 5, 3);
    I8 q = b.broadcastTo(2, 4, 5, 3);
    Activation none = Activation.NONE;
    assertEquals(
        QuantizedReference.sum(p, X, q, Y, Y, none), QuantizedAdd.apply(a, X, b, Y, Y, none));
    assertEquals(
        QuantizedReference.product(q, Y, p, X, Y, none), QuantizedMul.apply(b, Y, a, X, Y, none));
  }

  @ParameterizedTest
  @EnumSource
  void rescalesAndRectifies(Activation activation) {
    I8 x = allBytes();
    for (Quantization from : ALL) {
      for (Quantization to : ALL) {
        assertEquals(
            QuantizedReference.rescaled(x, from, to, activation),
            QuantizedRelu.apply(x, from, to, activation),
            () -> from + " to " + to);
        assertEquals(
            QuantizedReference.rescaled(x, from, to, Activation.NONE),
            Requantize.apply(x, from, to));
      }
      assertEquals(x, Requantize.apply(x, from, from));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f, 1f, 3.5f})
  void leaksWhatIsNegative(float alpha) {
    I8 x = allBytes();
    for (Quantization from : ALL) {
      for (Quantization to : ALL) {
        I8 y = QuantizedLeakyRelu.apply(x, from, to, alpha);
        double identity = (double) from.scale() / to.scale();
        for (int i = 0; i < x.size(); i++) {
          int v = x.at(i) - from.zeroPoint();
          double factor = v >= 0 ? identity : (double) from.scale() * alpha / to.scale();
          QuantizedReference.Scale scale = QuantizedReference.Scale.of(factor);
          assertEquals(
              QuantizedReference.result(v, scale, to, Activation.NONE),
              y.at(i),
              () -> from + " to " + to);
        }
      }
    }
  }

  private static I8 allBytes() {
    I8 x = I8.zeros(256);
    for (int i = 0; i < 256; i++) {
      x.set(i, (byte) (i - 128));
    }
    return x;
  }

  @Test
  void activationsClampToWhatStandsForTheirLimits() {
    Quantization tenths = new Quantization(0.1f, -28);
    assertEquals(-128, tenths.low(Activation.NONE));
    assertEquals(127, tenths.high(Activation.NONE));
    assertEquals(-28, tenths.low(Activation.RELU));
    assertEquals(127, tenths.high(Activation.RELU));
    assertEquals(-28, tenths.low(Activation.RELU6));
    assertEquals(32, tenths.high(Activation.RELU6));
    assertEquals(-38, tenths.low(Activation.RELU_N1_TO_1));
    assertEquals(-18, tenths.high(Activation.RELU_N1_TO_1));
    // 1 / 0.4 and 6 / 0.4 are halfway or next to it, and a step of 4 rounds 6 up and 1 down
    assertEquals(-3, new Quantization(0.4f, 0).low(Activation.RELU_N1_TO_1));
    assertEquals(2, new Quantization(4f, 0).high(Activation.RELU6));
    assertEquals(0, new Quantization(4f, 0).high(Activation.RELU_N1_TO_1));
    // the limits are outside
    assertEquals(127, new Quantization(1e-9f, 127).high(Activation.RELU6));
    assertEquals(-128, new Quantization(Float.MIN_VALUE, 127).low(Activation.RELU_N1_TO_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # rule | x       | window | stride
          SAME   | 2 5 6 3 | 3 3    | 1 1
          SAME   | 1 5 6 3 | 2 2    | 2 2
          SAME   | 1 7 8 2 | 4 3    | 3 2
          SAME   | 1 1 1 1 | 3 3    | 1 1
          VALID  | 2 5 6 3 | 3 3    | 1 1
          VALID  | 1 8 7 3 | 3 2    | 2 3
          VALID  | 1 25 5 4 | 25 5  | 25 5
          """)
  void pools(Padding rule, String shape, String window, String stride) {
    I8 x = bytes(1, ints(shape));
    int[] k = ints(window);
    int[] s = ints(stride);
    int padY = Window.padding(x.dim(1), k[0], s[0], rule);
    int padX = Window.padding(x.dim(2), k[1], s[1], rule);
    for (Quantization q : ALL) {
      for (Activation activation : Activation.values()) {
        I8 means = QuantizedAvgPool2d.apply(x, q, activation, k[0], k[1], s[0], s[1], rule);
        I8 maxima = QuantizedMaxPool2d.apply(x, q, activation, k[0], k[1], s[0], s[1], rule);
        assertArrayEquals(means.shape(), maxima.shape());
        for (int i = 0; i < means.size(); i++) {
          int c = i % means.dim(3);
          int ox = i / means.dim(3) % means.dim(2);
          int oy = i / means.dim(3) / means.dim(2) % means.dim(1);
          int n = i / means.dim(3) / means.dim(2) / means.dim(1);
          List<Integer> values = new ArrayList<>();
          for (int iy = 0; iy < x.dim(1); iy++) {
            for (int ix = 0; ix < x.dim(2); ix++) {
              int ky = iy + padY / 2 - oy * s[0];
              int kx = ix + padX / 2 - ox * s[1];
              if (ky >= 0 && ky < k[0] && kx >= 0 && kx < k[1]) {
                values.add((int) x.at(n, iy, ix, c));
              }
            }
          }
          BigDecimal sum = BigDecimal.valueOf(values.stream().mapToInt(v -> v).sum());
          int mean =
              sum.divide(BigDecimal.valueOf(values.size()), 0, RoundingMode.HALF_UP).intValue();
          int max = values.stream().mapToInt(v -> v).max().getAsInt();
          assertEquals(clamped(mean, q, activation), means.at(i));
          assertEquals(clamped(max, q, activation), maxima.at(i));
        }
      }
    }
  }

  private static int clamped(int value, Quantization q, Activation activation) {
    return QuantizedReference.result(
        value - q.zeroPoint(), QuantizedReference.Scale.of(1), q, activation);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 12, 100, 500})
  void softmaxOfRows(int depth) {
    for (Quantization q : ALL) {
      for (float beta : new float[] {1f, 0.3f, 4000f}) {
        if ((double) q.scale() * beta > 1e-7) {
          I8 x = bytes(depth, depth);
          assertEquals(
              QuantizedReference.softmax(x, q, beta),
              QuantizedSoftmax.apply(x, q, beta),
              () -> q + " times " + beta);
        }
      }
    }
  }

  @Test
  void softmaxIsCloseToThatOfReals() {
    Quantization probability = new Quantization(1f / 256, -128);
    for (Quantization q : List.of(X, Y, new Quantization(1f, 0))) {
      I8 x = bytes(3, 4, 10);
      F32 expected = Softmax.apply(Dequantize.apply(x, q), 0.5f);
      F32 actual = Dequantize.apply(QuantizedSoftmax.apply(x, q, 0.5f), probability);
      assertArrayEquals(expected.toArray(), actual.toArray(), 1f / 256);
    }
  }

  @Test
  void softmaxRunsAlongTheLastAxis() {
    I8 x = bytes(1, 2, 3, 7);
    I8 y = QuantizedSoftmax.apply(x, X, 1f);
    for (int i = 0; i < 6; i++) {
      I8 expected = QuantizedReference.softmax(x.reshape(6, 7).row(i).copy(), X, 1f);
      assertEquals(expected, y.reshape(6, 7).row(i));
    }
  }

  /** Whose sums are 1, 2, and 511 times the largest exponential, and more. */
  @Test
  void softmaxOfEqualScores() {
    assertEquals(row8(127), QuantizedSoftmax.apply(row8(-128), X, 1f));
    assertEquals(row8(0, 0), QuantizedSoftmax.apply(row8(127, 127), X, 1f));
    assertEquals(row8(0, -128, 0), QuantizedSoftmax.apply(row8(127, -128, 127), Y, 100f));
    assertEquals(-127, QuantizedSoftmax.apply(I8.zeros(511), X, 1f).at(510));
    for (int depth : new int[] {513, 1024, 4095}) {
      byte probability = QuantizedSoftmax.apply(I8.zeros(depth), X, 1f).at(0);
      assertEquals(-127.5, probability, 0.5);
    }
  }

  @Test
  void quantizesHalvesAwayFromZero() {
    Quantization half = new Quantization(0.5f, 3);
    F32 x = row(0f, -0f, 0.25f, -0.25f, 0.24999999f, -0.24999999f, 0.75f, -0.75f, 1f, 62f, 62.25f);
    assertEquals(row8(3, 3, 4, 2, 3, 3, 5, 1, 5, 127, 127), Quantize.apply(x, half));
    F32 special =
        row(
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            2.2e9f,
            Float.MIN_VALUE,
            -65.5f,
            -65.75f);
    assertEquals(row8(3, 127, -128, 127, -128, 127, 3, -128, -128), Quantize.apply(special, half));
  }

  @Test
  void quantizesAndBack() {
    F32 x = reals(1, 1000);
    I8 all = allBytes();
    for (Quantization q : ALL) {
      I8 y = Quantize.apply(x, q);
      for (int i = 0; i < x.size(); i++) {
        assertEquals(QuantizedReference.quantized(x.at(i), q), y.at(i), x.at(i) + " as " + q);
      }
      F32 reals = Dequantize.apply(all, q);
      for (int i = 0; i < 256; i++) {
        BigDecimal real =
            new BigDecimal(q.scale()).multiply(BigDecimal.valueOf(all.at(i) - q.zeroPoint()));
        assertEquals(real.floatValue(), reals.at(i));
      }
      assertEquals(all, Quantize.apply(reals, q));
    }
  }

  @Test
  void dequantizesByChannel() {
    I8 x = bytes(1, 2, 3, 4);
    for (int axis = 0; axis < 3; axis++) {
      F32 scales = reals(axis, x.dim(axis));
      F32 y = Dequantize.apply(x, scales, axis);
      for (int i = 0; i < 24; i++) {
        int[] index = {i / 12, i / 4 % 3, i % 4};
        assertEquals(scales.at(index[axis]) * x.at(i), y.at(i));
      }
    }
  }

  @Test
  void noBiasIsZero() {
    assertEquals(I32.zeros(5), NoBias.apply(I8.zeros(2, 5), 1));
    assertEquals(F32.zeros(2), NoBias.apply(F32.zeros(2, 5), 0));
  }

  @Test
  void movesBytesAsFloats() {
    I8 x = bytes(1, 2, 3, 4);
    F32 reals = Dequantize.apply(x, new Quantization(1f, 0));
    int[] before = {1, 0, 2};
    int[] after = {0, 3, 1};
    assertEquals(
        Pad.apply(reals, before, after, -7f), real(Pad.apply(x, before, after, (byte) -7)));
    assertEquals(Reshape.apply(reals, 4, 6), real(Reshape.apply(x, 4, 6)));
    assertEquals(Transpose.apply(reals, 2, 0, 1), real(Transpose.apply(x, 2, 0, 1)));
    assertEquals(
        Concat.apply(1, reals, reals.slice(1, 1, 1)), real(Concat.apply(1, x, x.slice(1, 1, 1))));
  }

  private static F32 real(I8 x) {
    return Dequantize.apply(x, new Quantization(1f, 0));
  }
}
