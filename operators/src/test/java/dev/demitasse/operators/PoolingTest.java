package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.assertClose;
import static dev.demitasse.operators.Samples.channelsFirst;
import static dev.demitasse.operators.Samples.channelsLast;
import static dev.demitasse.operators.Samples.integers;
import static dev.demitasse.operators.Samples.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MaxPool2d} and {@link AvgPool2d} against ONNX Runtime. */
class PoolingTest {

  /** Pads are top, left, bottom, right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x     | window | stride | pads
          1 1 1 1 | 1 1    | 1 1    | 0 0 0 0
          2 6 4 3 | 2 2    | 2 2    | 0 0 0 0
          1 7 5 2 | 3 2    | 2 1    | 0 0 0 0
          1 5 6 3 | 3 3    | 1 1    | 1 1 1 1
          2 5 7 1 | 3 4    | 2 3    | 2 1 0 3
          1 2 2 2 | 5 5    | 3 3    | 4 3 4 2
          """)
  void poolsWithPaddingInCells(String shape, String window, String stride, String pads) {
    F32 x = integers(1, ints(shape));
    int[] k = ints(window);
    int[] s = ints(stride);
    int[] p = ints(pads);
    assertPools(
        onnx("MaxPool", k, s).ints("pads", p),
        x,
        MaxPool2d.apply(x, k[0], k[1], s[0], s[1], p[0], p[2], p[1], p[3]));
    assertPools(
        onnx("AveragePool", k, s).ints("pads", p),
        x,
        AvgPool2d.apply(x, k[0], k[1], s[0], s[1], p[0], p[2], p[1], p[3]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # rule | image | window | stride
          SAME   | 5 6   | 3 3    | 1 1
          SAME   | 5 6   | 2 2    | 2 2
          SAME   | 7 8   | 4 3    | 3 2
          SAME   | 8 7   | 1 2    | 2 3
          SAME   | 8 8   | 3 3    | 1 2
          SAME   | 8 8   | 3 3    | 2 1
          VALID  | 5 6   | 3 3    | 1 1
          VALID  | 8 7   | 3 2    | 2 3
          VALID  | 25 5  | 25 5   | 25 5
          """)
  void padsByRule(Padding rule, String image, String window, String stride) {
    F32 x = integers(1, 2, ints(image)[0], ints(image)[1], 3);
    int[] k = ints(window);
    int[] s = ints(stride);
    String autoPad = rule == Padding.SAME ? "SAME_UPPER" : "VALID";
    assertPools(
        onnx("MaxPool", k, s).text("auto_pad", autoPad),
        x,
        MaxPool2d.apply(x, k[0], k[1], s[0], s[1], rule));
    assertPools(
        onnx("AveragePool", k, s).text("auto_pad", autoPad),
        x,
        AvgPool2d.apply(x, k[0], k[1], s[0], s[1], rule));
  }

  @Test
  void shortFormsTakeTheUsualChoices() {
    F32 x = integers(1, 2, 7, 6, 3);
    assertEquals(MaxPool2d.apply(x, 2, 2, 2, 2, Padding.VALID), MaxPool2d.apply(x, 2));
    assertEquals(AvgPool2d.apply(x, 2, 2, 2, 2, Padding.VALID), AvgPool2d.apply(x, 2));
    for (Padding rule : Padding.values()) {
      assertEquals(MaxPool2d.apply(x, 3, 3, 2, 2, rule), MaxPool2d.apply(x, 3, 2, rule));
      assertEquals(AvgPool2d.apply(x, 3, 3, 2, 2, rule), AvgPool2d.apply(x, 3, 2, rule));
    }
  }

  @Test
  void averageDividesByTheCellsInsideTheImage() {
    F32 x = F32.of(new float[] {1, 2, 3, 4}, 1, 2, 2, 1);
    F32 means = F32.of(new float[] {2.5f, 3, 3.5f, 4}, 1, 2, 2, 1);
    assertEquals(means, AvgPool2d.apply(x, 2, 1, Padding.SAME));
  }

  @Test
  void maximumFollowsJavaInNanInfinityAndSignOfZero() {
    float low = Float.NEGATIVE_INFINITY;
    F32 x = F32.of(new float[] {1, Float.NaN, low, low, -0f, 0f, 0f, -0f}, 1, 1, 8, 1);
    F32 y = F32.of(new float[] {Float.NaN, low, 0f, 0f}, 1, 1, 4, 1);
    assertEquals(y, MaxPool2d.apply(x, 1, 2, 1, 2, Padding.VALID));
  }

  private static Onnx onnx(String operator, int[] window, int[] strides) {
    return new Onnx(operator).ints("kernel_shape", window).ints("strides", strides);
  }

  private static void assertPools(Onnx pool, F32 x, F32 actual) {
    assertClose(channelsLast(pool.run(channelsFirst(x))), actual, 1e-6f);
  }
}
