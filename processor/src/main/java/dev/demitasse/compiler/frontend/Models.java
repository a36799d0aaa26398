package dev.demitasse.compiler.frontend;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.sun.source.util.Trees;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Names;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.ModelTensor;
import dev.demitasse.compiler.model.NetworkClass;
import dev.demitasse.compiler.model.NetworkWriter;
import dev.demitasse.compiler.tflite.TfliteException;
import dev.demitasse.compiler.tflite.TfliteImporter;
import dev.demitasse.compiler.tflite.TfliteModel;
import dev.demitasse.compiler.tflite.TfliteWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Makes the class of a network of an interface that names a trained model. */
final class Models {
  private final Elements elements;
  private final Trees trees;
  private final Sources sources;
  private final WeightFiles files;

  Models(Elements elements, Trees trees, Sources sources, WeightFiles files) {
    this.elements = elements;
    this.trees = trees;
    this.sources = sources;
    this.files = files;
  }

  /**
   * The class of the model's network, which implements the interface.
   *
   * @param mistakes takes what is wrong; then there is no class
   */
  Optional<JavaFile> network(TypeElement type, List<Diagnostic> mistakes) {
    int before = mistakes.size();
    Position p = position(type);
    Optional<ExecutableElement> method = method(type, mistakes);
    if (method.isEmpty()) {
      return Optional.empty();
    }
    Optional<ModelGraph> graph = graph(type, p, mistakes);
    graph.ifPresent(g -> {
      new Check(type, method.get(), g, mistakes).run();
      requireLibrary(g, type, p, mistakes);
    });
    return mistakes.size() == before
        ? Optional.of(written(type, method.get(), graph.orElseThrow()))
        : Optional.empty();
  }

  private Position position(Element e) {
    return sources.position(trees.getPath(e));
  }

  // ---- The interface ----

