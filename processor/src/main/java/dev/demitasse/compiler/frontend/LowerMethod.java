package dev.demitasse.compiler.frontend;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Lowers one attributed method to the generic form of the IR. What has no counterpart there is a
 * mistake of the user; all of a method's mistakes are found at once.
 */
final class LowerMethod {

  private LowerMethod() {}

  /**
   * The method at {@code path}.
   *
   * @throws UserError with all that is wrong in it; with nothing if javac has said it already
   */
  static PrimFunc run(TreePath path, PrimFunc.Kind kind, Trees trees, Sources sources) {
    Scope scope = new Scope(path, trees, sources);
    MethodTree tree = (MethodTree) path.getLeaf();
    ExecutableElement method = (ExecutableElement) trees.getElement(path);
    List<Var> parameters = new ArrayList<>();
    if (!method.getModifiers().contains(Modifier.STATIC)) {
      parameters.add(scope.declareSelf((TypeElement) method.getEnclosingElement()));
    }
    for (VariableTree p : tree.getParameters()) {
      scope.attempt(() -> parameters.add(scope.declare(Scope.child(path, p))));
    }
    scope.attempt(() -> scope.setResult(scope.type(method.getReturnType(), path)));
    Seq body = new LowerStatements(scope).body(Scope.child(path, tree.getBody()));
    scope.requireSound();
    return new PrimFunc(
        kind,
        JavaTypes.symbol(method),
        parameters,
        Map.of(),
        scope.result(),
        body,
        scope.position(path));
  }
}
