package dev.demitasse.compiler.frontend;

import dev.demitasse.Network;
import dev.demitasse.State;
import dev.demitasse.Weight;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Tells which classes networks are made of: those annotated as networks, and those with a weight, a
 * state or a part of their own.
 */
final class Parts {

  private Parts() {}

  static boolean isPart(TypeElement type) {
    return isPart(type, new HashSet<>());
  }

  private static boolean isPart(TypeElement type, Set<TypeElement> seen) {
    return type.getKind() == ElementKind.CLASS
        && !type.getQualifiedName().toString().startsWith("java")
        && seen.add(type)
        && (isNetwork(type)
            || ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(f -> !f.getModifiers().contains(Modifier.STATIC))
                .anyMatch(f -> isBound(f) || classOf(f).filter(c -> isPart(c, seen)).isPresent()));
  }

  static boolean isNetwork(TypeElement type) {
    return type.getAnnotation(Network.class) != null;
  }

  /** What its user has written of a network: the interface that names the model, or the class. */
  static TypeElement declared(TypeElement network) {
    return network.getInterfaces().stream()
        .map(i -> (TypeElement) ((DeclaredType) i).asElement())
        .filter(Parts::isModel)
        .findFirst()
        .orElse(network);
  }

  /** Whether a network is that of a trained model. */
  static boolean isModel(TypeElement type) {
    return isNetwork(type) && !type.getAnnotation(Network.class).model().isEmpty();
  }

  /** Whether a class has something to bind itself, or in blocks that it names. */
  static boolean isBlock(TypeElement type) {
    return !isNetwork(type)
        && isPart(type)
        && ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
            .filter(f -> !f.getModifiers().contains(Modifier.STATIC))
            .anyMatch(f -> isBound(f) || classOf(f).filter(Parts::isBlock).isPresent());
  }

  /** Whether a field has its value from the weights, or lives from one run to the next. */
  static boolean isBound(VariableElement field) {
    return field.getAnnotation(Weight.class) != null || field.getAnnotation(State.class) != null;
  }

  /** The class of a field, or of the elements of the array that it has. */
  static Optional<TypeElement> classOf(Element field) {
    TypeMirror type = field.asType();
    while (type instanceof ArrayType array) {
      type = array.getComponentType();
    }
    return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement e
        ? Optional.of(e)
        : Optional.empty();
  }

  /** How many pairs of brackets the type of a field has. */
  static int arrays(Element field) {
    int arrays = 0;
    for (TypeMirror t = field.asType(); t instanceof ArrayType a; t = a.getComponentType()) {
      arrays++;
    }
    return arrays;
  }
}
