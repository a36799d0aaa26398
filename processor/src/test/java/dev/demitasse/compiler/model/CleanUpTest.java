package dev.demitasse.compiler.model;

import static dev.demitasse.compiler.model.Graphs.constant;
import static dev.demitasse.compiler.model.Graphs.f32;
import static dev.demitasse.compiler.model.Graphs.graph;
import static dev.demitasse.compiler.model.Graphs.i8;
import static dev.demitasse.compiler.model.Graphs.node;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Ints;
import dev.demitasse.compiler.model.Argument.QuantizationOf;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.Argument.ScalesOf;
import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanUpTest {
  private static final Quantization Q = new Quantization(0.5f, 3);
  private static final Quantization OTHER = new Quantization(0.5f, 4);
  private static final ModelTensor X = f32("x", 1, 4, 4, 2);
  private static final ModelTensor XQ = i8("xq", Q, 1, 4, 4, 2);
  private static final ModelTensor Y = f32("y", 1, 4, 4, 2);
  private static final ModelTensor YQ = i8("yq", Q, 1, 4, 4, 2);
  private static final ModelTensor Z = f32("z", 1, 4, 4, 2);
  private static final ModelTensor ZQ = i8("zq", Q, 1, 4, 4, 2);
  private static final ModelTensor LAST = f32("last", 1, 4, 4, 2);
  private static final ModelTensor W = constant(f32("w", 2, 3, 3, 2));
  private static final ModelTensor B = constant(f32("b", 2));
  private static final Choice NONE = new Choice("Activation", "NONE");
  private static final Choice RELU = new Choice("Activation", "RELU");
  private static final Choice VALID = new Choice("Padding", "VALID");

  private static void assertBecomes(
      ModelGraph before, List<ModelTensor> outputs, Node... expected) {
    ModelGraph wanted = new ModelGraph("A model.", before.inputs(), List.of(expected), outputs);
    assertEquals(wanted, CleanUp.run(before, t -> true));
  }

  private static void assertStays(ModelGraph graph) {
    assertEquals(graph, CleanUp.run(graph, t -> true));
  }

  // ---- What makes a tensor again ----

  private static Node quantize(ModelTensor result, ModelTensor x) {
    return node(result, "Quantize", x, new QuantizationOf(result));
  }

  private static Node dequantize(ModelTensor result, ModelTensor x) {
    return dequantize(result, x, x);
  }

  /** With the quantisation of a tensor that was left out, which is the same. */
  private static Node dequantize(ModelTensor result, ModelTensor x, ModelTensor same) {
    return node(result, "Dequantize", x, new QuantizationOf(same));
  }

  private static Node requantize(ModelTensor result, ModelTensor x) {
    return node(result, "Requantize", x, new QuantizationOf(x), new QuantizationOf(result));
  }

  @Test
  void leavesOutQuantizeOfDequantizeWithTheSameScale() {
    assertBecomes(
        graph(List.of(XQ), List.of(Z), dequantize(Y, XQ), quantize(YQ, Y), dequantize(Z, YQ)),
        List.of(Z),
        dequantize(Z, XQ, YQ));
  }

  @Test
  void keepsDequantizeThatIsReadElsewhere() {
    assertBecomes(
        graph(List.of(XQ), List.of(YQ, Y), dequantize(Y, XQ), quantize(YQ, Y)),
        List.of(XQ, Y),
        dequantize(Y, XQ));
  }

  @Test
  void keepsQuantizeWithAnotherZeroPoint() {
    ModelTensor other = i8("other", OTHER, 1, 4, 4, 2);
    assertStays(graph(List.of(XQ), List.of(other), dequantize(Y, XQ), quantize(other, Y)));
  }

  @Test
  void keepsQuantizeOfSomethingComputed() {
    assertStays(
        graph(List.of(XQ), List.of(YQ), dequantize(Y, XQ), node(Z, "Relu", Y), quantize(YQ, Z)));
  }

  @Test
  void leavesOutRequantizeToTheSameScale() {
    assertBecomes(
        graph(List.of(XQ), List.of(Z), requantize(YQ, XQ), dequantize(Z, YQ)),
        List.of(Z),
        dequantize(Z, XQ, YQ));
  }

  @Test
  void keepsRequantizeToAnotherZeroPoint() {
    ModelTensor other = i8("other", OTHER, 1, 4, 4, 2);
    assertStays(graph(List.of(XQ), List.of(other), requantize(other, XQ)));
  }

  @Test
  void leavesOutReshapeToTheSameShape() {
    assertBecomes(
        graph(
            List.of(X),
            List.of(Z),
            new Node(Y, new Reshape(X, List.of(1, 4, 4, 2))),
            node(Z, "Relu", Y)),
        List.of(Z),
        node(Z, "Relu", X));
  }

  @Test
  void keepsReshapeToAnotherShape() {
    ModelTensor flat = f32("flat", 32);
    assertStays(graph(List.of(X), List.of(flat), new Node(flat, new Reshape(X, List.of(32)))));
  }

  @Test
  void findsTheFirstOfManyThatAreTheSame() {
    assertBecomes(
        graph(
            List.of(XQ),
            List.of(LAST),
            requantize(YQ, XQ),
            dequantize(Y, YQ),
            quantize(ZQ, Y),
            dequantize(LAST, ZQ)),
        List.of(LAST),
        dequantize(LAST, XQ, ZQ));
  }

  // ---- Padding ----

  private static final ModelTensor P = f32("p", 1, 7, 7, 2);
  private static final ModelTensor PQ = i8("pq", Q, 1, 7, 7, 2);
  private static final Ints BEFORE = new Ints(List.of(0, 1, 2, 0));
  private static final Ints AFTER = new Ints(List.of(0, 2, 1, 0));
  private static final Argument[] CELLS = {new Int(1), new Int(2), new Int(2), new Int(1)};

  /** The arguments of a convolution: those before the strides, one each, padding, others. */
  private static Node conv(
      ModelTensor result, String operator, List<Argument> first, Argument... last) {
    List<Object> all = new ArrayList<>(first);
    for (int i = 0; i < 4; i++) {
      all.add(new Int(1));
    }
    all.addAll(List.of(last));
    return node(result, operator, all.toArray());
  }

  private static List<Argument> floats(ModelTensor x) {
    return List.of(new Argument.Of(x), new Argument.Of(W), new Argument.Of(B));
  }

  /** The quantisation stays that of the image with its border, which is the same. */
  private static List<Argument> integers(ModelTensor x) {
    return List.of(
        new Argument.Of(x),
        new QuantizationOf(PQ),
        new Argument.Of(W),
        new Argument.Of(B),
        new Call("QuantizedMultipliers", List.of(new ScalesOf(W))),
        new QuantizationOf(YQ),
        NONE);
  }

  private static ModelGraph padded(Node pad, Node conv) {
    return graph(List.of(X, XQ), List.of(conv.result()), pad, conv);
  }

  private static Argument[] and(Argument[] cells, Argument... more) {
    List<Argument> all = new ArrayList<>(List.of(cells));
    all.addAll(List.of(more));
    return all.toArray(Argument[]::new);
  }

  private static final Node PAD = node(P, "Pad", X, BEFORE, AFTER, new Real(0f));

  @Test
  void conv2dPads() {
    assertBecomes(
        padded(PAD, conv(Y, "Conv2d", floats(P), VALID, new Int(1))),
        List.of(Y),
        conv(Y, "Conv2d", floats(X), and(CELLS, new Int(1))));
  }

  @Test
  void depthwiseConv2dPads() {
    assertBecomes(
        padded(PAD, conv(Y, "DepthwiseConv2d", floats(P), VALID)),
        List.of(Y),
        conv(Y, "DepthwiseConv2d", floats(X), CELLS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"QuantizedConv2d", "QuantizedDepthwiseConv2d"})
  void quantizedConvolutionsPadWithTheZeroPoint(String operator) {
    Node pad = node(PQ, "Pad", XQ, BEFORE, AFTER, new Argument.Int8((byte) 3));
    assertBecomes(
        padded(pad, conv(YQ, operator, integers(PQ), VALID)),
        List.of(YQ),
        conv(YQ, operator, integers(XQ), CELLS));
  }

  @ParameterizedTest
  @ValueSource(floats = {1f, Float.NaN, Float.MIN_VALUE})
  void keepsPaddingWithAnotherValue(float value) {
    assertStays(
        padded(
            node(P, "Pad", X, BEFORE, AFTER, new Real(value)),
            conv(Y, "Conv2d", floats(P), VALID, new Int(1))));
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 4})
  void keepsPaddingWithAnotherValueThanTheZeroPoint(byte value) {
    assertStays(
        padded(
            node(PQ, "Pad", XQ, BEFORE, AFTER, new Argument.Int8(value)),
            conv(YQ, "QuantizedConv2d", integers(PQ), VALID)));
  }

  @Test
  void keepsPaddingBeforeAConvolutionThatPads() {
    Choice same = new Choice("Padding", "SAME");
    assertStays(padded(PAD, conv(Y, "Conv2d", floats(P), same, new Int(1))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void keepsPaddingOfBatchesAndChannels(int axis) {
    List<Integer> cells = new ArrayList<>(List.of(0, 1, 1, 0));
    cells.set(axis, 1);
    Node conv = conv(Y, "Conv2d", floats(P), VALID, new Int(1));
    assertStays(padded(node(P, "Pad", X, new Ints(cells), AFTER, new Real(0f)), conv));
    assertStays(padded(node(P, "Pad", X, BEFORE, new Ints(cells), new Real(0f)), conv));
  }

  @Test
  void keepsPaddingBeforeWeightsWhoseProductsWithZeroAreNotZero() {
    ModelGraph graph = padded(PAD, conv(Y, "Conv2d", floats(P), VALID, new Int(1)));
    for (ModelTensor special : Set.of(W, B)) {
      assertEquals(graph, CleanUp.run(graph, t -> !t.equals(special)));
    }
  }

  @Test
  void keepsPaddingForOthersButNotForTheConvolution() {
    Node relu = node(Z, "Relu", P);
    assertBecomes(
        graph(
            List.of(X), List.of(Y, Z), PAD, conv(Y, "Conv2d", floats(P), VALID, new Int(1)), relu),
        List.of(Y, Z),
        PAD,
        conv(Y, "Conv2d", floats(X), and(CELLS, new Int(1))),
        relu);
  }

  @Test
  void keepsPaddingBeforeAPool() {
    assertStays(
        padded(
            PAD, node(Y, "MaxPool2d", P, new Int(3), new Int(3), new Int(1), new Int(1), VALID)));
  }

  // ---- Activations ----

  private static Node add(ModelTensor result, Argument activation) {
    return node(
        result,
        "QuantizedAdd",
        XQ,
        new QuantizationOf(XQ),
        XQ,
        new QuantizationOf(XQ),
        new QuantizationOf(YQ),
        activation);
  }

  private static Node relu(ModelTensor result, ModelTensor x) {
    return relu(result, x, x);
  }

  private static Node relu(ModelTensor result, ModelTensor x, ModelTensor same) {
    return node(
        result, "QuantizedRelu", x, new QuantizationOf(same), new QuantizationOf(result), RELU);
  }

  @Test
  void operatorsClampThatCan() {
    assertBecomes(
        graph(List.of(XQ), List.of(ZQ), add(YQ, NONE), relu(ZQ, YQ)), List.of(ZQ), add(ZQ, RELU));
  }

  @ParameterizedTest
  @ValueSource(strings = {"QuantizedConv2d", "QuantizedDepthwiseConv2d", "QuantizedDense"})
  void operatorsWithWeightsClamp(String operator) {
    List<Argument> clamping = new ArrayList<>(integers(XQ));
    clamping.set(6, RELU);
    assertBecomes(
        graph(List.of(XQ), List.of(ZQ), node(YQ, operator, integers(XQ).toArray()), relu(ZQ, YQ)),
        List.of(ZQ),
        node(ZQ, operator, clamping.toArray()));
  }

  @Test
  void theConvolutionBehindPaddingClamps() {
    Node pad = node(PQ, "Pad", XQ, BEFORE, AFTER, new Argument.Int8((byte) 3));
    List<Argument> clamping = new ArrayList<>(integers(XQ));
    clamping.set(6, RELU);
    assertBecomes(
        graph(
            List.of(XQ),
            List.of(ZQ),
            pad,
            conv(YQ, "QuantizedConv2d", integers(PQ), VALID),
            relu(ZQ, YQ)),
        List.of(ZQ),
        conv(ZQ, "QuantizedConv2d", clamping, CELLS));
  }

  @Test
  void keepsActivationOfWhatOthersRead() {
    assertStays(graph(List.of(XQ), List.of(ZQ, Z), add(YQ, NONE), relu(ZQ, YQ), dequantize(Z, YQ)));
    assertStays(graph(List.of(XQ), List.of(ZQ, YQ), add(YQ, NONE), relu(ZQ, YQ)));
  }

  @Test
  void keepsActivationOfWhatOthersReadUnderAnotherName() {
    ModelTensor same = i8("same", Q, 1, 4, 4, 2);
    Node reshape = new Node(same, new Reshape(YQ, List.of(1, 4, 4, 2)));
    assertBecomes(
        graph(
            List.of(XQ),
            List.of(ZQ, Z),
            add(YQ, NONE),
            reshape,
            relu(ZQ, same),
            dequantize(Z, same)),
        List.of(ZQ, Z),
        add(YQ, NONE),
        relu(ZQ, YQ, same),
        dequantize(Z, YQ, same));
  }

  @Test
  void unusedReadersDoNotCount() {
    assertBecomes(
        graph(
            List.of(XQ),
            List.of(ZQ),
            add(YQ, NONE),
            dequantize(Y, YQ),
            node(Z, "Relu", Y),
            relu(ZQ, YQ)),
        List.of(ZQ),
        add(ZQ, RELU));
  }

  @Test
  void keepsActivationWithAnotherScale() {
    ModelTensor other = i8("other", OTHER, 1, 4, 4, 2);
    assertStays(graph(List.of(XQ), List.of(other), add(YQ, NONE), relu(other, YQ)));
  }

  @Test
  void keepsActivationBehindAnother() {
    assertStays(graph(List.of(XQ), List.of(ZQ), add(YQ, RELU), relu(ZQ, YQ)));
  }

  @Test
  void keepsActivationOfWhatCannotClamp() {
    assertStays(graph(List.of(X), List.of(ZQ), quantize(YQ, X), relu(ZQ, YQ)));
    assertStays(graph(List.of(XQ), List.of(ZQ), relu(ZQ, XQ)));
  }

  @Test
  void keepsActivationOfFloats() {
    assertStays(graph(List.of(X), List.of(Z), node(Y, "Add", X, X), node(Z, "Relu", Y)));
  }

  // ---- What nothing depends on ----

  @Test
  void leavesOutWhatNothingDependsOn() {
    assertBecomes(
        graph(
            List.of(X, XQ),
            List.of(Z),
            node(Y, "Tanh", X),
            node(Z, "Relu", X),
            dequantize(LAST, XQ),
            quantize(YQ, LAST)),
        List.of(Z),
        node(Z, "Relu", X));
  }

  @Test
  void keepsAllThatOutputsDependOn() {
    assertStays(graph(List.of(X), List.of(Y, Z), node(Y, "Tanh", X), node(Z, "Add", Y, X)));
  }
}
