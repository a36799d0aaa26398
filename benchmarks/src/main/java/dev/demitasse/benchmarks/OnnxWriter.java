package dev.demitasse.benchmarks;

import dev.demitasse.ElementType;
import dev.demitasse.F32;
import dev.demitasse.I64;
import dev.demitasse.Tensor;
import dev.demitasse.benchmarks.OnnxGraph.Node;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Of;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.Argument.ScaleOf;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.ModelTensor;
import dev.demitasse.compiler.weights.WeightArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a graph of ours in ONNX. A tensor of rank 4 is an image, in NHWC here and in NCHW there.
 *
 * <p>What computes with int8 becomes the same with floats, between {@code DequantizeLinear} and
 * {@code QuantizeLinear}: ONNX Runtime makes operators on integers of that. Weights stay int8, all
 * else becomes uint8, which is what it is fastest with on x86. Zero points are always said, as it
 * leaves some operators on floats without them.
 */
final class OnnxWriter {
  /** What is added to int8 to make it uint8. */
  static final int OFFSET = 128;

  private static final Argument NO_ACTIVATION = new Choice("Activation", "NONE");

  private final OnnxGraph onnx = new OnnxGraph();
  private final ModelGraph graph;
  private final Map<String, WeightArray> arrays;
  private final Map<ModelTensor, String> values = new HashMap<>();
  private int names;

  /**
   * A writer of one graph.
   *
   * @param graph with one input and one output
   * @param arrays its constants, and the scales of those that are quantised
   */
  OnnxWriter(ModelGraph graph, Map<String, WeightArray> arrays) {
    this.graph = graph;
    this.arrays = arrays;
  }

  byte[] write() {
    ModelTensor input = graph.inputs().getFirst();
    values.put(input, fresh());
    onnx.input(values.get(input), type(input), shape(input));
    graph.nodes().forEach(node -> values.put(node.result(), value(node)));
    ModelTensor output = graph.outputs().getFirst();
    String rows = nhwc(output);
    onnx.output(
        rows, type(output), rows.equals(values.get(output)) ? shape(output) : output.shape());
    return onnx.toByteArray();
  }

  private String fresh() {
    names++;
    return "v" + names;
  }

  private static Failure unknown(Object what) {
    return new Failure("it is not known what %s is in ONNX".formatted(what));
  }

  private String value(ModelGraph.Node node) {
    return switch (node.value()) {
      case Reshape(ModelTensor x, List<Integer> shape) -> reshape(x, node.result());
      case Call call -> call(call, node.result());
      default -> throw unknown(node.value());
    };
  }

  private String add(String operator, String... inputs) {
    return onnx.add(new Node(operator, List.of(inputs), fresh()));
  }

  // ---- Layouts ----

  private static boolean isImage(ModelTensor t) {
    return t.shape().size() == 4;
  }

  /** The shape of a tensor in ONNX. */
  private static List<Integer> shape(ModelTensor t) {
    return isImage(t) ? Axes.permuted(t.shape(), Axes.NCHW_OF_NHWC) : t.shape();
  }

  /** Whether the elements of an image lie in the same order in both layouts. */
  private static boolean isSameInBoth(ModelTensor t) {
    return t.shape().get(3) == 1 || t.shape().get(1) * t.shape().get(2) == 1;
  }

  /** The elements of a tensor in the order that they have here. */
  private String nhwc(ModelTensor t) {
    String value = values.get(t);
    return isImage(t) && !isSameInBoth(t) ? transpose(value, Axes.NHWC_OF_NCHW) : value;
  }

  private String transpose(String x, List<Integer> order) {
    return onnx.add(new Node("Transpose", List.of(x), fresh()).with("perm", order));
  }

  private String reshape(ModelTensor x, ModelTensor y) {
    return isImage(y) && !isSameInBoth(y)
        ? transpose(reshape(nhwc(x), y.shape()), Axes.NCHW_OF_NHWC)
        : reshape(nhwc(x), shape(y));
  }

  private String reshape(String x, List<Integer> shape) {
    long[] extents = shape.stream().mapToLong(Integer::longValue).toArray();
    byte[] bytes = I64.of(extents, extents.length).toBytes();
    return add("Reshape", x, constant(OnnxGraph.Type.INT64, List.of(extents.length), bytes));
  }

  // ---- Constants ----

  private static OnnxGraph.Type type(ModelTensor t) {
    return switch (t.type()) {
      case F32 -> OnnxGraph.Type.FLOAT;
      case I8 -> t.constant() ? OnnxGraph.Type.INT8 : OnnxGraph.Type.UINT8;
      case I32 -> OnnxGraph.Type.INT32;
      default -> throw unknown(t.type());
    };
  }

