package dev.demitasse.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** What operators refuse, and in which words. */
class PreconditionTest {
  private static final F32 IMAGE = F32.zeros(1, 6, 5, 4);
  private static final F32 EMPTY = F32.zeros(1, 0, 5, 4);
  private static final F32 KERNEL = F32.zeros(8, 3, 3, 4);
  private static final F32 DEPTHWISE = F32.zeros(1, 3, 3, 8);
  private static final F32 BIAS = F32.zeros(8);
  private static final F32 MATRIX = F32.zeros(2, 3);
  private static final I8 IMAGE8 = I8.zeros(1, 6, 5, 4);
  private static final I8 KERNEL8 = I8.zeros(8, 3, 3, 4);
  private static final I8 MATRIX8 = I8.zeros(2, 3);
  private static final I32 BIAS32 = I32.zeros(8);
  private static final QuantizedMultipliers.Factors FACTORS =
      new QuantizedMultipliers.Factors(BIAS32, BIAS32);
  private static final Quantization Q = new Quantization(1f, 0);
  private static final Quantization FINE = new Quantization(1e-6f, 0);

  private static DynamicTest refuses(String message, ThrowingSupplier<?> call) {
    return dynamicTest(
        message,
        () ->
            assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::get).getMessage()));
  }

  @TestFactory
  Stream<DynamicTest> dense() {
    return Stream.of(
        refuses("x has shape [8], expected [n, k]", () -> Dense.apply(BIAS, MATRIX, BIAS)),
        refuses("weights have shape [8], expected [m, k]", () -> Dense.apply(MATRIX, BIAS, BIAS)),
        refuses(
            "x has depth 3, weights expect 4", () -> Dense.apply(MATRIX, F32.zeros(8, 4), BIAS)),
        refuses("bias has shape [8], expected [2]", () -> Dense.apply(MATRIX, MATRIX, BIAS)),
        refuses("bias has shape [2, 3], expected [2]", () -> Dense.apply(MATRIX, MATRIX, MATRIX)));
  }

  @TestFactory
  Stream<DynamicTest> conv2d() {
    return Stream.of(
        refuses(
            "x has shape [2, 3], expected [n, h, w, c]",
            () -> Conv2d.apply(MATRIX, KERNEL, BIAS, 1, 1, 1, 1, 0, 0, 0, 0, 1)),
        refuses(
            "x has shape [2, 3], expected [n, h, w, c]",
            () -> Conv2d.apply(MATRIX, KERNEL, BIAS, 1, Padding.VALID)),
        refuses(
            "kernel has shape [2, 3], expected [co, kh, kw, ci]",
            () -> Conv2d.apply(IMAGE, MATRIX, BIAS, 1, 1, 1, 1, 0, 0, 0, 0, 1)),
        refuses(
            "kernel has shape [2, 3], expected [co, kh, kw, ci]",
            () -> Conv2d.apply(IMAGE, MATRIX, BIAS, 1, Padding.SAME)),
        refuses(
            "x has 4 channels, kernel expects 3",
            () -> Conv2d.apply(IMAGE, F32.zeros(8, 3, 3, 3), BIAS, 1, Padding.SAME)),
        refuses(
            "x has 4 channels, kernel expects 8",
            () -> Conv2d.apply(IMAGE, KERNEL, BIAS, 1, 1, 1, 1, Padding.SAME, 2)),
        refuses(
            "groups is 0, must be at least 1",
            () -> Conv2d.apply(IMAGE, KERNEL, BIAS, 1, 1, 1, 1, Padding.SAME, 0)),
        refuses(
            "kernel has 3 output channels, not a multiple of 2 groups",
            () -> Conv2d.apply(IMAGE, F32.zeros(3, 3, 3, 2), BIAS, 1, 1, 1, 1, Padding.SAME, 2)),
        refuses(
            "bias has shape [7], expected [8]",
            () -> Conv2d.apply(IMAGE, KERNEL, F32.zeros(7), 1, Padding.SAME)),
        refuses(
            "bias has shape [], expected [8]",
            () -> Conv2d.apply(IMAGE, KERNEL, F32.zeros(), 1, Padding.SAME)));
  }

  @TestFactory
  Stream<DynamicTest> depthwiseConv2d() {
    return Stream.of(
        refuses(
            "x has shape [2, 3], expected [n, h, w, c]",
            () -> DepthwiseConv2d.apply(MATRIX, DEPTHWISE, BIAS, 1, Padding.SAME)),
        refuses(
            "kernel has shape [2, 3], expected [1, kh, kw, co]",
            () -> DepthwiseConv2d.apply(IMAGE, MATRIX, BIAS, 1, Padding.SAME)),
        refuses(
            "kernel has shape [8, 3, 3, 4], expected [1, kh, kw, co]",
            () -> DepthwiseConv2d.apply(IMAGE, KERNEL, BIAS, 1, 1, 1, 1, 0, 0, 0, 0)),
        refuses(
            "kernel has 6 channels, not a multiple of the 4 channels of x",
            () -> DepthwiseConv2d.apply(IMAGE, F32.zeros(1, 3, 3, 6), BIAS, 1, Padding.SAME)),
        refuses(
            "kernel has 8 channels, not a multiple of the 0 channels of x",
            () -> DepthwiseConv2d.apply(F32.zeros(1, 6, 5, 0), DEPTHWISE, BIAS, 1, Padding.SAME)),
        refuses(
            "bias has shape [4], expected [8]",
            () -> DepthwiseConv2d.apply(IMAGE, DEPTHWISE, F32.zeros(4), 1, Padding.SAME)));
  }

  /** The window of a convolution, along either axis. */
  @TestFactory
  Stream<DynamicTest> windows() {
    return Stream.of(
        refuses(
            "stride is 0, must be at least 1",
            () -> Conv2d.apply(IMAGE, KERNEL, BIAS, 0, Padding.SAME)),
        refuses(
            "stride is -2, must be at least 1",
            () -> DepthwiseConv2d.apply(IMAGE, DEPTHWISE, BIAS, 1, -2, 1, 1, 0, 0, 0, 0)),
        refuses(
            "dilation is 0, must be at least 1",
            () -> Conv2d.apply(IMAGE, KERNEL, BIAS, 1, 1, 1, 0, 0, 0, 0, 0, 1)),
        refuses(
            "dilation is -1, must be at least 1",
            () -> DepthwiseConv2d.apply(IMAGE, DEPTHWISE, BIAS, 1, 1, -1, 1, Padding.SAME)),
        refuses(
            "window size is 0, must be at least 1",
            () -> Conv2d.apply(IMAGE, F32.zeros(8, 3, 0, 4), BIAS, 1, Padding.SAME)),
        refuses(
            "padding is 1 and -1, must not be negative",
            () -> Conv2d.apply(IMAGE, KERNEL, BIAS, 1, 1, 1, 1, 1, -1, 0, 0, 1)),
        refuses(
            "window spans 7 cells, the padded image has only 6",
            () -> Conv2d.apply(IMAGE, KERNEL, BIAS, 1, 1, 3, 1, Padding.VALID, 1)),
        refuses(
            "window spans 9 cells, the padded image has only 8",
            () -> DepthwiseConv2d.apply(IMAGE, DEPTHWISE, BIAS, 1, 1, 1, 4, 0, 0, 1, 2)),
        refuses(
            "window spans 1 cells, the padded image has only 0",
            () -> Conv2d.apply(EMPTY, KERNEL, BIAS, 1, Padding.SAME)));
  }

  @TestFactory
  Stream<DynamicTest> pools() {
    return Stream.of(
        refuses("x has shape [8], expected [n, h, w, c]", () -> MaxPool2d.apply(BIAS, 2)),
        refuses("x has shape [8], expected [n, h, w, c]", () -> AvgPool2d.apply(BIAS, 2)),
        refuses("window size is 0, must be at least 1", () -> MaxPool2d.apply(IMAGE, 0)),
        refuses("window size is 0, must be at least 1", () -> AvgPool2d.apply(IMAGE, 0)),
        refuses(
            "stride is 0, must be at least 1", () -> MaxPool2d.apply(IMAGE, 2, 0, Padding.VALID)),
        refuses(
            "stride is 0, must be at least 1", () -> AvgPool2d.apply(IMAGE, 2, 0, Padding.SAME)),
        refuses(
            "window spans 6 cells, the padded image has only 5", () -> MaxPool2d.apply(IMAGE, 6)),
        refuses(
            "window spans 6 cells, the padded image has only 5", () -> AvgPool2d.apply(IMAGE, 6)),
        refuses(
            "padding is -1 and 0, must not be negative",
            () -> MaxPool2d.apply(IMAGE, 2, 2, 1, 1, -1, 0, 0, 0)),
        refuses(
            "padding is 2 and 0, must be less than window of 2",
            () -> MaxPool2d.apply(IMAGE, 2, 2, 1, 1, 2, 0, 0, 0)),
        refuses(
            "padding is 0 and 3, must be less than window of 2",
            () -> AvgPool2d.apply(IMAGE, 2, 2, 1, 1, 0, 0, 0, 3)),
        refuses(
            "image has no cells, a window would have no value",
            () -> AvgPool2d.apply(EMPTY, 3, 3, 1, 1, 2, 2, 0, 0)));
  }

  @TestFactory
  Stream<DynamicTest> elementwise() {
    return Stream.of(
        refuses("shapes [2, 3] and [8] do not broadcast", () -> Add.apply(MATRIX, BIAS)),
        refuses("shapes [8] and [2, 3] do not broadcast", () -> Mul.apply(BIAS, MATRIX)),
        refuses(
            "shapes [2, 3] and [2, 0] do not broadcast", () -> Mul.apply(MATRIX, F32.zeros(2, 0))),
        refuses("x is a scalar, expected at least one axis", () -> Softmax.apply(F32.zeros())));
  }

  @TestFactory
  Stream<DynamicTest> shapeOperators() {
    int[] one = {1};
    int[] two = {1, 0};
    return Stream.of(
        refuses("x has 2 axes, before has 1, after 2", () -> Pad.apply(MATRIX, one, two)),
        refuses("x has 2 axes, before has 2, after 1", () -> Pad.apply(MATRIX, two, one, 3)),
        refuses(
            "padding of axis 1 is negative: 0 and -2",
            () -> Pad.apply(MATRIX, two, new int[] {0, -2})),
        refuses("x has 6 elements, shape [2, 4] has 8", () -> Reshape.apply(MATRIX, 2, 4)),
        refuses("x has 6 elements, shape [] has 1", () -> Reshape.apply(MATRIX)),
        refuses(
            "x has 6 elements, shape [65536, 65536] has 4294967296",
            () -> Reshape.apply(MATRIX, 65536, 65536)),
        refuses("shape [-2, -3] has a negative size", () -> Reshape.apply(MATRIX, -2, -3)),
        refuses("x has 2 axes, order [0] has 1", () -> Transpose.apply(MATRIX, 0)),
        refuses("order [0, 2] names axis 2, x has 2", () -> Transpose.apply(MATRIX, 0, 2)),
        refuses("order [-1, 0] names axis -1, x has 2", () -> Transpose.apply(MATRIX, -1, 0)),
        refuses("order [1, 1] names axis 1 twice", () -> Transpose.apply(MATRIX, 1, 1)),
        refuses("nothing to join: expected at least one tensor", () -> Concat.apply(0, new F32[0])),
        refuses("axis is 2, xs[0] has rank 2", () -> Concat.apply(2, MATRIX, MATRIX)),
        refuses("axis is -1, xs[0] has rank 2", () -> Concat.apply(-1, MATRIX)),
        refuses("axis is 0, xs[0] has rank 0", () -> Concat.apply(0, F32.zeros())),
        refuses("xs have ranks 2 and 1", () -> Concat.apply(0, MATRIX, BIAS)),
        refuses(
            "sizes at axis 1 differ: 3 and 4",
            () -> Concat.apply(0, MATRIX, MATRIX, F32.zeros(2, 4))));
  }

  @TestFactory
  Stream<DynamicTest> quantizations() {
    return Stream.of(
        refuses("scale is 0.0, must be positive and finite", () -> new Quantization(0f, 0)),
        refuses("scale is -1.0, must be positive and finite", () -> new Quantization(-1f, 0)),
        refuses("scale is NaN, must be positive and finite", () -> new Quantization(Float.NaN, 0)),
        refuses(
            "scale is Infinity, must be positive and finite",
            () -> new Quantization(Float.POSITIVE_INFINITY, 0)),
        refuses("zero point is 128, must fit 8 bits", () -> new Quantization(1f, 128)),
        refuses("zero point is -129, must fit 8 bits", () -> new Quantization(1f, -129)),
        refuses(
            "there are 3 scales, expected 1 or 8",
            () -> QuantizedMultipliers.apply(Q, F32.zeros(3), Q, 8)),
        refuses("axis is 4, x has rank 4", () -> Dequantize.apply(IMAGE8, BIAS, 4)),
        refuses("axis is -1, x has rank 4", () -> Dequantize.apply(IMAGE8, BIAS, -1)),
        refuses("scales have shape [8], expected [4]", () -> Dequantize.apply(IMAGE8, BIAS, 3)),
        refuses("axis is 4, kernel has rank 4", () -> NoBias.apply(KERNEL8, 4)),
        refuses("axis is -1, kernel has rank 4", () -> NoBias.apply(KERNEL, -1)));
  }

  @TestFactory
  Stream<DynamicTest> quantizedOperators() {
    return Stream.of(
        refuses(
            "x has shape [2, 3], expected [n, h, w, c]", () -> convolve(MATRIX8, KERNEL8, BIAS32)),
        refuses(
            "kernel has shape [2, 3], expected [co, kh, kw, ci]",
            () -> convolve(IMAGE8, MATRIX8, BIAS32)),
        refuses(
            "x has 4 channels, kernel expects 3",
            () -> convolve(IMAGE8, I8.zeros(8, 3, 3, 3), BIAS32)),
        refuses(
            "x has 4 channels, kernel expects 5",
            () -> convolve(IMAGE8, I8.zeros(8, 3, 3, 5), BIAS32)),
        refuses(
            "x has 4 channels, kernel expects 0",
            () -> convolve(IMAGE8, I8.zeros(8, 3, 3, 0), BIAS32)),
        refuses(
            "kernel has 3 output channels, not a multiple of 2 groups",
            () -> convolve(IMAGE8, I8.zeros(3, 3, 3, 2), BIAS32)),
        refuses("bias has shape [7], expected [8]", () -> convolve(IMAGE8, KERNEL8, I32.zeros(7))),
        refuses(
            "multiplier has shape [8], expected [6]",
            () -> convolve(IMAGE8, I8.zeros(6, 3, 3, 4), I32.zeros(6))),
        refuses(
            "shift has shape [1], expected [8]",
            () ->
                QuantizedDepthwiseConv2d.apply(
                    IMAGE8,
                    Q,
                    I8.zeros(1, 3, 3, 8),
                    BIAS32,
                    new QuantizedMultipliers.Factors(BIAS32, I32.zeros(1)),
                    Q,
                    Activation.NONE,
                    1,
                    1,
                    1,
                    1,
                    Padding.SAME)),
        refuses(
            "x has depth 3, weights expect 4",
            () -> QuantizedDense.apply(MATRIX8, Q, I8.zeros(8, 4), 1f, BIAS32, Q, Activation.NONE)),
        refuses(
            "multiplier has shape [8], expected [2]",
            () ->
                QuantizedDense.apply(
                    MATRIX8, Q, MATRIX8, I32.zeros(2), FACTORS, Q, Activation.NONE)),
        refuses(
            "scale is 0.0, must be positive and finite",
            () -> QuantizedDense.apply(MATRIX8, Q, MATRIX8, 0f, I32.zeros(2), Q, Activation.NONE)),
        refuses(
            "scale of y is 1.0E-6, too small for those of a and b",
            () -> QuantizedAdd.apply(MATRIX8, Q, MATRIX8, Q, FINE, Activation.NONE)),
        refuses(
            "shapes [2, 3] and [1, 6, 5, 4] do not broadcast",
            () -> QuantizedMul.apply(MATRIX8, Q, IMAGE8, Q, Q, Activation.NONE)),
        refuses(
            "scale of y is too small: the factor is 2.147483648E9, must be below 2^31",
            () ->
                QuantizedMul.apply(
                    MATRIX8, new Quantization(1L << 31, 0), MATRIX8, Q, Q, Activation.NONE)),
        refuses(
            "image has no cells, a window would have no value",
            () ->
                QuantizedAvgPool2d.apply(
                    I8.zeros(1, 0, 5, 4), Q, Activation.NONE, 1, 1, 1, 1, Padding.VALID)),
        refuses(
            "window spans 7 cells, the padded image has only 6",
            () -> QuantizedMaxPool2d.apply(IMAGE8, Q, Activation.NONE, 7, 1, 1, 1, Padding.VALID)),
        refuses(
            "x is a scalar, expected at least one axis",
            () -> QuantizedSoftmax.apply(I8.zeros(), Q, 1f)),
        refuses(
            "rows have 4096 scores, must be less than 4096",
            () -> QuantizedSoftmax.apply(I8.zeros(2, 4096), Q, 1f)),
        refuses(
            "beta is 0.0, too small for the scale 1.0",
            () -> QuantizedSoftmax.apply(MATRIX8, Q, 0f)),
        refuses("nothing to join: expected at least one tensor", () -> Concat.apply(0, new I8[0])),
        refuses("x has 6 elements, shape [2, 4] has 8", () -> Reshape.apply(MATRIX8, 2, 4)),
        refuses("order [1, 1] names axis 1 twice", () -> Transpose.apply(MATRIX8, 1, 1)),
        refuses(
            "x has 2 axes, before has 1, after 2",
            () -> Pad.apply(MATRIX8, new int[1], new int[2], (byte) 0)));
  }

  private static I8 convolve(I8 x, I8 kernel, I32 bias) {
    return QuantizedConv2d.apply(
        x, Q, kernel, bias, FACTORS, Q, Activation.NONE, 1, 1, 1, 1, 1, 1, 1, 1);
  }
}
