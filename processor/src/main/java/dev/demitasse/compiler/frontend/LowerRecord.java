package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Field;
import dev.demitasse.compiler.ir.GenericExpr.NewObject;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Lowers what a record has without saying so: its constructor, and methods for its components. */
final class LowerRecord {
  private final Scope scope;
  private final TypeElement type;
  private final Position position;
  private final TreePath path;

  /** For the record at {@code path}. */
  LowerRecord(TreePath path, Trees trees, Sources sources) {
    this.path = path;
    this.scope = new Scope(path, trees, sources);
    this.type = (TypeElement) scope.element(path);
    this.position = scope.position(path);
  }

  /** The method that returns a component. */
  PrimFunc accessor(RecordComponentElement component) {
    Type value = scope.type(component.asType(), path);
    Var self = scope.declareSelf(type);
    Expr field = new Field(self, component.getSimpleName().toString(), value);
    List<Stmt> body = List.of(new Return(field, position));
    return function(component.getAccessor(), List.of(self), value, body);
  }

  /**
   * The constructor from all components, which may have statements in the compact form.
   *
   * @throws UserError if it is written in another form
   */
  PrimFunc constructor(ExecutableElement constructor, Elements elements, Trees trees) {
    if (elements.getOrigin(constructor) == Elements.Origin.MANDATED) {
      List<Var> parameters = new ArrayList<>();
      for (RecordComponentElement c : type.getRecordComponents()) {
        parameters.add(Var.of(c.getSimpleName().toString(), scope.type(c.asType(), path)));
      }
      return constructor(constructor, parameters, new ArrayList<>());
    }
    TreePath at = trees.getPath(constructor);
    if (!elements.isCompactConstructor(constructor)) {
      throw Unsupported.statement(
          scope.position(at),
          "this constructor of a record",
          "write it without parameters, '" + type.getSimpleName() + " { ... }', or leave it out");
    }
    return compact(constructor, at);
  }

  private PrimFunc compact(ExecutableElement constructor, TreePath at) {
    MethodTree tree = (MethodTree) at.getLeaf();
    List<Var> parameters = new ArrayList<>();
    for (VariableTree p : tree.getParameters()) {
      scope.attempt(() -> parameters.add(scope.declare(Scope.child(at, p))));
    }
    List<? extends StatementTree> statements =
        tree.getBody().getStatements().stream().filter(s -> !isSuperCall(s)).toList();
    TreePath block = Scope.child(at, tree.getBody());
    Seq body = new LowerStatements(scope).sequence(block, statements);
    scope.requireSound();
    return constructor(constructor, parameters, new ArrayList<>(body.statements()));
  }

  /** Which javac writes. */
  private static boolean isSuperCall(StatementTree s) {
    return s instanceof ExpressionStatementTree e
        && e.getExpression() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof IdentifierTree name
        && name.getName().contentEquals("super");
  }

  private PrimFunc constructor(
      ExecutableElement constructor, List<Var> parameters, List<Stmt> body) {
    Type.ObjectType object = (Type.ObjectType) scope.type(type.asType(), path);
    List<String> names = parameters.stream().map(Var::name).toList();
    body.add(new Return(new NewObject(object, names, List.copyOf(parameters), position), position));
    return function(constructor, parameters, object, body);
  }

  private PrimFunc function(
      ExecutableElement method, List<Var> parameters, Type result, List<Stmt> body) {
    return new PrimFunc(
        PrimFunc.Kind.FUNC,
        JavaTypes.symbol(method),
        parameters,
        Map.of(),
        result,
        new Seq(body),
        position);
  }
}
