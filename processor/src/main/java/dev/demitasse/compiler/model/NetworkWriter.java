package dev.demitasse.compiler.model;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.demitasse.ElementType;
import dev.demitasse.Network;
import dev.demitasse.Quantized;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Choice;
import dev.demitasse.compiler.model.Argument.Int;
import dev.demitasse.compiler.model.Argument.Ints;
import dev.demitasse.compiler.model.Argument.Of;
import dev.demitasse.compiler.model.Argument.QuantizationOf;
import dev.demitasse.compiler.model.Argument.Real;
import dev.demitasse.compiler.model.Argument.Reshape;
import dev.demitasse.compiler.model.Argument.ScaleOf;
import dev.demitasse.compiler.model.Argument.ScalesOf;
import dev.demitasse.compiler.model.Blocks.Block;
import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes a model as the class of a network: a field for each weight and each quantisation, and a
 * method that calls operators in the order of the model, in blocks if there are many.
 */
public final class NetworkWriter {

  /** The package of the operators. */
  public static final String OPERATORS = "dev.demitasse.operators";

  private static final ClassName QUANTIZATION = ClassName.get(OPERATORS, "Quantization");

  /**
   * What was written.
   *
   * @param type the class
   * @param arrays the names of the arrays that it needs of the model's file, with their fields
   */
  public record Written(TypeSpec type, Map<String, String> arrays) {}

  private final ModelGraph graph;
  private final NetworkClass target;
  private final JavaNames names = new JavaNames();

  /** By the name of the array in the model's file. */
  private final Map<String, FieldSpec> weights = new LinkedHashMap<>();

  private final Map<Quantization, FieldSpec> quantizations = new LinkedHashMap<>();
  private final List<TypeSpec> records = new ArrayList<>();

  private NetworkWriter(ModelGraph graph, NetworkClass target) {
    this.graph = graph;
    this.target = target;
    for (int i = 0; i < target.parameters().size(); i++) {
      names.give(graph.inputs().get(i), target.parameters().get(i));
    }
  }

  /** The class of a network. */
  public static Written write(ModelGraph graph, NetworkClass target) {
    return new NetworkWriter(graph, target).written();
  }