  private String constant(OnnxGraph.Type type, List<Integer> shape, byte[] elements) {
    String name = fresh();
    onnx.constant(name, type, shape, elements);
    return name;
  }

  private String scalar(float value) {
    return constant(OnnxGraph.Type.FLOAT, List.of(), F32.of(new float[] {value}, 1).toBytes());
  }

  /** The scales of a constant, one for all or one a channel; nothing if it has floats. */
  private float[] scales(ModelTensor t) {
    if (t.type() == ElementType.F32) {
      return new float[0];
    }
    WeightArray scales = arrays.get(t.name() + "/scales");
    int count = scales.shape().getFirst();
    return ((F32) Tensor.ofBytes(ElementType.F32, scales.littleEndian(), count)).toArray();
  }

  /** A constant that is multiplied with floats: of floats, too, also where the file has int8. */
  private String floats(ModelTensor t, List<Integer> order, float[] scales) {
    byte[] elements = ordered(t, order);
    byte[] floats = t.type() == ElementType.F32 ? elements : dequantized(elements, scales);
    return constant(OnnxGraph.Type.FLOAT, Axes.permuted(t.shape(), order), floats);
  }

  /** Channels come first. */
  private static byte[] dequantized(byte[] elements, float[] scales) {
    F32 floats = F32.zeros(elements.length);
    for (int i = 0; i < elements.length; i++) {
      floats.set(i, elements[i] * scales[i / (elements.length / scales.length)]);
    }
    return floats.toBytes();
  }

  /** A constant of integers as floats; it has the integers, as ONNX Runtime multiplies these. */
  private String quantized(ModelTensor t, List<Integer> order, float[] scales) {
    String value = constant(type(t), Axes.permuted(t.shape(), order), ordered(t, order));
    List<Integer> shape = scales.length == 1 ? List.of() : List.of(scales.length);
    byte[] floats = F32.of(scales, scales.length).toBytes();
    String all = constant(OnnxGraph.Type.FLOAT, shape, floats);
    String zeroPoints = constant(type(t), shape, new byte[scales.length * t.type().bytes()]);
    Node node = new Node("DequantizeLinear", List.of(value, all, zeroPoints), fresh());
    return onnx.add(node.with("axis", 0));
  }

  private byte[] ordered(ModelTensor t, List<Integer> order) {
    return Axes.permuted(arrays.get(t.name()).littleEndian(), t.type().bytes(), t.shape(), order);
  }

  // ---- Arguments ----

  private static ModelTensor tensor(Argument a) {
    return switch (a) {
      case Of(ModelTensor t) -> t;
      case Call(String operator, List<Argument> arguments) when operator.equals("Dequantize") ->
          tensor(arguments.getFirst());
      default -> throw unknown(a);
    };
  }

  private static int integer(Argument a) {
    if (a instanceof Int(int value)) {
      return value;
    }
    throw unknown(a);
  }

  /** Something that is computed, as floats. */
  private String real(Argument a) {
    ModelTensor t = tensor(a);
    return t.type() == ElementType.F32
        ? values.get(t)
        : add("DequantizeLinear", quantizing(values.get(t), t));
  }

  /** What is quantised or not, and with which scale and zero point. */
  private String[] quantizing(String value, ModelTensor t) {
    Quantization q = t.quantization().orElseThrow();
    byte[] zeroPoint = {(byte) (q.zeroPoint() + OFFSET)};
    return new String[] {
      value, scalar(q.scale()), constant(OnnxGraph.Type.UINT8, List.of(), zeroPoint)
    };
  }

  private String quantize(String value, Argument activation, ModelTensor y) {
    return add("QuantizeLinear", quantizing(activated(value, activation), y));
  }

  private String activated(String value, Argument activation) {
    String name = activation instanceof Choice choice ? choice.name() : "";
    return switch (name) {
      case "NONE" -> value;
      case "RELU" -> add("Relu", value);
      case "RELU6" -> add("Clip", value, scalar(0), scalar(6));
      default -> throw unknown(activation);
    };
  }

  // ---- Operators ----

