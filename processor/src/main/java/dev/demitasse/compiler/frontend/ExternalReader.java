package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.External;
import dev.demitasse.compiler.codegen.CNames;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Names;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads and checks what {@code @External} says of an operator. */
final class ExternalReader {
  private final TypeElement type;
  private final Trees trees;
  private final Sources sources;
  private final List<Diagnostic> mistakes;

  private ExternalReader(
      TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    this.type = type;
    this.trees = trees;
    this.sources = sources;
    this.mistakes = mistakes;
  }

  /** The C function that stands for an operator, if one does. */
  static Optional<String> function(TypeElement type) {
    return Optional.ofNullable(type.getAnnotation(External.class))
        .map(External::value)
        .map(given -> given.isEmpty() ? Names.snakeCase(type.getSimpleName().toString()) : given);
  }

  /** Checks a class with the annotation. */
  static void check(TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    new ExternalReader(type, trees, sources, mistakes).check();
  }

  private void check() {
    if (!Linker.isOperator(type)) {
      report(type, "is no operator", "add @Operator, or leave out @External");
      return;
    }
    function(type).filter(name -> !CNames.isFunction(name)).ifPresent(this::reportName);
    List<ExecutableElement> applies =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(m -> m.getSimpleName().contentEquals("apply"))
            .toList();
    if (applies.size() > 1) {
      report(applies.get(1), "has several methods 'apply'", "give all but one another name");
    }
    applies.stream()
        .flatMap(apply -> apply.getParameters().stream())
        .filter(p -> !canBePassed(p.asType()))
        .forEach(this::reportParameter);
  }

  private static boolean canBePassed(TypeMirror type) {
    return type.getKind().isPrimitive()
        || JavaTypes.isTensorOrWrong(type)
        || JavaTypes.isRecordOfTensors(type);
  }

  private void reportParameter(VariableElement p) {
    report(
        p,
        "has a parameter '%s' of type %s".formatted(p.getSimpleName(), p.asType()),
        "take numbers and booleans instead, e.g. 'ordinal()' of an enum");
  }

  private void reportName(String name) {
    String why =
        CNames.isIdentifier(name)
            ? "the C library or the generated code may have that name"
            : CNames.reasonAgainst(name);
    Position p = sources.position(trees.getPath(type));
    mistakes.add(Diagnostic.of(Message.C_NAME, p, name, why, "name it with @External(\"...\")"));
  }

  private void report(Element at, String what, String fix) {
    mistakes.add(
        Diagnostic.of(
            Message.EXTERNAL_CLASS,
            sources.position(trees.getPath(at)),
            type.getSimpleName(),
            what,
            fix));
  }
}
