package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.channelsFirst;
import static dev.demitasse.operators.Samples.channelsLast;
import static dev.demitasse.operators.Samples.integers;
import static dev.demitasse.operators.Samples.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Conv2d} and {@link DepthwiseConv2d} against ONNX Runtime, on numbers without rounding. */
class ConvolutionTest {

  /** Pads are top, left, bottom, right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x      | kernel  | stride | dilation | pads    | groups
          1 1 1 1  | 1 1 1 1 | 1 1    | 1 1      | 0 0 0 0 | 1
          2 5 6 3  | 4 3 3 3 | 1 1    | 1 1      | 0 0 0 0 | 1
          1 5 6 3  | 4 3 3 3 | 1 1    | 1 1      | 1 1 1 1 | 1
          1 7 5 2  | 3 2 4 2 | 2 1    | 1 1      | 0 2 1 0 | 1
          1 9 9 2  | 2 3 2 2 | 1 3    | 2 3      | 2 0 1 3 | 1
          1 4 4 1  | 2 3 3 1 | 2 2    | 1 1      | 4 4 5 3 | 1
          1 25 5 8 | 9 1 1 8 | 1 1    | 1 1      | 0 0 0 0 | 1
          2 5 5 6  | 4 3 3 3 | 1 1    | 1 1      | 1 1 1 1 | 2
          1 5 4 6  | 3 1 3 2 | 1 2    | 1 1      | 0 1 0 0 | 3
          1 6 6 4  | 8 3 3 1 | 2 2    | 2 1      | 1 1 1 1 | 4
          """)
  void convolves(String x, String kernel, String stride, String dilation, String pads, int groups) {
    F32 image = integers(1, ints(x));
    F32 taps = integers(2, ints(kernel));
    F32 bias = integers(3, taps.dim(0));
    int[] s = ints(stride);
    int[] d = ints(dilation);
    int[] p = ints(pads);
    Onnx conv = conv(s, d, groups).ints("pads", p);
    assertEquals(
        channelsLast(conv.run(channelsFirst(image), channelsFirst(taps), bias)),
        Conv2d.apply(image, taps, bias, s[0], s[1], d[0], d[1], p[0], p[2], p[1], p[3], groups));
  }

  /** Pads are top, left, bottom, right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x     | kernel   | stride | dilation | pads
          1 1 1 1 | 1 1 1 1  | 1 1    | 1 1      | 0 0 0 0
          2 5 6 3 | 1 3 3 3  | 1 1    | 1 1      | 1 1 1 1
          1 5 6 1 | 1 3 3 4  | 1 1    | 1 1      | 0 0 0 0
          2 6 5 3 | 1 2 3 6  | 2 1    | 1 1      | 0 2 1 0
          1 9 8 4 | 1 3 3 12 | 1 2    | 3 2      | 3 1 2 0
          """)
  void convolvesEveryChannelByItself(
      String x, String kernel, String stride, String dilation, String pads) {
    F32 image = integers(1, ints(x));
    F32 taps = integers(2, ints(kernel));
    F32 bias = integers(3, taps.dim(3));
    int[] s = ints(stride);
    int[] d = ints(dilation);
    int[] p = ints(pads);
    Onnx conv = conv(s, d, image.dim(3)).ints("pads", p);
    assertEquals(
        channelsLast(conv.run(channelsFirst(image), outputsFirst(taps), bias)),
        DepthwiseConv2d.apply(image, taps, bias, s[0], s[1], d[0], d[1], p[0], p[2], p[1], p[3]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # rule | image | window | stride | dilation
          SAME   | 5 6   | 3 3    | 1 1    | 1 1
          SAME   | 5 6   | 3 3    | 2 2    | 1 1
          SAME   | 6 5   | 2 4    | 1 1    | 1 1
          SAME   | 7 8   | 5 2    | 3 2    | 1 1
          SAME   | 8 7   | 1 1    | 2 3    | 1 1
          SAME   | 8 8   | 3 3    | 1 2    | 1 1
          SAME   | 8 8   | 3 3    | 2 1    | 1 1
          SAME   | 9 9   | 3 3    | 1 1    | 2 3
          SAME   | 49 10 | 10 4   | 2 2    | 1 1
          VALID  | 5 6   | 3 3    | 1 1    | 1 1
          VALID  | 8 7   | 3 2    | 2 3    | 1 1
          VALID  | 9 9   | 3 3    | 1 1    | 2 3
          """)
  void padsByRule(Padding rule, String image, String window, String stride, String dilation) {
    int[] k = ints(window);
    int[] s = ints(stride);
    int[] d = ints(dilation);
    String autoPad = rule == Padding.SAME ? "SAME_UPPER" : "VALID";
    F32 x = integers(1, 1, ints(image)[0], ints(image)[1], 4);
    F32 bias = integers(3, 8);

    F32 kernel = integers(2, 8, k[0], k[1], 2);
    Onnx conv = conv(s, new int[] {1, 1}, 2).text("auto_pad", autoPad);
    assertEquals(
        channelsLast(conv.run(channelsFirst(x), channelsFirst(spread(kernel, d)), bias)),
        Conv2d.apply(x, kernel, bias, s[0], s[1], d[0], d[1], rule, 2));

    F32 depthwise = integers(2, 1, k[0], k[1], 8);
    Onnx depthwiseConv = conv(s, new int[] {1, 1}, 4).text("auto_pad", autoPad);
    assertEquals(
        channelsLast(depthwiseConv.run(channelsFirst(x), outputsFirst(spread(depthwise, d)), bias)),
        DepthwiseConv2d.apply(x, depthwise, bias, s[0], s[1], d[0], d[1], rule));
  }

  @Test
  void shortFormsTakeTheUsualChoices() {
    F32 x = integers(1, 2, 7, 6, 3);
    F32 bias = integers(3, 6);
    F32 kernel = integers(2, 6, 3, 3, 3);
    F32 depthwise = integers(2, 1, 3, 3, 6);
    for (Padding padding : Padding.values()) {
      assertEquals(
          Conv2d.apply(x, kernel, bias, 2, 2, 1, 1, padding, 1),
          Conv2d.apply(x, kernel, bias, 2, padding));
      assertEquals(
          DepthwiseConv2d.apply(x, depthwise, bias, 2, 2, 1, 1, padding),
          DepthwiseConv2d.apply(x, depthwise, bias, 2, padding));
    }
  }

  @Test
  void putsTheOddCellOfSamePaddingAtTheEnd() {
    F32 x = F32.of(new float[] {1, 2, 3, 4}, 1, 2, 2, 1);
    F32 ones = F32.of(new float[] {1, 1, 1, 1}, 1, 2, 2, 1);
    assertEquals(
        F32.of(new float[] {10, 6, 7, 4}, 1, 2, 2, 1),
        Conv2d.apply(x, ones, F32.zeros(1), 1, Padding.SAME));
  }

  @Test
  void addsInTheOrderOfRowsColumnsAndChannels() {
    F32 x = F32.of(new float[] {1e8f, 1, -1e8f, 3, 1e8f, -1e8f, 5, 0}, 1, 2, 2, 2);
    F32 ones = F32.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 1, 2, 2, 2);
    assertEquals(5, Conv2d.apply(x, ones, F32.zeros(1), 1, Padding.VALID).at(0));
  }

  @Test
  void paddingTouchesNoWeight() {
    F32 x = integers(1, 1, 1, 1, 1);
    F32 kernel = F32.zeros(1, 3, 3, 1);
    for (int i = 0; i < 9; i++) {
      kernel.set(i, i == 4 ? 2 : Float.NaN);
    }
    F32 doubled = F32.of(new float[] {2 * x.at(0)}, 1, 1, 1, 1);
    assertEquals(doubled, Conv2d.apply(x, kernel, F32.zeros(1), 1, Padding.SAME));
    assertEquals(doubled, DepthwiseConv2d.apply(x, kernel, F32.zeros(1), 1, Padding.SAME));
  }

  private static Onnx conv(int[] strides, int[] dilations, int groups) {
    return new Onnx("Conv")
        .ints("strides", strides)
        .ints("dilations", dilations)
        .number("group", groups);
  }

  /**
   * A kernel that without dilation does what this one does with it: zeros stand between the taps.
   * ONNX Runtime knows no dilation where it finds the padding itself.
   */
  private static F32 spread(F32 kernel, int[] d) {
    int kh = kernel.dim(1);
    int kw = kernel.dim(2);
    F32 wide = F32.zeros(kernel.dim(0), (kh - 1) * d[0] + 1, (kw - 1) * d[1] + 1, kernel.dim(3));
    for (int ky = 0; ky < kh; ky++) {
      for (int kx = 0; kx < kw; kx++) {
        F32 from = kernel.slice(1, ky, 1).slice(2, kx, 1);
        F32 to = wide.slice(1, ky * d[0], 1).slice(2, kx * d[1], 1);
        for (int i = 0; i < from.size(); i++) {
          to.set(i, from.at(i));
        }
      }
    }
    return wide;
  }

  /** A depthwise kernel [1, kh, kw, co] in ONNX's order, [co, 1, kh, kw]. */
  private static F32 outputsFirst(F32 kernel) {
    return kernel.transpose(3, 0, 1, 2);
  }
}
