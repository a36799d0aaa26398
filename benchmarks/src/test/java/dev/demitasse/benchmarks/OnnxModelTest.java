package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.ElementType;
import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Of;
import dev.demitasse.compiler.model.Argument.QuantizationOf;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.Argument.ScalesOf;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.ModelGraph.Node;
import dev.demitasse.compiler.model.ModelTensor;
import dev.demitasse.compiler.weights.WeightArray;
import dev.demitasse.operators.Activation;
import dev.demitasse.operators.Add;
import dev.demitasse.operators.AvgPool2d;
import dev.demitasse.operators.Conv2d;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.DepthwiseConv2d;
import dev.demitasse.operators.Padding;
import dev.demitasse.operators.QuantizedAdd;
import dev.demitasse.operators.QuantizedConv2d;
import dev.demitasse.operators.QuantizedDense;
import dev.demitasse.operators.QuantizedMultipliers;
import dev.demitasse.operators.Relu6;
import dev.demitasse.operators.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ONNX Runtime makes of a graph in ONNX what our operators make of it. */
class OnnxModelTest {
  private static final Argument NO_ACTIVATION = new Choice("Activation", "NONE");

  private final Random random = new Random(1);
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, WeightArray> arrays = new HashMap<>();

  private F32 floats(int... shape) {
    F32 t = F32.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.set(i, random.nextFloat() - 0.5f);
    }
    return t;
  }

  private I8 bytes(int... shape) {
    I8 t = I8.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.set(i, (byte) (random.nextInt(255) - 127));
    }
    return t;
  }

  private static List<Integer> shape(Tensor<?> t) {
    return Arrays.stream(t.shape()).boxed().toList();
  }

  private Of constant(String name, ElementType type, Tensor<?> t) {
    arrays.put(name, new WeightArray(name, type, shape(t), t.toBytes()));
    return new Of(new ModelTensor(name, type, shape(t), Optional.empty(), true));
  }

  private static ModelTensor real(String name, Integer... shape) {
    return new ModelTensor(name, ElementType.F32, List.of(shape), Optional.empty(), false);
  }

  private static ModelTensor quantized(String name, float scale, int zero, Integer... shape) {
    Optional<Quantization> q = Optional.of(new Quantization(scale, zero));
    return new ModelTensor(name, ElementType.I8, List.of(shape), q, false);
  }

  private ModelTensor call(ModelTensor result, String operator, Argument... arguments) {
    nodes.add(new Node(result, new Call(operator, List.of(arguments))));
    return result;
  }

  private ModelTensor reshape(ModelTensor result, ModelTensor x) {
    nodes.add(new Node(result, new Reshape(x, result.shape())));
    return result;
  }

  private byte[] run(ModelTensor x, ModelTensor y, byte[] input) {
    ModelGraph graph = new ModelGraph("test", List.of(x), nodes, List.of(y));
    try (OnnxSession session = OnnxSession.of(OnnxModel.of(graph, arrays), List.of(input, input))) {
      assertArrayEquals(session.outputs().get(0), session.outputs().get(1));
      assertEquals(3, session.time(3).length);
      return session.outputs().getFirst();
    }
  }

  private static void assertNear(F32 expected, byte[] actual) {
    F32 floats = (F32) Tensor.ofBytes(ElementType.F32, actual, expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.at(i), floats.at(i), 1e-5f);
    }
  }

  @Test
  void imagesOfFloats() {
    F32 image = floats(1, 7, 6, 3);
    F32 kernel = floats(4, 3, 2, 3);
    F32 bias = floats(4);
    F32 taps = floats(1, 2, 3, 8);
    F32 shift = floats(8);
    ModelTensor x = real("x", 1, 7, 6, 3);
    ModelTensor conv =
        call(
            real("conv", 1, 4, 6, 4),
            "Conv2d",
            new Of(x),
            constant("kernel", ElementType.F32, kernel),
            constant("bias", ElementType.F32, bias),
            new Int(2),
            new Int(1),
            new Int(1),
            new Int(1),
            new Choice("Padding", "SAME"),
            new Int(1));
    ModelTensor relu = call(real("relu", 1, 4, 6, 4), "Relu6", new Of(conv));
    ModelTensor depthwise =
        call(
            real("depthwise", 1, 4, 5, 8),
            "DepthwiseConv2d",
            new Of(relu),
            constant("taps", ElementType.F32, taps),
            constant("shift", ElementType.F32, shift),
            new Int(1),
            new Int(1),
            new Int(1),
            new Int(1),
            new Int(1),
            new Int(0),
            new Int(0),
            new Int(1));
    ModelTensor pool =
        call(
            real("pool", 1, 2, 3, 8),
            "AvgPool2d",
            new Of(depthwise),
            new Int(2),
            new Int(2),
            new Int(2),
            new Int(2),
            new Choice("Padding", "SAME"));
    ModelTensor sum = call(real("sum", 1, 2, 3, 8), "Add", new Of(pool), new Of(pool));
    F32 a = Relu6.apply(Conv2d.apply(image, kernel, bias, 2, 1, 1, 1, Padding.SAME, 1));
    F32 b = DepthwiseConv2d.apply(a, taps, shift, 1, 1, 1, 1, 1, 0, 0, 1);
    F32 c = AvgPool2d.apply(b, 2, 2, 2, 2, Padding.SAME);
    assertNear(Add.apply(c, c), run(x, sum, image.toBytes()));
  }

  @Test
  void rowsOfFloats() {
    F32 row = floats(1, 24);
    F32 weights = floats(5, 12);
    F32 bias = floats(5);
    ModelTensor x = real("x", 1, 24);
    ModelTensor image = reshape(real("image", 1, 2, 3, 4), x);
    ModelTensor twice = call(real("twice", 1, 2, 3, 4), "Add", new Of(image), new Of(image));
    ModelTensor rows = reshape(real("rows", 2, 12), twice);
    ModelTensor dense =
        call(
            real("dense", 2, 5),
            "Dense",
            new Of(rows),
            constant("weights", ElementType.F32, weights),
            constant("bias", ElementType.F32, bias));
    ModelTensor y = call(real("y", 2, 5), "Softmax", new Of(dense));
    F32 expected = Softmax.apply(Dense.apply(Add.apply(row, row).reshape(2, 12), weights, bias));
    assertNear(expected, run(x, y, row.toBytes()));
  }

  @Test
  void floatsTimesBytes() {
    F32 image = floats(1, 3, 4, 2);
    I8 kernel = bytes(3, 2, 2, 2);
    F32 bias = floats(3);
    float[] scales = {0.01f, 0.02f, 0.03f};
    F32 dequantized = F32.zeros(3, 2, 2, 2);
    for (int i = 0; i < kernel.size(); i++) {
      dequantized.set(i, kernel.at(i) * scales[i / 8]);
    }
    Of weights = constant("kernel", ElementType.I8, kernel);
    constant("kernel/scales", ElementType.F32, F32.of(scales, 3));
    ModelTensor x = real("x", 1, 3, 4, 2);
    ModelTensor y =
        call(
            real("y", 1, 3, 4, 3),
            "Conv2d",
            new Of(x),
            new Call("Dequantize", List.of(weights, new ScalesOf(weights.tensor()), new Int(0))),
            constant("bias", ElementType.F32, bias),
            new Int(1),
            new Int(1),
            new Int(1),
            new Int(1),
            new Choice("Padding", "SAME"),
            new Int(1));
    F32 expected = Conv2d.apply(image, dequantized, bias, 1, 1, 1, 1, Padding.SAME, 1);
    assertNear(expected, run(x, y, image.toBytes()));
  }

  @Test
  void integers() {
    I8 image = bytes(1, 5, 4, 3);
    I8 kernel = bytes(2, 3, 3, 3);
    I32 bias = I32.of(new int[] {900, -40}, 2);
    F32 scales = F32.of(new float[] {0.01f, 0.02f}, 2);
    I8 weights = bytes(3, 40);
    I32 shift = I32.of(new int[] {-100, 0, 300}, 3);
    ModelTensor x = quantized("x", 0.05f, 3, 1, 5, 4, 3);
    ModelTensor y = quantized("y", 0.1f, -128, 1, 5, 4, 2);
    ModelTensor z = quantized("z", 0.2f, -100, 1, 5, 4, 2);
    ModelTensor scores = quantized("scores", 1.5f, 7, 1, 3);
    Of taps = constant("kernel", ElementType.I8, kernel);
    constant("kernel/scales", ElementType.F32, scales);
    constant("weights/scales", ElementType.F32, F32.of(new float[] {0.03f}, 1));
    call(
        y,
        "QuantizedConv2d",
        new Of(x),
        new QuantizationOf(x),
        taps,
        constant("bias", ElementType.I32, bias),
        new Call(
            "QuantizedMultipliers",
            List.of(
                new QuantizationOf(x),
                new ScalesOf(taps.tensor()),
                new QuantizationOf(y),
                new Int(2))),
        new QuantizationOf(y),
        new Choice("Activation", "RELU6"),
        new Int(1),
        new Int(1),
        new Int(1),
        new Int(1),
        new Choice("Padding", "SAME"));
    call(
        z,
        "QuantizedAdd",
        new Of(y),
        new QuantizationOf(y),
        new Of(y),
        new QuantizationOf(y),
        new QuantizationOf(z),
        NO_ACTIVATION);
    ModelTensor rows = reshape(quantized("rows", 0.2f, -100, 1, 40), z);
    Of matrix = constant("weights", ElementType.I8, weights);
    call(
        scores,
        "QuantizedDense",
        new Of(rows),
        new QuantizationOf(rows),
        matrix,
        new Argument.ScaleOf(matrix.tensor()),
        constant("shift", ElementType.I32, shift),
        new QuantizationOf(scores),
        NO_ACTIVATION);
    var xq = new dev.demitasse.operators.Quantization(0.05f, 3);
    var yq = new dev.demitasse.operators.Quantization(0.1f, -128);
    var zq = new dev.demitasse.operators.Quantization(0.2f, -100);
    var scoresQ = new dev.demitasse.operators.Quantization(1.5f, 7);
    QuantizedMultipliers.Factors factors = QuantizedMultipliers.apply(xq, scales, yq, 2);
    I8 a =
        QuantizedConv2d.apply(
            image, xq, kernel, bias, factors, yq, Activation.RELU6, 1, 1, 1, 1, Padding.SAME);
    I8 b = QuantizedAdd.apply(a, yq, a, yq, zq, Activation.NONE);
    I8 expected =
        QuantizedDense.apply(b.reshape(1, 40), zq, weights, 0.03f, shift, scoresQ, Activation.NONE);
    byte[] actual = run(x, scores, image.toBytes());
    for (int i = 0; i < 3; i++) {
      assertTrue(Math.abs(expected.at(i) - actual[i]) <= 1, "score " + i);
    }
  }

  @Test
  void whatIsNotKnownIsSaid() {
    ModelTensor x = real("x", 1, 4);
    ModelTensor y = call(real("y", 1, 4), "Tanh", new Of(x));
    Failure failure = assertThrows(Failure.class, () -> run(x, y, new byte[16]));
    assertEquals("it is not known what operator Tanh is in ONNX", failure.getMessage());
    nodes.clear();
    ModelTensor z = call(real("z", 1, 4), "Softmax", new Of(x), new Real(2f));
    assertThrows(Failure.class, () -> run(x, z, new byte[16]));
  }
}
