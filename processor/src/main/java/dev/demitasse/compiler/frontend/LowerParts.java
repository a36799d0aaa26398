package dev.demitasse.compiler.frontend;

import com.sun.source.util.TreePath;
import dev.demitasse.State;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Field;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Type;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Lowers what is done with the objects that networks are made of: their fields are read and set.
 */
final class LowerParts {
  private final Scope scope;
  private final LowerExpressions expressions;

  LowerParts(Scope scope, LowerExpressions expressions) {
    this.scope = scope;
    this.expressions = expressions;
  }

  /** Whether this is a field of the objects that networks are made of. */
  boolean hasField(VariableElement field) {
    return field.getKind().isField()
        && !field.getModifiers().contains(Modifier.STATIC)
        && Parts.isPart((TypeElement) field.getEnclosingElement());
  }

  /** Whether such a field can be read. */
  boolean isField(VariableElement field) {
    return hasField(field) && (Parts.isBound(field) || isPart(field) || isAttribute(field));
  }

  private static boolean isPart(VariableElement field) {
    return Parts.classOf(field).filter(Parts::isPart).isPresent();
  }

  /** What is fixed for good; a tensor is not, as it would need to be a weight or a state. */
  private static boolean isAttribute(VariableElement field) {
    return field.getModifiers().contains(Modifier.FINAL)
        && JavaTypes.of(field.asType()).filter(LowerParts::isAttribute).isPresent();
  }

  private static boolean isAttribute(Type type) {
    return switch (type) {
      case Type.ArrayType array -> isAttribute(array.element());
      case Type.TensorType tensor -> false;
      default -> true;
    };
  }

  /** The field that a tree names, of this object or another. */
  Expr field(TreePath path, VariableElement field) {
    return new Field(expressions.object(path), name(field), scope.type(field.asType(), path));
  }

  /**
   * The object whose field is set: states are set in every method, other fields in the constructors
   * of their object only.
   */
  Expr storable(TreePath path, VariableElement field, Position p) {
    Expr owner = expressions.object(path);
    boolean own = scope.isConstructor() && scope.self().filter(owner::equals).isPresent();
    if (!own && field.getAnnotation(State.class) == null) {
      throw Unsupported.statement(
          p,
          "an assignment to the field '" + field + "'",
          "mark a tensor that changes from run to run with @State; set others in the constructor");
    }
    return owner;
  }

  private static String name(VariableElement field) {
    return field.getSimpleName().toString();
  }
}
