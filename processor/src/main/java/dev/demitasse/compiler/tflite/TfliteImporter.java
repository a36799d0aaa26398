package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.CleanUp;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.ModelGraph.Node;
import dev.demitasse.compiler.model.ModelTensor;
import dev.demitasse.compiler.weights.Cursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes calls of our operators of a TFLite model, or says everything that stands against it. */
public final class TfliteImporter {

  /** What becomes of an operator. */
  private interface Rule {
    void run(Site site) throws Unsupported;
  }

  /** By the operator's name in the schema. To add one, add a line. */
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("ADD", s -> Elementwise.binary(s, "Add")),
          Map.entry("AVERAGE_POOL_2D", s -> Shaping.pool(s, "AvgPool2d")),
          Map.entry("CONCATENATION", Shaping::concat),
          Map.entry("CONV_2D", Convolutions::conv2d),
          Map.entry("DEPTHWISE_CONV_2D", Convolutions::depthwise),
          Map.entry("DEQUANTIZE", Elementwise::dequantize),
          Map.entry("EXPAND_DIMS", Shaping::reshape),
          Map.entry("FULLY_CONNECTED", Convolutions::dense),
          Map.entry("LEAKY_RELU", Elementwise::leakyRelu),
          Map.entry("LOGISTIC", s -> Elementwise.function(s, "Sigmoid")),
          Map.entry("MAX_POOL_2D", s -> Shaping.pool(s, "MaxPool2d")),
          Map.entry("MUL", s -> Elementwise.binary(s, "Mul")),
          Map.entry("PAD", Shaping::pad),
          Map.entry("QUANTIZE", Elementwise::quantize),
          Map.entry("RELU", s -> Elementwise.activation(s, "Relu", "RELU")),
          Map.entry("RELU6", s -> Elementwise.activation(s, "Relu6", "RELU6")),
          Map.entry("RESHAPE", Shaping::reshape),
          Map.entry("SOFTMAX", Elementwise::softmax),
          Map.entry("SQUEEZE", Shaping::reshape),
          Map.entry("SUB", s -> Elementwise.binaryFloat(s, "Sub")),
          Map.entry("TANH", s -> Elementwise.function(s, "Tanh")),
          Map.entry("TRANSPOSE", Shaping::transpose));

  private final TfliteModel model;
  private final Position blame;
  private final List<Diagnostic> mistakes;
  private final Map<Integer, List<Integer>> known;
  private final Map<Integer, ModelTensor> tensors = new HashMap<>();
  private final Set<Integer> wrong = new LinkedHashSet<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private TfliteImporter(TfliteModel model, Position blame, List<Diagnostic> mistakes) {
    this.model = model;
    this.blame = blame;
    this.mistakes = mistakes;
    this.known = ShapeArithmetic.run(model);
    model.tensors().forEach(t -> names.add(t.name()));
  }

  /** The names of the operators that models may have, as in the schema. */
  public static Set<String> supported() {
    return RULES.keySet();
  }

  /**
   * The graph of a model.
   *
   * @param blame where the user named the model
   * @param mistakes takes what is wrong; the result is then nothing
   */
  public static Optional<ModelGraph> graph(
      TfliteModel model, Position blame, List<Diagnostic> mistakes) {
    int before = mistakes.size();
    ModelGraph graph = new TfliteImporter(model, blame, mistakes).graph();
    return mistakes.size() == before
        ? Optional.of(CleanUp.run(graph, t -> isPlain(model, t)))
        : Optional.empty();
  }

  private ModelGraph graph() {
    List<ModelTensor> inputs = ends("input", model.inputs());
    List<ModelTensor> outputs = ends("output", model.outputs());
    model.outputs().forEach(this::requireData);
    model.operators().forEach(this::operator);
    return new ModelGraph(
        "The model {@code %s}%s.".formatted(model.file(), described()), inputs, nodes, outputs);
  }

  private String described() {
    String text = Cursor.shown(model.description()).strip().replaceFirst("\\.$", "");
    return text.isEmpty() ? "" : " (" + text + ")";
  }

  /** What the model takes, or what it returns. */
  private List<ModelTensor> ends(String what, List<Integer> indices) {
    if (indices.isEmpty()) {
      say(
          Message.MODEL_FILE,
          "'%s' has no %s".formatted(model.file(), what),
          "convert the model with inputs and outputs");
    }
    return indices.stream().filter(this::isFit).map(this::tensor).toList();
  }

  private void requireData(int output) {
    TfliteTensor t = model.tensor(output);
    if (t.isConstant() || isComputed(output)) {
      say(
          Message.MODEL_TENSOR,
          model.file(),
          described(t),
          "it is an output, but does not depend on the inputs");
    }
  }

  private void say(Message message, Object... arguments) {
    mistakes.add(Diagnostic.of(message, blame, arguments));
  }

  // ---- Operators ----

  private void operator(TfliteOperator operator) {
    if (known.keySet().containsAll(operator.outputs()) && !operator.outputs().isEmpty()) {
      return; // what it computes is known
    }
    Rule rule = RULES.get(operator.code());
    if (rule == null) {
      say(
          operator,
          "Demitasse has no operator for it",
          "leave it out of the model, or add it as docs/guide/add-an-operator.md shows");
      return;
    }
    List<Integer> touched = new ArrayList<>(operator.inputs());
    touched.addAll(operator.outputs());
    if (touched.stream().filter(t -> t >= 0).allMatch(this::isFit)) {
      try {
        rule.run(new Site(this, operator));
      } catch (Unsupported e) {
        say(operator, e.getMessage(), e.fix());
      }
    }
  }

  private void say(TfliteOperator operator, String reason, String fix) {
    String made =
        operator.outputs().isEmpty()
            ? "nothing"
            : described(model.tensor(operator.outputs().get(0)));
    say(Message.MODEL_OPERATOR, model.file(), operator.index(), operator.code(), made, reason, fix);
  }

  private static String described(TfliteTensor t) {
    return "'%s' %s%s".formatted(t.name(), t.type().name().toLowerCase(Locale.ROOT), t.shape());
  }

  /** Adds a step. */
  void add(Node node) {
    nodes.add(node);
  }

  // ---- Tensors ----

  /** Whether a tensor is of a kind that operators take; if not, that is said once. */
  private boolean isFit(int index) {
    TfliteTensor t = model.tensor(index);
    Optional<String> reason = unfit(t);
    if (reason.isPresent() && wrong.add(index)) {
      say(Message.MODEL_TENSOR, model.file(), described(t), reason.get());
    }
    return reason.isEmpty();
  }

  private Optional<String> unfit(TfliteTensor t) {
    if (known.containsKey(t.index())) {
      return Optional.empty();
    }
    if (t.isDynamic()) {
      return Optional.of("its shape is known only when the model runs");
    }
    if (t.isVariable()) {
      return Optional.of("it lives from one run to the next");
    }
    return switch (t.type()) {
      case FLOAT32, INT8 -> Optional.empty();
      case FLOAT16, INT32 ->
          t.isConstant()
              ? Optional.empty()
              : Optional.of("the type is supported for constants only");
      default -> Optional.of("the type is not supported");
    };
  }

  /** A tensor of the model. */
  ModelTensor tensor(int index) {
    return tensors.computeIfAbsent(
        index,
        i -> {
          TfliteTensor t = model.tensor(i);
          ElementType type = t.type().elementType().orElseThrow();
          Optional<Quantization> quantization =
              t.quantization()
                  .filter(q -> type == ElementType.I8 && !q.isPerAxis())
                  .map(q -> new Quantization(q.scales().get(0), q.zeroPoints().get(0).intValue()));
          return new ModelTensor(t.name(), type, t.shape(), quantization, t.isConstant());
        });
  }

  /** How a tensor is quantised, perhaps with several scales. */
  Optional<TfliteQuantization> scales(int index) {
    return model.tensor(index).quantization();
  }

  /** Whether a tensor is no constant of the file, but known, so that no step makes it. */
  boolean isComputed(int index) {
    return known.containsKey(index) && !model.tensor(index).isConstant();
  }

  /** Whether a tensor has this name. */
  boolean isTaken(String name) {
    return names.contains(name);
  }

  /** A name that no tensor has had, and from now on one has. */
  String unique(String name) {
    String candidate = name;
    while (!names.add(candidate)) {
      candidate += "'";
    }
    return candidate;
  }

  /** The elements of a tensor of integers, if they are known. */
  Optional<List<Integer>> ints(int index) {
    return Optional.ofNullable(known.get(index));
  }

  private static boolean isPlain(TfliteModel model, ModelTensor constant) {
    Optional<TfliteTensor> found =
        model.tensors().stream().filter(t -> t.name().equals(constant.name())).findFirst();
    if (found.isEmpty()) {
      return false;
    }
    TfliteTensor t = found.get();
    if (t.type() != TfliteType.FLOAT32 || t.data().isEmpty()) {
      return t.type() == TfliteType.INT8 || t.type() == TfliteType.INT32;
    }
    ByteBuffer data = t.data().get();
    while (data.hasRemaining()) {
      float v = data.getFloat();
      if (!Float.isFinite(v) || Float.floatToRawIntBits(v) == Float.floatToRawIntBits(-0f)) {
        return false;
      }
    }
    return true;
  }
}
