package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.bytes;
import static dev.demitasse.operators.Samples.integers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds of every operator: it reads views as it reads copies, and accepts empty tensors. */
class AnyTensorTest {
  private static final F32 BIAS = integers(3, 3);
  private static final Quantization UNIT = new Quantization(1f, 0);

  private static DynamicTest sameOfViews(String name, UnaryOperator<F32> operator) {
    F32 wide = integers(1, 3, 6, 9, 2);
    F32 view = wide.transpose(3, 1, 2, 0).slice(2, 3, 4);
    F32 copy = view.copy();
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertEquals(operator.apply(copy), operator.apply(view));
          assertEquals(copy, view);
        });
  }

  @TestFactory
  Stream<DynamicTest> readsViewsAsCopies() {
    F32 kernel = integers(2, 3, 2, 2, 3);
    return Stream.of(
        sameOfViews("Add", x -> Add.apply(x, BIAS)),
        sameOfViews("AvgPool2d", x -> AvgPool2d.apply(x, 2)),
        sameOfViews("Concat", x -> Concat.apply(1, x, x)),
        sameOfViews("Conv2d", x -> Conv2d.apply(x, kernel, BIAS, 1, Padding.SAME)),
        sameOfViews("Dense", x -> Dense.apply(x.row(1).row(0), integers(4, 3, 3), BIAS)),
        sameOfViews(
            "DepthwiseConv2d",
            x -> DepthwiseConv2d.apply(x, kernel.slice(0, 0, 1), BIAS, 1, Padding.SAME)),
        sameOfViews("MaxPool2d", x -> MaxPool2d.apply(x, 2)),
        sameOfViews("Mul", x -> Mul.apply(BIAS, x)),
        sameOfViews("Pad", x -> Pad.apply(x, new int[] {0, 1, 2, 0}, new int[4])),
        sameOfViews("Quantize", x -> Dequantize.apply(Quantize.apply(x, UNIT), UNIT)),
        sameOfViews("Relu", Relu::apply),
        sameOfViews("Relu6", Relu6::apply),
        sameOfViews("LeakyRelu", x -> LeakyRelu.apply(x, 0.5f)),
        sameOfViews("Sub", x -> Sub.apply(x, BIAS)),
        sameOfViews("Reshape", x -> Reshape.apply(x, x.size())),
        sameOfViews("Sigmoid", Sigmoid::apply),
        sameOfViews("Softmax", x -> Softmax.apply(x)),
        sameOfViews("Tanh", Tanh::apply),
        sameOfViews("Transpose", x -> Transpose.apply(x, 1, 0, 3, 2)));
  }

  private static DynamicTest sameOfViews8(String name, Function<I8, Tensor<?>> operator) {
    I8 wide = bytes(1, 3, 6, 9, 2);
    I8 view = wide.transpose(3, 1, 2, 0).slice(2, 3, 4);
    I8 copy = view.copy();
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertEquals(operator.apply(copy), operator.apply(view));
          assertEquals(copy, view);
        });
  }

  @TestFactory
  Stream<DynamicTest> readsViewsOfBytesAsCopies() {
    Quantization q = new Quantization(0.25f, 3);
    I8 kernel = bytes(2, 3, 2, 2, 3);
    I8 vector = bytes(4, 3);
    I32 bias = I32.zeros(3);
    var factors = QuantizedMultipliers.apply(q, integers(3, 1), q, 3);
    Activation none = Activation.NONE;
    return Stream.of(
        sameOfViews8("Concat", x -> Concat.apply(1, x, x)),
        sameOfViews8("Dequantize", x -> Dequantize.apply(x, q)),
        sameOfViews8("Dequantize by channel", x -> Dequantize.apply(x, BIAS, 3)),
        sameOfViews8("Pad", x -> Pad.apply(x, new int[] {0, 1, 2, 0}, new int[4], (byte) 7)),
        sameOfViews8("QuantizedAdd", x -> QuantizedAdd.apply(x, q, vector, q, q, none)),
        sameOfViews8(
            "QuantizedAvgPool2d",
            x -> QuantizedAvgPool2d.apply(x, q, none, 2, 2, 1, 1, Padding.SAME)),
        sameOfViews8(
            "QuantizedConv2d",
            x ->
                QuantizedConv2d.apply(
                    x, q, kernel, bias, factors, q, none, 1, 1, 1, 1, Padding.SAME)),
        sameOfViews8(
            "QuantizedDense",
            x -> QuantizedDense.apply(x.row(1).row(0), q, bytes(4, 3, 3), bias, factors, q, none)),
        sameOfViews8(
            "QuantizedDepthwiseConv2d",
            x ->
                QuantizedDepthwiseConv2d.apply(
                    x, q, kernel.slice(0, 0, 1), bias, factors, q, none, 1, 1, 1, 1, Padding.SAME)),
        sameOfViews8(
            "QuantizedMaxPool2d",
            x -> QuantizedMaxPool2d.apply(x, q, none, 2, 2, 1, 1, Padding.SAME)),
        sameOfViews8("QuantizedMul", x -> QuantizedMul.apply(vector, q, x, q, q, none)),
        sameOfViews8("QuantizedLeakyRelu", x -> QuantizedLeakyRelu.apply(x, q, q, 0.5f)),
        sameOfViews8("QuantizedRelu", x -> QuantizedRelu.apply(x, q, q, Activation.RELU6)),
        sameOfViews8("QuantizedSoftmax", x -> QuantizedSoftmax.apply(x, q, 1f)),
        sameOfViews8("Requantize", x -> Requantize.apply(x, q, new Quantization(0.5f, 0))),
        sameOfViews8("Reshape", x -> Reshape.apply(x, x.size())),
        sameOfViews8("Transpose", x -> Transpose.apply(x, 1, 0, 3, 2)));
  }

  private static DynamicTest shape(String name, Tensor<?> y, int... expected) {
    return DynamicTest.dynamicTest(name, () -> assertArrayEquals(expected, y.shape()));
  }

  @TestFactory
  Stream<DynamicTest> acceptsEmptyTensors() {
    F32 none = F32.zeros(0, 4, 4, 3);
    F32 kernel = integers(2, 3, 2, 2, 3);
    F32 depthwise = kernel.slice(0, 0, 1);
    return Stream.of(
        shape("Add", Add.apply(none, BIAS), 0, 4, 4, 3),
        shape("AvgPool2d", AvgPool2d.apply(none, 2), 0, 2, 2, 3),
        shape("Concat", Concat.apply(0, none, none, F32.zeros(2, 4, 4, 3)), 2, 4, 4, 3),
        shape("Conv2d", Conv2d.apply(none, kernel, BIAS, 1, Padding.VALID), 0, 3, 3, 3),
        shape("Dense", Dense.apply(F32.zeros(0, 5), F32.zeros(3, 5), BIAS), 0, 3),
        shape(
            "DepthwiseConv2d",
            DepthwiseConv2d.apply(none, depthwise, BIAS, 1, Padding.VALID),
            0,
            3,
            3,
            3),
        shape("MaxPool2d", MaxPool2d.apply(none, 2), 0, 2, 2, 3),
        shape("Mul", Mul.apply(F32.zeros(2, 0), F32.zeros(1)), 2, 0),
        shape("Pad", Pad.apply(F32.zeros(0), new int[] {1}, new int[] {2}, 5), 3),
        shape("QuantizedSoftmax of no row", QuantizedSoftmax.apply(I8.zeros(0, 3), UNIT, 1f), 0, 3),
        shape(
            "QuantizedSoftmax of empty rows",
            QuantizedSoftmax.apply(I8.zeros(3, 0), UNIT, 1f),
            3,
            0),
        shape("Relu", Relu.apply(none), 0, 4, 4, 3),
        shape("Reshape", Reshape.apply(none, 7, 0), 7, 0),
        shape("Softmax of no row", Softmax.apply(F32.zeros(0, 3)), 0, 3),
        shape("Softmax of empty rows", Softmax.apply(F32.zeros(3, 0)), 3, 0),
        shape("Transpose", Transpose.apply(none, 3, 2, 1, 0), 3, 4, 4, 0));
  }
}
