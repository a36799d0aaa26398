package dev.demitasse.compiler.model;

import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Ints;
import dev.demitasse.compiler.model.Argument.Of;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Leaves out what converters have left behind, without changing a bit of any result:
 *
 * <ul>
 *   <li>{@code Quantize} of what {@code Dequantize} has made with the same scale and zero point,
 *       and {@code Requantize} between equal ones;
 *   <li>reshapes to the same shape;
 *   <li>{@code Pad} with zeros before a convolution, which becomes padding of the convolution;
 *   <li>an activation of integers after an operator that can clamp, with the same scale and zero
 *       point;
 *   <li>whatever nothing depends on.
 * </ul>
 *
 * <p>Activations of floats stay: they become part of the loop before them when it is compiled.
 */
public final class CleanUp {
  /** The operators with an activation, and which argument that is. */
  private static final Map<String, Integer> ACTIVATIONS =
      Map.of(
          "QuantizedConv2d", 6,
          "QuantizedDepthwiseConv2d", 6,
          "QuantizedDense", 6,
          "QuantizedAdd", 5,
          "QuantizedMul", 5);

  /** The operators that can pad, and which argument is the first stride. */
  private static final Map<String, Integer> STRIDES =
      Map.of(
          "Conv2d", 3,
          "DepthwiseConv2d", 3,
          "QuantizedConv2d", 7,
          "QuantizedDepthwiseConv2d", 7);

  private final ModelGraph graph;
  private final Predicate<ModelTensor> isPlain;
  private final Map<ModelTensor, Long> uses;
  private final Map<ModelTensor, Argument> made = new HashMap<>();
  private final Map<ModelTensor, ModelTensor> same = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private CleanUp(ModelGraph graph, Predicate<ModelTensor> isPlain) {
    this.graph = graph;
    this.isPlain = isPlain;
    this.uses = graph.uses();
  }

  /**
   * The same model, tidied.
   *
   * @param isPlain whether all elements of a constant are finite, and none is -0.0: then a product
   *     with 0 changes no sum
   */
  public static ModelGraph run(ModelGraph graph, Predicate<ModelTensor> isPlain) {
    ModelGraph once = withoutUnused(new CleanUp(graph, isPlain).eachOnce());
    return withoutUnused(new CleanUp(once, isPlain).folded()); // which counts who reads a tensor
  }

  /** Leaves out what makes a tensor again, so that all read the first. */
  private ModelGraph eachOnce() {
    for (Node node : graph.nodes()) {
      Node renamed = new Node(node.result(), renamed(node.value()));
      other(renamed).ifPresentOrElse(t -> same.put(node.result(), t), () -> add(renamed));
    }
    List<ModelTensor> outputs = graph.outputs().stream().map(this::named).toList();
    return new ModelGraph(graph.description(), graph.inputs(), nodes, outputs);
  }

  private ModelGraph folded() {
    graph.nodes().forEach(n -> add(folded(n)));
    return graph.with(nodes);
  }

  private ModelTensor named(ModelTensor t) {
    return same.getOrDefault(t, t);
  }

  private Argument renamed(Argument a) {
    return switch (a) {
      case Of(ModelTensor t) -> new Of(named(t));
      case Reshape(ModelTensor t, List<Integer> shape) -> new Reshape(named(t), shape);
      case Call(String operator, List<Argument> arguments) ->
          new Call(operator, arguments.stream().map(this::renamed).toList());
      default -> a;
    };
  }

  private void add(Node node) {
    made.put(node.result(), node.value());
    nodes.add(node);
  }

  /** The tensor that a node makes again. */
  private Optional<ModelTensor> other(Node node) {
    return switch (node.value()) {
      case Reshape(ModelTensor t, List<Integer> shape) when t.shape().equals(shape) ->
          Optional.of(t);
      case Call c when c.operator().equals("Requantize") && isSame(c.tensor(0), node.result()) ->
          Optional.of(c.tensor(0));
      case Call c
          when c.operator().equals("Quantize")
              && made.get(c.tensor(0)) instanceof Call d
              && d.operator().equals("Dequantize")
              && isSame(d.tensor(0), node.result()) ->
          Optional.of(d.tensor(0));
      default -> Optional.empty();
    };
  }

  private static boolean isSame(ModelTensor a, ModelTensor b) {
    return a.type() == b.type() && a.quantization().equals(b.quantization());
  }

  private Node folded(Node node) {
    if (node.value() instanceof Call call) {
      if (call.operator().equals("QuantizedRelu")) {
        return withActivation(node, call);
      }
      if (STRIDES.containsKey(call.operator())) {
        return new Node(node.result(), withPadding(call));
      }
    }
    return node;
  }

  /** Lets the operator before an activation clamp, if nobody else wants what it makes. */
  private Node withActivation(Node node, Call relu) {
    ModelTensor x = relu.tensor(0);
    Argument activation = relu.arguments().get(3);
    if (made.get(x) instanceof Call before
        && ACTIVATIONS.containsKey(before.operator())
        && isSame(x, node.result())
        && uses.get(x) == 1) {
      int at = ACTIVATIONS.get(before.operator());
      if (before.arguments().get(at).equals(new Choice("Activation", "NONE"))) {
        nodes.removeIf(n -> n.result().equals(x));
        return new Node(node.result(), before.with(at, activation));
      }
    }
    return node;
  }

  /** Takes zeros around an image into a convolution without padding. */
  private Call withPadding(Call conv) {
    int padding = STRIDES.get(conv.operator()) + 4;
    if (made.get(conv.tensor(0)) instanceof Call pad
        && pad.operator().equals("Pad")
        && isZero(pad.arguments().get(3), pad.tensor(0))
        && conv.tensors().filter(t -> !t.equals(conv.tensor(0))).allMatch(isPlain)
        && conv.arguments().get(padding).equals(new Choice("Padding", "VALID"))) {
      List<Integer> before = ((Ints) pad.arguments().get(1)).values();
      List<Integer> after = ((Ints) pad.arguments().get(2)).values();
      if (before.size() == 4 && isImageOnly(before) && isImageOnly(after)) {
        return conv.with(
                padding,
                new Int(before.get(1)),
                new Int(after.get(1)),
                new Int(before.get(2)),
                new Int(after.get(2)))
            .with(0, new Of(pad.tensor(0)));
      }
    }
    return conv;
  }

  private static boolean isImageOnly(List<Integer> cells) {
    return cells.get(0) == 0 && cells.get(3) == 0;
  }

  private static boolean isZero(Argument value, ModelTensor of) {
    return switch (value) {
      case Argument.Real(float v) -> v == 0;
      case Argument.Int8(byte v) -> of.quantization().map(q -> q.zeroPoint() == v).orElse(v == 0);
      default -> false;
    };
  }

  private static ModelGraph withoutUnused(ModelGraph graph) {
    Set<ModelTensor> wanted = new HashSet<>(graph.outputs());
    List<Node> kept = new ArrayList<>();
    for (Node node : graph.nodes().reversed()) {
      if (wanted.contains(node.result())) {
        node.value().tensors().forEach(wanted::add);
        kept.add(node);
      }
    }
    return graph.with(kept.reversed());
  }
}
