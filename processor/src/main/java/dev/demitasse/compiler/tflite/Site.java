package dev.demitasse.compiler.tflite;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.model.Argument;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Of;
import dev.demitasse.compiler.model.Argument.QuantizationOf;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.ModelGraph.Node;
import dev.demitasse.compiler.model.ModelTensor;
import java.util.List;
import java.util.Optional;

/** One operator of a model while it is imported: what it has, and what becomes of it. */
final class Site {
  private static final String LIST = "see docs/guide/models.md for what is supported";
  private static final List<String> ACTIVATIONS =
      List.of("NONE", "RELU", "RELU_N1_TO_1", "RELU6", "TANH", "SIGN_BIT");

  private final TfliteImporter importer;
  private final TfliteOperator operator;

  Site(TfliteImporter importer, TfliteOperator operator) {
    this.importer = importer;
    this.operator = operator;
  }

  Options options() {
    return operator.options();
  }

  /** What to throw for something that is not supported. */
  Unsupported unsupported(String reason) {
    return new Unsupported(reason, "convert the model in another way; " + LIST);
  }

  // ---- Tensors ----

  boolean has(int input) {
    return input < operator.inputs().size() && operator.inputs().get(input) >= 0;
  }

  int inputs() {
    return operator.inputs().size();
  }

  /** The input of this number. */
  ModelTensor input(int i) throws Unsupported {
    if (!has(i)) {
      throw unsupported("input " + i + " is left out");
    }
    if (importer.isComputed(operator.inputs().get(i))) {
      throw unsupported("input " + i + " is computed from shapes, not from data");
    }
    return importer.tensor(operator.inputs().get(i));
  }

  /** The only output. */
  ModelTensor output() throws Unsupported {
    if (operator.outputs().size() != 1) {
      throw unsupported("it has " + operator.outputs().size() + " outputs, not one");
    }
    return importer.tensor(operator.outputs().get(0));
  }

  /** An input of numbers that are known, such as a shape. */
  List<Integer> ints(int input) throws Unsupported {
    if (!has(input)) {
      throw unsupported("input " + input + " is left out");
    }
    return importer
        .ints(operator.inputs().get(input))
        .orElseThrow(
            () -> unsupported("input " + input + " is computed from data; shapes must be known"));
  }

  /** How an input is quantised, perhaps with several scales. */
  TfliteQuantization scales(int input) throws Unsupported {
    ModelTensor t = input(input);
    Optional<TfliteQuantization> scales = importer.scales(operator.inputs().get(input));
    if (scales.isEmpty()) {
      throw without(t);
    }
    if (importer.isTaken(t.name() + "/scales")) {
      throw unsupported("the name of its scales, '%s/scales', is taken".formatted(t.name()));
    }
    return scales.get();
  }

  /** Whether it computes with integers of 8 bits, or else with floats; nothing else will do. */
  boolean isQuantized() throws Unsupported {
    ElementType in = input(0).type();
    if (in != output().type() || (in != ElementType.F32 && in != ElementType.I8)) {
      throw unsupported(
          "it makes %s of %s; both must be float32, or both int8".formatted(output().type(), in));
    }
    return in == ElementType.I8;
  }

  /** A tensor between the operators that one of the model becomes. */
  ModelTensor between(String name, ModelTensor like, List<Integer> shape) {
    return new ModelTensor(
        importer.unique(like.name() + "/" + name), like.type(), shape, like.quantization(), false);
  }

  // ---- Arguments ----

  static Of of(ModelTensor t) {
    return new Of(t);
  }

  /** What the integers of a tensor stand for. */
  Argument quantization(ModelTensor t) throws Unsupported {
    if (t.quantization().isEmpty()) {
      throw without(t);
    }
    return new QuantizationOf(t);
  }

  private static Unsupported without(ModelTensor t) {
    return new Unsupported(
        "'%s' is %s without a scale and zero point".formatted(t.name(), t.type()),
        "quantise the whole model to int8");
  }

  /** The rule of the padding that the field has. */
  Choice padding(int field) throws Unsupported {
    return switch (options().int8(field, 0)) {
      case 0 -> new Choice("Padding", "SAME");
      case 1 -> new Choice("Padding", "VALID");
      default -> throw unsupported("its padding is neither SAME nor VALID");
    };
  }

  /** The activation that the field has, as operators on integers take it. */
  Choice activation(int field) throws Unsupported {
    String name = activationName(field);
    if (name.equals("TANH") || name.equals("SIGN_BIT")) {
      throw unsupported("the activation " + name + " is fused into it");
    }
    return new Choice("Activation", name);
  }

  private String activationName(int field) throws Unsupported {
    int code = options().int8(field, 0);
    if (code < 0 || code >= ACTIVATIONS.size()) {
      throw unsupported("its fused activation has the unknown number " + code);
    }
    return ACTIVATIONS.get(code);
  }

  Int int32(int field, int otherwise) {
    return new Int(options().int32(field, otherwise));
  }

  // ---- Results ----

  /** The output is the result of an operator. */
  void emit(String name, Argument... arguments) throws Unsupported {
    emit(output(), new Call(name, List.of(arguments)));
  }

  /** A tensor is this. */
  void emit(ModelTensor result, Argument value) {
    importer.add(new Node(result, value));
  }

  /** The output is the result of an operator on floats, behind which an activation may be fused. */
  void emitFloat(int activation, Call call) throws Unsupported {
    emitFloat(activation, output(), call);
  }

  /** The same for another tensor than the output. */
  void emitFloat(int activation, ModelTensor result, Call call) throws Unsupported {
    Optional<String> behind =
        switch (activationName(activation)) {
          case "NONE" -> Optional.empty();
          case "RELU" -> Optional.of("Relu");
          case "RELU6" -> Optional.of("Relu6");
          case "TANH" -> Optional.of("Tanh");
          default ->
              throw unsupported(
                  "the activation " + activationName(activation) + " is fused into it");
        };
    if (behind.isEmpty()) {
      emit(result, call);
      return;
    }
    ModelTensor sum = between("sum", result, result.shape());
    emit(sum, call);
    emit(result, new Call(behind.get(), List.of(of(sum))));
  }

  /** The output has the elements of a tensor, in its own shape. */
  void emitReshape(ModelTensor of) throws Unsupported {
    if (of.size() != output().size()) {
      throw unsupported("it makes shape %s of %s".formatted(output().shape(), of.shape()));
    }
    emit(output(), new Reshape(of, output().shape()));
  }
}
