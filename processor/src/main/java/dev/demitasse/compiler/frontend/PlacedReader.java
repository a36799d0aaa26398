package dev.demitasse.compiler.frontend;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.Placed;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Reads {@link Placed}, and says where it cannot stand. */
final class PlacedReader {

  private PlacedReader() {}

  /** The pool that something is placed in, if it is. */
  static Optional<String> pool(Element e) {
    return Optional.ofNullable(e.getAnnotation(Placed.class)).map(Placed::value);
  }

  /** Checks a field or parameter with the annotation; variables are read with their methods. */
  static void check(VariableElement e, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    TreePath path = trees.getPath(e);
    if (path == null || isOfRecord(e)) {
      return;
    }
    Position p = sources.position(path);
    if (e.getKind() == ElementKind.FIELD && !isPlaceable(e)) {
      mistakes.add(
          mistake(
              p,
              "field",
              e,
              "it is neither a weight, nor a state, nor a part with weights",
              "leave out @Placed, or add @Weight or @State"));
    } else if (e.getKind() == ElementKind.PARAMETER && !isInput(e)) {
      mistakes.add(
          mistake(
              p,
              "parameter",
              e,
              "it is no input of a network: what a method is given lies where it was made",
              "place the variable or field that it comes from"));
    }
  }

  /** A parameter of the constructor that a record has for its components, which are fields, too. */
  private static boolean isOfRecord(VariableElement e) {
    return e.getEnclosingElement().getKind() == ElementKind.CONSTRUCTOR
        && e.getEnclosingElement().getEnclosingElement().getKind() == ElementKind.RECORD;
  }

  static Diagnostic mistake(Position p, String kind, VariableElement e, String reason, String fix) {
    String what = kind + " '" + e.getSimpleName() + "'";
    return Diagnostic.of(Message.PLACED, p, what, pool(e).orElseThrow(), reason, fix);
  }

  private static boolean isPlaceable(VariableElement field) {
    return Parts.isBound(field)
        || (!field.getModifiers().contains(Modifier.STATIC)
            && Parts.classOf(field).filter(Parts::isPart).isPresent());
  }

  /** Whether a parameter is one of the method that runs a network, or of a model's interface. */
  private static boolean isInput(VariableElement parameter) {
    return parameter.getEnclosingElement() instanceof ExecutableElement method
        && method.getKind() == ElementKind.METHOD
        && !method.getModifiers().contains(Modifier.STATIC)
        && method.getModifiers().contains(Modifier.PUBLIC)
        && method.getEnclosingElement() instanceof TypeElement owner
        && Parts.isNetwork(owner);
  }
}