  private Optional<ExecutableElement> method(TypeElement type, List<Diagnostic> mistakes) {
    Network network = type.getAnnotation(Network.class);
    List<ExecutableElement> methods =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT))
            .toList();
    String what = "";
    String fix = "";
    if (type.getKind() != ElementKind.INTERFACE) {
      what = "names a model, but is no interface";
      fix = "make it an interface with one method; the class is written for you";
    } else if (type.getNestingKind() != NestingKind.TOP_LEVEL) {
      what = "is inside another class";
      fix = "make it an interface of its own file";
    } else if (!network.weights().isEmpty()) {
      what = "names a model and a weight file";
      fix = "leave out 'weights'; the model has its own";
    } else if (methods.size() != 1) {
      what = methods.isEmpty() ? "has no method to run it with" : "has several methods";
      fix = "leave one, from the inputs of the model to its outputs";
    }
    if (!what.isEmpty()) {
      mistakes.add(
          Diagnostic.of(Message.NETWORK_CLASS, position(type), type.getSimpleName(), what, fix));
      return Optional.empty();
    }
    return Optional.of(methods.get(0));
  }

  /** Compares the method with the model, one by one. */
  private final class Check {
    private final TypeElement type;
    private final ExecutableElement method;
    private final ModelGraph graph;
    private final List<Diagnostic> mistakes;

    Check(TypeElement type, ExecutableElement method, ModelGraph graph, List<Diagnostic> mistakes) {
      this.type = type;
      this.method = method;
      this.graph = graph;
      this.mistakes = mistakes;
    }

    void run() {
      List<? extends VariableElement> parameters = method.getParameters();
      if (parameters.size() != graph.inputs().size()) {
        say(position(method), counted("inputs", graph.inputs()), "%d parameters", parameters);
      } else {
        for (int i = 0; i < parameters.size(); i++) {
          tensor(parameters.get(i), parameters.get(i).asType(), graph.inputs().get(i));
        }
      }
      Optional<TypeElement> result = resultRecord(method);
      if (result.isEmpty() && graph.outputs().size() == 1) {
        tensor(method, method.getReturnType(), graph.outputs().get(0));
        return;
      }
      List<? extends Element> components =
          result.map(r -> List.<Element>copyOf(r.getRecordComponents())).orElse(List.of(method));
      if (components.size() != graph.outputs().size() || result.isEmpty()) {
        say(
            position(method),
            counted("outputs", graph.outputs()),
            "%d results; return a record of tensors",
            components);
        return;
      }
      for (int i = 0; i < components.size(); i++) {
        tensor(components.get(i), components.get(i).asType(), graph.outputs().get(i));
      }
    }

    private String counted(String what, List<ModelTensor> tensors) {
      return "the model has %d %s: %s"
          .formatted(
              tensors.size(), what, String.join(", ", tensors.stream().map(Models::text).toList()));
    }

    private void say(Position p, String reason, String found, List<? extends Element> elements) {
      String fix = "the method has " + found.formatted(elements.size());
      say(p, reason, fix + "; make it as many, in this order", type.getSimpleName());
    }

    private void say(Position p, String reason, String fix, Object what) {
      String model = type.getAnnotation(Network.class).model();
      mistakes.add(Diagnostic.of(Message.MODEL_INTERFACE, p, what, model, reason, fix));
    }

    /** A parameter, a component, or the method for its result. */
    private void tensor(Element e, TypeMirror declared, ModelTensor tensor) {
      Position p = trees.getPath(e) == null ? position(method) : position(e);
      String wanted = tensor.type().tensorName();
      if (!declared.toString().replaceFirst("^.* ", "").equals("dev.demitasse." + wanted)) {
        say(p, "it stands for " + text(tensor), "declare it as " + wanted, e.getSimpleName());
      }
      Shape shape = e.getAnnotation(Shape.class);
      if (shape != null && !Arrays.stream(shape.value()).boxed().toList().equals(tensor.shape())) {
        say(
            p,
            "it stands for " + text(tensor),
            "correct @Shape, or leave it out",
            e.getSimpleName());
      }
    }
  }

  private static String text(ModelTensor t) {
    return "'%s' %s%s".formatted(t.name(), t.type().tensorName(), t.shape());
  }

  private static Optional<TypeElement> resultRecord(ExecutableElement method) {
    return method.getReturnType() instanceof DeclaredType d
            && d.asElement().getKind() == ElementKind.RECORD
        ? Optional.of((TypeElement) d.asElement())
        : Optional.empty();
  }

  // ---- The model ----

  private Optional<ModelGraph> graph(TypeElement type, Position p, List<Diagnostic> mistakes) {
    String file = type.getAnnotation(Network.class).model();
    if (!TfliteWeights.isModel(file)) {
      mistakes.add(
          Diagnostic.of(
              Message.MODEL_FILE,
              p,
              "the name '" + file + "' does not end in .tflite",
              "convert the model to TensorFlow Lite"));
      return Optional.empty();
    }
    return files.content(type, file, p, mistakes).flatMap(bytes -> graph(file, bytes, p, mistakes));
  }

  private static Optional<ModelGraph> graph(
      String file, byte[] content, Position p, List<Diagnostic> mistakes) {
    try {
      return TfliteImporter.graph(TfliteModel.parse(file, content), p, mistakes);
    } catch (TfliteException e) {
      e.problems()
          .forEach(x -> mistakes.add(Diagnostic.of(Message.MODEL_FILE, p, x.problem(), x.fix())));
      return Optional.empty();
    }
  }

  private void requireLibrary(
      ModelGraph graph, TypeElement type, Position p, List<Diagnostic> mistakes) {
    List<String> missing = new ArrayList<>();
    for (String operator : NetworkWriter.operators(graph)) {
      String name = NetworkWriter.OPERATORS + "." + operator;
      if (elements.getTypeElement(name) == null) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      String model = type.getAnnotation(Network.class).model();
      mistakes.add(Diagnostic.of(Message.MODEL_LIBRARY, p, model, String.join(", ", missing)));
    }
  }

  // ---- The class ----

  private static JavaFile written(TypeElement type, ExecutableElement method, ModelGraph graph) {
    Network network = type.getAnnotation(Network.class);
    ClassName implemented = ClassName.get(type);
    NetworkClass target =
        new NetworkClass(
            implemented.peerClass(type.getSimpleName() + "Network"),
            Optional.of(implemented),
            PartCompanion.isPublic(type),
            network.name().isEmpty()
                ? Names.snakeCase(type.getSimpleName().toString())
                : network.name(),
            network.model(),
            false,
            method.getSimpleName().toString(),
            method.getParameters().stream().map(v -> v.getSimpleName().toString()).toList(),
            resultRecord(method).map(ClassName::get));
    return NetworkWriter.file(
        target,
        NetworkWriter.write(graph, target).type().toBuilder().addOriginatingElement(type).build());
  }
}
