package dev.demitasse.compiler.frontend;

import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** Lowers a {@code static final} field to the function that computes its value. */
final class LowerTable {

  private LowerTable() {}

  /** Whether a field has one value for ever that is no constant of the language. */
  static boolean isTable(VariableElement field) {
    return field.getKind().isField()
        && field.getModifiers().contains(Modifier.STATIC)
        && field.getModifiers().contains(Modifier.FINAL)
        && field.getConstantValue() == null;
  }

  /**
   * The field at {@code path}.
   *
   * @throws UserError with all that is wrong in its initialiser
   */
  static PrimFunc run(TreePath path, Trees trees, Sources sources) {
    Scope scope = new Scope(path, trees, sources);
    VariableTree tree = (VariableTree) path.getLeaf();
    VariableElement field = (VariableElement) scope.element(path);
    Position p = scope.position(path);
    Type type = scope.type(field.asType(), path);
    if (type instanceof Type.TensorType) {
      throw Unsupported.expression(
          p, "a tensor in a 'static final' field", "make it an array, or a weight of the network");
    }
    if (tree.getInitializer() == null) {
      throw Unsupported.expression(
          p,
          "a field that gets its value in a 'static' block",
          "compute it in a static method: " + field + " = make()");
    }
    TreePath value = Scope.child(path, tree.getInitializer());
    Seq body = new LowerStatements(scope).withValue(value, type, v -> new Return(v, p));
    scope.requireSound();
    return new PrimFunc(
        PrimFunc.Kind.TABLE, JavaTypes.symbol(field), List.of(), Map.of(), type, body, p);
  }
}