  private String call(Call call, ModelTensor y) {
    List<Argument> a = call.arguments();
    int end = a.size();
    return switch (call.operator()) {
      case "Conv2d" -> conv(a, 1, a.subList(3, end - 1));
      case "QuantizedConv2d" -> quantize(conv(a, 2, a.subList(7, end)), a.get(6), y);
      case "DepthwiseConv2d" -> depthwise(a, 1, a.subList(3, end));
      case "QuantizedDepthwiseConv2d" -> quantize(depthwise(a, 2, a.subList(7, end)), a.get(6), y);
      case "Dense" -> dense(a, 1, 2);
      case "QuantizedDense" ->
          quantize(dense(a, 2, a.get(3) instanceof ScaleOf ? 4 : 3), a.getLast(), y);
      case "AvgPool2d" -> averagePool(a, a.subList(1, end));
      case "QuantizedAvgPool2d" -> quantize(averagePool(a, a.subList(3, end)), a.get(2), y);
      case "Add" -> sum(a, 0, 1);
      case "QuantizedAdd" -> quantize(sum(a, 0, 2), a.get(5), y);
      case "Softmax" -> softmax(a, 1);
      case "QuantizedSoftmax" -> quantize(softmax(a, 2), NO_ACTIVATION, y);
      case "Relu" -> activated(real(a.getFirst()), new Choice("Activation", "RELU"));
      case "Relu6" -> activated(real(a.getFirst()), new Choice("Activation", "RELU6"));
      default -> throw unknown("operator " + call.operator());
    };
  }

  private String conv(List<Argument> a, int kernel, List<Argument> window) {
    int channels = tensor(a.getFirst()).shape().get(3);
    int groups = channels / tensor(a.get(kernel)).shape().get(3);
    return conv(operands(a, kernel, kernel + 1, Axes.NCHW_OF_NHWC), window, groups);
  }

  private String depthwise(List<Argument> a, int kernel, List<Argument> window) {
    int channels = tensor(a.getFirst()).shape().get(3);
    return conv(operands(a, kernel, kernel + 1, Axes.OIHW_OF_1HWC), window, channels);
  }

  /** The window is strides, dilations and padding. */
  private String conv(List<String> operands, List<Argument> window, int groups) {
    Node node =
        new Node("Conv", operands, fresh())
            .with("group", groups)
            .with("strides", integers(window.subList(0, 2)))
            .with("dilations", integers(window.subList(2, 4)));
    return onnx.add(padded(node, window.subList(4, window.size())));
  }

  private static List<Integer> integers(List<Argument> all) {
    return all.stream().map(OnnxWriter::integer).toList();
  }

  /** Padding is a rule, or cells at the top, the bottom, on the left and on the right. */
  private static Node padded(Node node, List<Argument> padding) {
    if (padding.getFirst() instanceof Choice choice) {
      return choice.name().equals("SAME") ? node.with("auto_pad", "SAME_UPPER") : node;
    }
    return node.with("pads", Axes.permuted(integers(padding), List.of(0, 2, 1, 3)));
  }

  /** What is multiplied, by what, and what is added. */
  private List<String> operands(List<Argument> a, int kernel, int bias, List<Integer> order) {
    ModelTensor x = tensor(a.getFirst());
    ModelTensor weights = tensor(a.get(kernel));
    float[] scales = scales(weights);
    boolean ofIntegers = x.type() != ElementType.F32;
    List<String> operands = new ArrayList<>();
    operands.add(real(a.getFirst()));
    operands.add(ofIntegers ? quantized(weights, order, scales) : floats(weights, order, scales));
    if (a.get(bias) instanceof Of(ModelTensor added)) {
      operands.add(
          ofIntegers
              ? quantized(added, List.of(0), biasScales(x, scales))
              : floats(added, List.of(0), scales(added)));
    }
    return operands;
  }

  /** A bias of integers is in units of the products. */
  private static float[] biasScales(ModelTensor x, float[] scales) {
    float[] products = scales.clone();
    for (int i = 0; i < products.length; i++) {
      products[i] *= x.quantization().orElseThrow().scale();
    }
    return products;
  }

  private String dense(List<Argument> a, int weights, int bias) {
    List<String> operands = operands(a, weights, bias, List.of(0, 1));
    return onnx.add(new Node("Gemm", operands, fresh()).with("transB", 1));
  }

  /** The window is sizes, strides and padding. */
  private String averagePool(List<Argument> a, List<Argument> window) {
    Node node =
        new Node("AveragePool", List.of(real(a.getFirst())), fresh())
            .with("kernel_shape", integers(window.subList(0, 2)))
            .with("strides", integers(window.subList(2, 4)));
    return onnx.add(padded(node, window.subList(4, window.size())));
  }

  private String sum(List<Argument> a, int first, int second) {
    if (!tensor(a.get(first)).shape().equals(tensor(a.get(second)).shape())) {
      throw unknown("a sum of different shapes");
    }
    return add("Add", real(a.get(first)), real(a.get(second)));
  }

  private String softmax(List<Argument> a, int beta) {
    if (isImage(tensor(a.getFirst()))) {
      throw unknown("a softmax of images");
    }
    if (a.size() > beta && !a.get(beta).equals(new Real(1f))) {
      throw unknown("a softmax of " + a.get(beta));
    }
    return add("Softmax", real(a.getFirst()));
  }
}
