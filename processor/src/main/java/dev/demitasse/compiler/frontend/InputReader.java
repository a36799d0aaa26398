package dev.demitasse.compiler.frontend;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Quantized;
import dev.demitasse.Shape;
import dev.demitasse.compiler.codegen.CNames;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.NetworkDecl.Input;
import dev.demitasse.compiler.graph.NetworkDecl.Output;
import dev.demitasse.compiler.graph.NetworkDecl.RecordInput;
import dev.demitasse.compiler.graph.NetworkDecl.TensorInput;
import dev.demitasse.compiler.graph.Placement;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads what a network takes and returns: tensors, and records of tensors. */
final class InputReader {
  private static final String SINGLE = "output";

  private final TypeElement network;
  private final Trees trees;
  private final Sources sources;
  private final List<Diagnostic> mistakes;

  /** What the interface header has names for, in lower case. */
  private final Set<String> taken =
      new HashSet<>(
          Set.of("inputs", "outputs", "constants", "workspace", "workspace_pools", "state"));

  InputReader(TypeElement network, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    taken.addAll(PoolReader.taken(network));
    this.network = network;
    this.trees = trees;
    this.sources = sources;
    this.mistakes = mistakes;
  }

  // ---- Outputs ----

  /** The tensors of the result; to be read before the inputs, whose names must be others. */
  List<Output> outputs(ExecutableElement entry) {
    List<Output> outputs = new ArrayList<>();
    Position p = position(entry, Position.NONE);
    TypeMirror result = entry.getReturnType();
    if (JavaTypes.isTensorOrWrong(result)) {
      taken.add(SINGLE);
      outputs.add(new Output(SINGLE, List.of(), quantization(entry, result, SINGLE, p)));
    } else if (recordOf(result).isPresent()) {
      quantization(entry, result, SINGLE, p);
      addOutputs(recordOf(result).get(), List.of(), p, outputs, new HashSet<>());
    } else {
      mistake(p, "does not return a tensor", "return a tensor, or a record of tensors");
    }
    return outputs;
  }

  private void addOutputs(
      TypeElement type,
      List<String> path,
      Position blame,
      List<Output> outputs,
      Set<Element> outer) {
    if (!isFinite(type, blame, outer)) {
      return;
    }
    for (RecordComponentElement component : type.getRecordComponents()) {
      Position p = position(component, blame);
      List<String> inner = new ArrayList<>(path);
      inner.add(component.getSimpleName().toString());
      Optional<TypeElement> nested = recordOf(component.asType());
      Optional<Quantization> quantization =
          quantization(component, component.asType(), component.getSimpleName(), p);
      if (nested.isPresent()) {
        addOutputs(nested.get(), inner, p, outputs, with(outer, type));
      } else if (requireTensor(component, p)) {
        String port = String.join("_", inner);
        requireName(port, p);
        outputs.add(new Output(port, inner, quantization));
      }
    }
  }

  // ---- Inputs ----

  List<Input> inputs(ExecutableElement entry) {
    List<Input> inputs = new ArrayList<>();
    for (VariableElement parameter : entry.getParameters()) {
      VariableElement declared = declared(entry, parameter);
      input(parameter, "", declared, position(parameter, Position.NONE), Set.of())
          .ifPresent(inputs::add);
    }
    return inputs;
  }

  /** What the user has written of a parameter: that of the model's interface, if there is one. */
  private VariableElement declared(ExecutableElement entry, VariableElement parameter) {
    TypeElement owner = Parts.declared(network);
    int index = entry.getParameters().indexOf(parameter);
    return owner.equals(network)
        ? parameter
        : ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
            .filter(m -> m.getModifiers().contains(Modifier.ABSTRACT))
            .filter(m -> m.getParameters().size() > index)
            .findFirst()
            .<VariableElement>map(m -> m.getParameters().get(index))
            .orElse(parameter);
  }

  /** A parameter, or a component of one that has been declared. */
  private Optional<Input> input(
      Element e, String prefix, VariableElement declared, Position p, Set<Element> outer) {
    String name = e.getSimpleName().toString();
    Optional<TypeElement> type = recordOf(e.asType());
    Optional<Quantization> quantization = quantization(e, e.asType(), name, p);
    if (type.isPresent()) {
      if (!isFinite(type.get(), p, outer)) {
        return Optional.empty();
      }
      List<Input> components = new ArrayList<>();
      for (RecordComponentElement c : type.get().getRecordComponents()) {
        input(c, prefix + name + "_", declared, position(c, p), with(outer, type.get()))
            .ifPresent(components::add);
      }
      return Optional.of(new RecordInput(name, components));
    }
    requireName(prefix + name, p);
    if (!requireTensor(e, p)) {
      return Optional.empty();
    }
    Shape shape = e.getAnnotation(Shape.class);
    if (shape == null) {
      mistakes.add(Diagnostic.of(Message.SHAPE_MISSING, p, name));
      return Optional.empty();
    }
    Type.TensorType tensor = (Type.TensorType) JavaTypes.of(e.asType()).orElseThrow();
    List<Integer> extents = Arrays.stream(shape.value()).boxed().toList();
    Optional<Placement> placement =
        PlacedReader.pool(declared)
            .map(pool ->
                new Placement(pool, Placement.Kind.INPUT, prefix + name, position(declared, p)));
    return isShape(shape.value(), p)
        ? Optional.of(
            new TensorInput(
                name, prefix + name, tensor.element(), extents, quantization, placement, p))
        : Optional.empty();
  }

