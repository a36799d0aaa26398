package dev.demitasse.compiler.frontend;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;
import dev.demitasse.Weight;
import dev.demitasse.compiler.codegen.CNames;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.PartDecl;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Reads the fields of a network and of all parts that it names, and says what is wrong there. */
final class PartReader {
  private final Trees trees;
  private final Sources sources;
  private final List<Diagnostic> mistakes;
  private final Map<String, PartDecl> parts = new LinkedHashMap<>();
  private final Map<String, TypeElement> types = new LinkedHashMap<>();

  private PartReader(Trees trees, Sources sources, List<Diagnostic> mistakes) {
    this.trees = trees;
    this.sources = sources;
    this.mistakes = mistakes;
  }

  /**
   * What was read.
   *
   * @param parts the class and all that it is made of, by their names
   * @param types the same
   */
  record Read(Map<String, PartDecl> parts, Map<String, TypeElement> types) {}

  /**
   * A class that networks are made of, and the parts that it names.
   *
   * @param mistakes takes what is wrong
   */
  static Read read(TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    PartReader reader = new PartReader(trees, sources, mistakes);
    reader.part(type, Position.NONE);
    return new Read(reader.parts, reader.types);
  }

  /** The field leads to the part, whose own source may be elsewhere. */
  private void part(TypeElement type, Position field) {
    String name = type.getQualifiedName().toString();
    if (types.putIfAbsent(name, type) != null) {
      return;
    }
    Position p = position(type, field);
    requireClass(type, p);
    List<PartDecl.Field> fields = new ArrayList<>();
    for (VariableElement f : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      field(f, type, p).ifPresent(fields::add);
    }
    Optional<String> file =
        Optional.ofNullable(type.getAnnotation(Network.class)).map(Network::weights);
    parts.put(name, new PartDecl(name, file, fields));
  }

  private Position position(Element e, Position otherwise) {
    TreePath path = trees.getPath(e);
    return path == null ? otherwise : sources.position(path);
  }

  private void requireClass(TypeElement type, Position p) {
    if (type.getKind() == ElementKind.CLASS
        && type.getSuperclass().getKind() == TypeKind.DECLARED
        && !type.getSuperclass().toString().equals("java.lang.Object")) {
      String what = "extends '" + type.getSuperclass() + "'";
      mistake(type, p, what, "make that a field, and call its methods");
    }
    boolean inner =
        type.getEnclosingElement().getKind() != ElementKind.PACKAGE
            && !type.getModifiers().contains(Modifier.STATIC);
    if (inner) {
      mistake(type, p, "belongs to an object of its outer class", "make it a static class");
    }
    if (type.getModifiers().contains(Modifier.PRIVATE)) {
      mistake(type, p, "is private", "leave out 'private'");
    }
  }

  private void mistake(TypeElement type, Position p, String what, String fix) {
    Message message = Parts.isNetwork(type) ? Message.NETWORK_CLASS : Message.PART_CLASS;
    mistakes.add(Diagnostic.of(message, p, type.getSimpleName(), what, fix));
  }

  private Optional<PartDecl.Field> field(VariableElement f, TypeElement owner, Position blame) {
    Position p = position(f, blame);
    Weight weight = f.getAnnotation(Weight.class);
    State state = f.getAnnotation(State.class);
    if (weight != null && state != null) {
      mistake(owner, p, "has '" + f + "', a weight and a state", "leave out one annotation");
      return Optional.empty();
    }
    if (weight != null) {
      return weight(f, weight, owner, p);
    }
    if (state != null) {
      return state(f, state, owner, p);
    }
    if (f.getModifiers().contains(Modifier.STATIC)) {
      return Optional.empty();
    }
    return Parts.classOf(f)
        .filter(Parts::isPart)
        .map(type -> {
          refuse(f, "part", List.of(Modifier.PRIVATE), owner, p);
          requireCName(f, p);
          part(type, p);
          return new PartDecl.PartField(
              f.getSimpleName().toString(),
              type.getQualifiedName().toString(),
              Parts.arrays(f),
              PlacedReader.pool(f),
              p);
        });
  }

  private Optional<PartDecl.Field> weight(
      VariableElement f, Weight weight, TypeElement owner, Position p) {
    if (!requireTensor(f, owner, p)) {
      return Optional.empty();
    }
    refuse(f, "weight", List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL), owner, p);
    requireCName(f, p);
    String name = f.getSimpleName().toString();
    String array = weight.value().isEmpty() ? name : weight.value();
    return Optional.of(
        new PartDecl.Weight(name, array, element(f), shape(f), PlacedReader.pool(f), p));
  }

  private Optional<PartDecl.Field> state(
      VariableElement f, State state, TypeElement owner, Position p) {
    if (!requireTensor(f, owner, p)) {
      return Optional.empty();
    }
    refuse(f, "state", List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL), owner, p);
    requireCName(f, p);
    Optional<String> array = Optional.of(state.value()).filter(name -> !name.isEmpty());
    return Optional.of(
        new PartDecl.StateField(
            f.getSimpleName().toString(), array, element(f), shape(f), PlacedReader.pool(f), p));
  }

  /** The companion sets fields and reads parts. */
  private void refuse(
      VariableElement f, String what, List<Modifier> refused, TypeElement owner, Position p) {
    for (Modifier m : refused) {
      if (f.getModifiers().contains(m)) {
        mistake(owner, p, "has the " + m + " " + what + " '" + f + "'", "leave out '" + m + "'");
      }
    }
  }

  /** False if nothing more should be said of the field. */
  private boolean requireTensor(VariableElement f, TypeElement owner, Position p) {
    if (!JavaTypes.isTensorOrWrong(f.asType())) {
      String what = "has '" + f + "', which is no tensor";
      mistake(owner, p, what, "declare it as F32 or another tensor of dev.demitasse");
    }
    return JavaTypes.of(f.asType()).filter(Type.TensorType.class::isInstance).isPresent();
  }

  /** Names of fields become parts of names in C, whose first letters come from the network. */
  private void requireCName(VariableElement f, Position p) {
    String name = f.getSimpleName().toString();
    if (!name.matches("[A-Za-z0-9_]+")) {
      mistakes.add(
          Diagnostic.of(
              Message.C_NAME, p, name, CNames.reasonAgainst(name), "rename '" + name + "'"));
    }
  }

  private static DataType element(VariableElement tensor) {
    return ((Type.TensorType) JavaTypes.of(tensor.asType()).orElseThrow()).element();
  }

  private static Optional<List<Integer>> shape(VariableElement tensor) {
    return Optional.ofNullable(tensor.getAnnotation(Shape.class))
        .map(shape -> Arrays.stream(shape.value()).boxed().toList());
  }
}