  /** The simple names of the classes of operators that a model needs. */
  public static Set<String> operators(ModelGraph graph) {
    return graph.nodes().stream()
        .flatMap(n -> operators(n.value()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> operators(Argument a) {
    return a instanceof Call(String operator, List<Argument> arguments)
        ? Stream.concat(Stream.of(operator), arguments.stream().flatMap(NetworkWriter::operators))
        : Stream.of();
  }

  /** The file of such a class. */
  public static JavaFile file(NetworkClass target, TypeSpec type) {
    return JavaFile.builder(target.name().packageName(), type).skipJavaLangImports(true).build();
  }

  /**
   * Results are called like tensors of the model, and constants like the first result that they
   * lead to: {@code convRelu}, {@code convReluWeights} and {@code convReluBias}.
   */
  private void name(Node node) {
    String result = names.of(node.result());
    node.value()
        .tensors()
        .filter(t -> t.constant() && !names.has(t))
        .forEach(t -> {
          String role = t.shape().size() > 1 ? "Weights" : "Bias";
          names.give(t, names.unique(result + role));
        });
  }

  private Written written() {
    graph.nodes().forEach(n -> names.of(n.result()));
    graph.nodes().forEach(this::name);
    List<MethodSpec> methods = methods();
    TypeSpec.Builder type =
        TypeSpec.classBuilder(target.name())
            .addJavadoc("$L\n", comment(graph.description()))
            .addAnnotation(network())
            .addModifiers(Modifier.FINAL)
            .addFields(quantizations.values())
            .addFields(weights.values())
            .addMethods(methods)
            .addTypes(records);
    target.implemented().ifPresent(type::addSuperinterface);
    if (target.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    Map<String, String> arrays = new LinkedHashMap<>();
    weights.forEach((array, field) -> arrays.put(array, field.name()));
    return new Written(type.build(), arrays);
  }

  /** Text of a file, which can neither end the comment nor be an escape of Java. */
  private static String comment(String text) {
    return text.replace('\\', '/').replace("*/", "* /");
  }

  private AnnotationSpec network() {
    AnnotationSpec.Builder network = AnnotationSpec.builder(Network.class);
    if (!weights.isEmpty()) {
      network.addMember("weights", "$S", target.weights());
    }
    if (!target.cName().isEmpty()) {
      network.addMember("name", "$S", target.cName());
    }
    return network.build();
  }

  // ---- Methods ----

  private List<MethodSpec> methods() {
    List<Block> blocks = Blocks.of(graph);
    MethodSpec.Builder run =
        MethodSpec.methodBuilder(target.method()).addModifiers(Modifier.PUBLIC);
    if (target.implemented().isPresent()) {
      run.addAnnotation(Override.class);
    }
    graph.inputs().forEach(t -> run.addParameter(input(t)));
    List<MethodSpec> methods = new ArrayList<>();
    if (blocks.size() == 1) {
      run.addCode(statements(blocks.get(0)));
    } else {
      for (Block block : blocks) {
        methods.add(method(block, names.unique("block" + (methods.size() + 1)), run));
      }
    }
    result(run);
    methods.add(0, run.build());
    return methods;
  }

  private ParameterSpec input(ModelTensor t) {
    return ParameterSpec.builder(type(t.type()), names.of(t))
        .addAnnotation(
            AnnotationSpec.builder(Shape.class).addMember("value", "{$L}", dims(t.shape())).build())
        .addAnnotations(quantized(t).stream().toList())
        .build();
  }

  private static Optional<AnnotationSpec> quantized(ModelTensor t) {
    return t.quantization()
        .map(q ->
            AnnotationSpec.builder(Quantized.class)
                .addMember("scale", "$Lf", q.scale())
                .addMember("zeroPoint", "$L", q.zeroPoint())
                .build());
  }

  /** Returns what the model does. */
  private void result(MethodSpec.Builder run) {
    List<ModelTensor> outputs = graph.outputs();
    if (outputs.size() == 1 && target.result().isEmpty()) {
      run.returns(type(outputs.get(0).type()));
      quantized(outputs.get(0)).ifPresent(run::addAnnotation);
      run.addStatement("return $L", name(outputs.get(0)));
      return;
    }
    ClassName result = target.result().orElseGet(() -> record("Outputs", outputs, true));
    run.returns(result);
    run.addStatement("return new $T($L)", result, joined(outputs.stream().map(this::name)));
  }

  /** Makes a method of a block, and a call of it. */
  private MethodSpec method(Block block, String name, MethodSpec.Builder run) {
    MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
    block.inputs().forEach(t -> method.addParameter(type(t.type()), names.of(t)));
    method.addCode(statements(block));
    CodeBlock call = CodeBlock.of("$L($L)", name, joined(block.inputs().stream().map(names::of)));
    if (block.outputs().size() == 1) {
      ModelTensor t = block.outputs().get(0);
      method.returns(type(t.type())).addStatement("return $L", names.of(t));
      run.addStatement("$T $L = $L", type(t.type()), names.of(t), call);
      return method.build();
    }
    ClassName result =
        record(Character.toUpperCase(name.charAt(0)) + name.substring(1), block.outputs(), false);
    method
        .returns(result)
        .addStatement("return new $T($L)", result, joined(block.outputs().stream().map(names::of)));
    String local = names.unique(name + "Results");
    run.addStatement("$T $L = $L", result, local, call);
    for (ModelTensor t : block.outputs()) {
      String tensor = names.of(t);
      run.addStatement("$T $L = $L.$L()", type(t.type()), tensor, local, tensor);
    }
    return method.build();
  }

  private ClassName record(String name, List<ModelTensor> components, boolean isPublic) {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    Set<String> own = new TreeSet<>();
    for (ModelTensor t : components) {
      String component = own.add(names.of(t)) ? names.of(t) : names.unique(names.of(t));
      constructor.addParameter(
          ParameterSpec.builder(type(t.type()), component)
              .addAnnotations(isPublic ? quantized(t).stream().toList() : List.of())
              .build());
    }
    TypeSpec.Builder record = TypeSpec.recordBuilder(name).recordConstructor(constructor.build());
    if (isPublic) {
      record.addModifiers(Modifier.PUBLIC);
    }
    records.add(record.build());
    return target.name().nestedClass(name);
  }

  private CodeBlock statements(Block block) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (Node node : block.nodes()) {
      CodeBlock value = expression(node.value());
      code.addStatement("$T $L =$W$L", type(node.result().type()), names.of(node.result()), value);
    }
    return code.build();
  }

  // ---- Expressions ----

  private CodeBlock expression(Argument a) {
    return switch (a) {
      case Of(ModelTensor t) -> CodeBlock.of("$L", name(t));
      case QuantizationOf(ModelTensor t) -> CodeBlock.of("$L", quantization(t));
      case ScaleOf(ModelTensor t) -> CodeBlock.of("$L.scale()", quantization(t));
      case ScalesOf(ModelTensor t) -> CodeBlock.of("$L", scales(t));
      case Int(int v) -> CodeBlock.of("$L", v);
      case Argument.Int8(byte v) -> CodeBlock.of("(byte) $L", v);
      case Real(float v) -> real(v);
      case Ints(List<Integer> values) -> CodeBlock.of("new int[] {$L}", dims(values));
      case Choice(String type, String name) ->
          CodeBlock.of("$T.$L", ClassName.get(OPERATORS, type), name);
      case Call(String operator, List<Argument> arguments) ->
          CodeBlock.of(
              "$T.apply($Z$L)",
              ClassName.get(OPERATORS, operator),
              arguments.stream().map(this::expression).collect(CodeBlock.joining(",$W")));
      case Reshape(ModelTensor t, List<Integer> shape) ->
          CodeBlock.of("$L.reshape($L)", expression(new Of(t)), dims(shape));
    };
  }

  private static CodeBlock real(float v) {
    if (Float.isFinite(v)) {
      return CodeBlock.of("$Lf", v);
    }
    return CodeBlock.of(
        "Float.$L", Float.isNaN(v) ? "NaN" : v > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
  }

  /** The variable or the field that a tensor is in. */
  private String name(ModelTensor t) {
    return t.constant() ? weight(t) : names.of(t);
  }

  private String weight(ModelTensor t) {
    return weight(t.name(), t.type(), names.of(t));
  }

  private String scales(ModelTensor t) {
    String array = t.name() + "/scales";
    return weights.containsKey(array)
        ? weights.get(array).name()
        : weight(array, ElementType.F32, names.unique(names.of(t) + "Scales"));
  }

  /** The field of an array, of this name if it is the first to want it. */
  private String weight(String array, ElementType type, String field) {
    return weights
        .computeIfAbsent(
            array,
            a -> {
              AnnotationSpec.Builder annotation = AnnotationSpec.builder(Weight.class);
              if (!target.byField()) {
                annotation.addMember("value", "$S", array);
              }
              return FieldSpec.builder(type(type), field).addAnnotation(annotation.build()).build();
            })
        .name();
  }

  /** The field with what integers stand for; equal ones share one. */
  private String quantization(ModelTensor t) {
    Quantization q = t.quantization().orElseThrow();
    return quantizations
        .computeIfAbsent(
            q,
            x ->
                FieldSpec.builder(
                        QUANTIZATION,
                        names.unique(names.of(t) + "Quantization"),
                        Modifier.PRIVATE,
                        Modifier.FINAL)
                    .initializer("new $T($Lf, $L)", QUANTIZATION, q.scale(), q.zeroPoint())
                    .build())
        .name();
  }

  private static TypeName type(ElementType type) {
    return ClassName.get("dev.demitasse", type.tensorName());
  }

  private static String dims(List<Integer> values) {
    return joined(values.stream().map(String::valueOf));
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining(", "));
  }
}
