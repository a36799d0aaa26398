package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.compiler.codegen.CNames;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Names;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Reads the declaration of a network from its class, and says all that is wrong with it. */
final class NetworkReader {
  /** What the interface header names itself. */
  private static final Set<String> HEADER_NAMES =
      Set.of("inputs", "outputs", "output", "workspace", "workspace_pools");

  private final Trees trees;
  private final Sources sources;
  private final List<Diagnostic> mistakes = new ArrayList<>();

  private NetworkReader(Trees trees, Sources sources) {
    this.trees = trees;
    this.sources = sources;
  }

  /**
   * The network that {@code type} declares.
   *
   * @param mistakes takes what is wrong; the result is then fit for finding more mistakes only
   */
  static Optional<NetworkDecl> read(
      TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    NetworkReader reader = new NetworkReader(trees, sources);
    Optional<NetworkDecl> network = reader.network(type);
    mistakes.addAll(reader.mistakes);
    return network;
  }

  private Optional<NetworkDecl> network(TypeElement type) {
    Position p = position(type);
    if (type.getKind() != ElementKind.CLASS || type.getModifiers().contains(Modifier.ABSTRACT)) {
      classMistake(p, type, "cannot be made with 'new'", "make it a class that is not abstract");
      return Optional.empty();
    }
    if (type.getNestingKind() != NestingKind.TOP_LEVEL) {
      classMistake(p, type, "is inside another class", "make it a class of its own file");
      return Optional.empty();
    }
    List<ExecutableElement> methods =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(m -> m.getModifiers().contains(Modifier.PUBLIC))
            .filter(m -> !m.getModifiers().contains(Modifier.STATIC))
            .toList();
    if (methods.size() != 1) {
      String found = methods.isEmpty() ? "has no public method" : "has several public methods";
      classMistake(p, type, found, "keep one method public, the one that runs the network");
      return Optional.empty();
    }
    requireConstructor(type, p);
    ExecutableElement entry = methods.get(0);
    if (!JavaTypes.isTensorOrWrong(entry.getReturnType())) {
      classMistake(position(entry), type, "does not return a tensor", "return a tensor");
    }
    return Optional.of(
        new NetworkDecl(
            type.getQualifiedName().toString(),
            cName(type, p),
            JavaTypes.symbol(entry),
            inputs(type, entry),
            weights(type),
            p));
  }

  private void classMistake(Position p, TypeElement type, String what, String fix) {
    mistakes.add(Diagnostic.of(Message.NETWORK_CLASS, p, type.getSimpleName(), what, fix));
  }

  private Position position(Element e) {
    return sources.position(trees.getPath(e));
  }

  private void requireConstructor(TypeElement type, Position p) {
    boolean usable =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .anyMatch(
                c -> c.getParameters().isEmpty() && !c.getModifiers().contains(Modifier.PRIVATE));
    if (!usable) {
      classMistake(p, type, "has no constructor to make it with", "leave out its constructors");
    }
  }

  private String cName(TypeElement type, Position p) {
    String given = type.getAnnotation(Network.class).name();
    String simple = type.getSimpleName().toString();
    String name = given.isEmpty() ? Names.snakeCase(simple) : given;
    if (!name.matches("[a-z][a-z0-9_]*")) {
      mistakes.add(
          Diagnostic.of(
              Message.C_NAME,
              p,
              name,
              "it must be lower-case letters, digits and underscores, a letter first",
              "name it with @Network(name = \"...\")"));
    }
    return name;
  }

  /** Inputs become members, macros and parameters of the interface header, beside its own. */
  private void requireInputName(String name, List<NetworkDecl.Input> others, Position p) {
    requireCName(name, p);
    if (HEADER_NAMES.contains(name.toLowerCase(Locale.ROOT))
        || others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
      mistakes.add(
          Diagnostic.of(
              Message.C_NAME,
              p,
              name,
              "the interface header has that name already",
              "rename '" + name + "'"));
    }
  }

  private void requireCName(String name, Position p) {
    if (!CNames.isIdentifier(name)) {
      String why =
          CNames.isReserved(name)
              ? "it is a word of C or C++"
              : "it must be ASCII letters, digits and underscores, a letter first";
      mistakes.add(Diagnostic.of(Message.C_NAME, p, name, why, "rename '" + name + "'"));
    }
  }

  private List<NetworkDecl.Input> inputs(TypeElement type, ExecutableElement entry) {
    List<NetworkDecl.Input> inputs = new ArrayList<>();
    for (VariableElement parameter : entry.getParameters()) {
      Position p = position(parameter);
      String name = parameter.getSimpleName().toString();
      requireInputName(name, inputs, p);
      Shape shape = parameter.getAnnotation(Shape.class);
      if (!requireTensor(parameter, type, p)) {
        continue;
      }
      if (shape == null) {
        mistakes.add(Diagnostic.of(Message.SHAPE_MISSING, p, name));
      } else if (isShape(shape.value(), p)) {
        inputs.add(new NetworkDecl.Input(name, element(parameter), extents(shape), p));
      }
    }
    return inputs;
  }

  /** False if nothing more should be said of the parameter or field. */
  private boolean requireTensor(VariableElement variable, TypeElement type, Position p) {
    if (!JavaTypes.isTensorOrWrong(variable.asType())) {
      String what = "has '" + variable.getSimpleName() + "', which is no tensor";
      classMistake(p, type, what, "declare it as F32 or another tensor of dev.demitasse");
    }
    return variable.asType() instanceof DeclaredType declared
        && JavaTypes.element((TypeElement) declared.asElement()).isPresent();
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

  private static List<Integer> extents(Shape shape) {
    return Arrays.stream(shape.value()).boxed().toList();
  }

  private static DataType element(VariableElement tensor) {
    return ((Type.TensorType) JavaTypes.of(tensor.asType()).orElseThrow()).element();
  }

  private List<NetworkDecl.Weight> weights(TypeElement type) {
    List<NetworkDecl.Weight> weights = new ArrayList<>();
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      Weight annotation = field.getAnnotation(Weight.class);
      if (annotation == null) {
        continue;
      }
      Position p = position(field);
      String name = field.getSimpleName().toString();
      if (!requireTensor(field, type, p)) {
        continue;
      }
      for (Modifier m : List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)) {
        if (field.getModifiers().contains(m)) {
          classMistake(p, type, "has the " + m + " weight '" + name + "'", "leave out '" + m + "'");
        }
      }
      if (!name.matches("[A-Za-z0-9_]+")) {
        requireCName(name, p);
      }
      Shape shape = field.getAnnotation(Shape.class);
      weights.add(
          new NetworkDecl.Weight(
              name,
              annotation.value().isEmpty() ? name : annotation.value(),
              element(field),
              Optional.ofNullable(shape).map(NetworkReader::extents),
              p));
    }
    return weights;
  }
}