  private boolean isShape(int[] extents, Position p) {
    long size = 1;
    for (int extent : extents) {
      size = extent < 0 ? -1 : size * extent;
      if (size < 0 || size > Integer.MAX_VALUE) {
        mistakes.add(Diagnostic.of(Message.IMPOSSIBLE_SHAPE, p, Arrays.toString(extents)));
        return false;
      }
    }
    return true;
  }

  // ---- Both ----

  /** What {@code @Quantized} says of a tensor of this type, if it can be. */
  private Optional<Quantization> quantization(
      Element e, TypeMirror t, CharSequence name, Position p) {
    Quantized said = e.getAnnotation(Quantized.class);
    if (said == null) {
      return Optional.empty();
    }
    Optional<DataType> element =
        JavaTypes.of(t)
            .filter(Type.TensorType.class::isInstance)
            .map(tensor -> ((Type.TensorType) tensor).element());
    String scale = Float.toString(said.scale());
    int zero = said.zeroPoint();
    if (recordOf(t).isPresent()) {
      sayQuantized(p, "@Quantized at the record '" + name + "'", "put it at its components");
    } else if (element.isEmpty()) {
      return Optional.empty(); // which is said elsewhere
    } else if (element.get().isFloat() || element.get().isBool()) {
      sayQuantized(p, "the elements of '" + name + "' are no integers", "leave out @Quantized");
    } else if (!(said.scale() > 0 && said.scale() < Float.POSITIVE_INFINITY)) {
      sayQuantized(p, "the scale of '" + name + "' is " + scale, "correct 'scale'");
    } else if (zero < element.get().min() || zero > element.get().max()) {
      sayQuantized(
          p,
          "the zero point of '" + name + "' is " + zero,
          "take one from %d to %d".formatted(element.get().min(), element.get().max()));
    } else {
      return Optional.of(new Quantization(said.scale(), zero));
    }
    return Optional.empty();
  }

  private void sayQuantized(Position p, String what, String fix) {
    mistakes.add(Diagnostic.of(Message.QUANTIZED, p, what, fix));
  }

  private Position position(Element e, Position otherwise) {
    TreePath path = trees.getPath(e);
    return path == null ? otherwise : sources.position(path);
  }

  private static Optional<TypeElement> recordOf(TypeMirror type) {
    return type instanceof DeclaredType declared
            && declared.asElement().getKind() == ElementKind.RECORD
        ? Optional.of((TypeElement) declared.asElement())
        : Optional.empty();
  }

  private static Set<Element> with(Set<Element> outer, Element inner) {
    Set<Element> all = new HashSet<>(outer);
    all.add(inner);
    return all;
  }

  /** A record without end has no size. */
  private boolean isFinite(TypeElement type, Position p, Set<Element> outer) {
    if (outer.contains(type)) {
      mistake(p, "has the record '" + type + "', which contains itself", "leave that out");
    }
    return !outer.contains(type);
  }

  private void mistake(Position p, String what, String fix) {
    mistakes.add(Diagnostic.of(Message.NETWORK_CLASS, p, network.getSimpleName(), what, fix));
  }

  /** False if nothing more should be said of the parameter or component. */
  private boolean requireTensor(Element e, Position p) {
    TypeMirror type = e.asType();
    if (!JavaTypes.isTensorOrWrong(type)) {
      String fix =
          type.getKind().isPrimitive()
              ? "take a tensor, '@Shape({}) F32 " + e + "', or make it a field for good"
              : "declare it as F32 or another tensor of dev.demitasse, or a record of tensors";
      mistake(p, "has '" + e + "', which is no tensor", fix);
    }
    return JavaTypes.of(type).filter(Type.TensorType.class::isInstance).isPresent();
  }

  /** Tensors become members, macros and parameters of the interface header, beside its own. */
  private void requireName(String name, Position p) {
    if (!CNames.isIdentifier(name)) {
      sayName(name, CNames.reasonAgainst(name), p);
    } else if (name.startsWith(Interface.CONTEXT) || !taken.add(name.toLowerCase(Locale.ROOT))) {
      sayName(name, "the interface header has that name already", p);
    }
  }

  private void sayName(String name, String why, Position p) {
    mistakes.add(Diagnostic.of(Message.C_NAME, p, name, why, "rename '" + name + "'"));
  }
}
