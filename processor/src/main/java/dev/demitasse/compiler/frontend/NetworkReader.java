package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.Network;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Names;
import dev.demitasse.compiler.graph.NetworkDecl;
import dev.demitasse.compiler.graph.PartDecl;
import dev.demitasse.compiler.ir.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Reads the declaration of a network from its class, and says all that is wrong with it. */
final class NetworkReader {
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
   * @param parts the class and all that it is made of
   * @param mistakes takes what is wrong; the result is then fit for finding more mistakes only
   */
  static Optional<NetworkDecl> read(
      TypeElement type,
      Map<String, PartDecl> parts,
      Trees trees,
      Sources sources,
      List<Diagnostic> mistakes) {
    NetworkReader reader = new NetworkReader(trees, sources);
    Optional<NetworkDecl> network = reader.network(type, parts);
    mistakes.addAll(reader.mistakes);
    return network;
  }

  private Optional<NetworkDecl> network(TypeElement type, Map<String, PartDecl> parts) {
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
    Optional<ExecutableElement> constructor = constructor(type);
    if (constructor.isEmpty()) {
      classMistake(p, type, "has no constructor to make it with", "leave out its constructors");
      return Optional.empty();
    }
    ExecutableElement entry = methods.get(0);
    InputReader reader = new InputReader(type, trees, sources, mistakes);
    List<NetworkDecl.Output> outputs = reader.outputs(entry);
    return Optional.of(
        new NetworkDecl(
            type.getQualifiedName().toString(),
            cName(type, p),
            JavaTypes.symbol(constructor.get()),
            JavaTypes.symbol(entry),
            reader.inputs(entry),
            outputs,
            parts,
            BudgetReader.limits(type, trees, sources),
            p));
  }

  private void classMistake(Position p, TypeElement type, String what, String fix) {
    mistakes.add(Diagnostic.of(Message.NETWORK_CLASS, p, type.getSimpleName(), what, fix));
  }

  private Position position(Element e) {
    return sources.position(trees.getPath(e));
  }

  /** The one that the companion calls. */
  private static Optional<ExecutableElement> constructor(TypeElement type) {
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .filter(c -> c.getParameters().isEmpty() && !c.getModifiers().contains(Modifier.PRIVATE))
        .findFirst();
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
}
