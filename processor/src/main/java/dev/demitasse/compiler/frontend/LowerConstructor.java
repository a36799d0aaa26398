package dev.demitasse.compiler.frontend;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.NewObject;
import dev.demitasse.compiler.ir.GenericStmt.FieldStore;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Lowers a constructor of a class that networks are made of to a function that returns the object:
 * numbers that are zero, then initialisers in the order of the source, then the body.
 */
final class LowerConstructor {
  private final TreePath path;
  private final MethodTree tree;
  private final ExecutableElement constructor;
  private final TypeElement owner;
  private final Scope scope;
  private final LowerStatements statements;
  private final LowerExpressions expressions;
  private final List<Stmt> body = new ArrayList<>();

  private LowerConstructor(TreePath path, Trees trees, Sources sources) {
    this.path = path;
    this.tree = (MethodTree) path.getLeaf();
    this.constructor = (ExecutableElement) trees.getElement(path);
    this.owner = (TypeElement) constructor.getEnclosingElement();
    this.scope = new Scope(path.getParentPath(), trees, sources); // initialisers, too
    this.statements = new LowerStatements(scope);
    this.expressions = statements.expressions();
  }

  /**
   * The constructor at {@code path}.
   *
   * @throws dev.demitasse.compiler.diagnostic.UserError with all that is wrong in it; with nothing
   *     if javac has said it already
   */
  static PrimFunc run(TreePath path, Trees trees, Sources sources) {
    return new LowerConstructor(path, trees, sources).function();
  }

  private PrimFunc function() {
    Position p = scope.position(path);
    Var self = scope.declareNew(owner);
    List<Var> parameters = new ArrayList<>();
    for (VariableTree parameter : tree.getParameters()) {
      scope.attempt(() -> parameters.add(scope.declare(Scope.child(path, parameter))));
    }
    TreePath block = Scope.child(path, tree.getBody());
    List<? extends StatementTree> own = tree.getBody().getStatements();
    Optional<MethodInvocationTree> other = delegate(own);
    if (other.isPresent()) {
      TreePath call = Scope.child(Scope.child(block, own.get(0)), other.get());
      scope.attempt(() -> body.add(new Let(self, delegated(call, other.get()), p)));
    } else {
      body.add(new Let(self, zeros(self, p), p));
      initialise(self);
    }
    boolean first = !own.isEmpty() && isConstructorCall(own.get(0));
    body.addAll(statements.body(block, own.subList(first ? 1 : 0, own.size())).statements());
    body.add(new Return(self, p));
    scope.requireSound();
    return new PrimFunc(
        PrimFunc.Kind.FUNC,
        JavaTypes.symbol(constructor),
        parameters,
        Map.of(),
        self.type(),
        new Seq(body),
        p);
  }

  // ---- this(...) and super() ----

  private static boolean isConstructorCall(StatementTree s) {
    return s instanceof ExpressionStatementTree e
        && e.getExpression() instanceof MethodInvocationTree call
        && List.of("this", "super").contains(call.getMethodSelect().toString());
  }

  /** The call of another constructor of this class, if the body begins with one. */
  private static Optional<MethodInvocationTree> delegate(List<? extends StatementTree> statements) {
    return statements.stream()
        .limit(1)
        .filter(LowerConstructor::isConstructorCall)
        .map(s -> (MethodInvocationTree) ((ExpressionStatementTree) s).getExpression())
        .filter(call -> call.getMethodSelect().toString().equals("this"))
        .findFirst();
  }

  private Expr delegated(TreePath call, MethodInvocationTree other) {
    ExecutableElement callee =
        (ExecutableElement) scope.element(Scope.child(call, other.getMethodSelect()));
    List<Expr> arguments = expressions.calls().arguments(call, other.getArguments(), callee);
    Type type = scope.self().orElseThrow().type();
    return new Invoke(JavaTypes.symbol(callee), arguments, type, scope.position(call));
  }

  // ---- Fields ----

  /** As Java makes it: zeros. What is no number has no value yet. */
  private Expr zeros(Var self, Position p) {
    List<String> names = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
      boolean isStatic = field.getModifiers().contains(Modifier.STATIC);
      TypeMirror type = field.asType();
      if (!isStatic && type.getKind().isPrimitive()) {
        names.add(field.getSimpleName().toString());
        values.add(Expr.zero((DataType) JavaTypes.of(type).orElseThrow()));
      }
    }
    return new NewObject((Type.ObjectType) self.type(), names, values, p);
  }

  private void initialise(Var self) {
    TreePath classPath = path.getParentPath();
    for (Tree member : ((ClassTree) classPath.getLeaf()).getMembers()) {
      TreePath at = Scope.child(classPath, member);
      if (member instanceof BlockTree block && !block.isStatic()) {
        body.addAll(statements.block(at).statements());
      } else if (member instanceof VariableTree field
          && field.getInitializer() != null
          && JavaTypes.of(scope.element(at).asType()).isPresent() // else nobody can read it
          && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
        scope.attempt(() -> body.add(initialised(self, at, field)));
      }
    }
  }

  private Stmt initialised(Var self, TreePath at, VariableTree field) {
    TreePath value = Scope.child(at, field.getInitializer());
    Type type = scope.type(scope.element(at).asType(), at);
    return new FieldStore(
        self, field.getName().toString(), expressions.converted(value, type), scope.position(at));
  }
}
