package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Join;
import dev.demitasse.compiler.ir.GenericStmt.ArrayStore;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.GenericStmt.FieldStore;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.VariableElement;

/** Lowers expressions that are there for what they do: assignments, steps, calls. */
final class LowerAssignments {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerStatements statements;

  LowerAssignments(Scope scope, LowerExpressions expressions, LowerStatements statements) {
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** What is assigned to: what type the value must have, and the statement that stores it. */
  private record Target(Type type, Function<Expr, Stmt> store) {

    Stmt stores(Expr value) {
      return store.apply(LowerExpressions.convert(value, type));
    }
  }

  /** An expression as a statement. */
  Stmt effect(TreePath path, Position p) {
    return switch (path.getLeaf()) {
      case AssignmentTree t -> {
        Target target = target(Scope.child(path, t.getVariable()), p);
        TreePath value = Scope.child(path, t.getExpression());
        yield statements.withValue(value, target.type(), target.store());
      }
      case CompoundAssignmentTree t -> {
        TreePath variable = Scope.child(path, t.getVariable());
        Target target = target(variable, p);
        Expr before = expressions.expr(variable);
        TreePath operand = Scope.child(path, t.getExpression());
        if (target.type().equals(Type.TEXT)) {
          yield target.stores(new Join(List.of(before, expressions.text(operand))));
        }
        Expr value = expressions.expr(operand);
        Position at = scope.position(operand);
        yield target.stores(Operators.binary(Operators.of(t.getKind()), before, value, at));
      }
      case UnaryTree t when Assignments.isStep(t) -> {
        TreePath variable = Scope.child(path, t.getExpression());
        Target target = target(variable, p);
        BinaryOp op = Assignments.isIncrement(t) ? BinaryOp.ADD : BinaryOp.SUB;
        yield target.stores(Operators.binary(op, expressions.expr(variable), Expr.int32(1), p));
      }
      case MethodInvocationTree t -> expressions.calls().effect(path, t, p);
      default -> throw expressions.unsupported(path);
    };
  }

  private Target target(TreePath target, Position p) {
    if (target.getLeaf() instanceof ArrayAccessTree a) {
      scope
          .table(target)
          .ifPresent(field -> {
            throw TableStores.error(field, scope.position(target.getParentPath()));
          });
      Expr array = expressions.expr(Scope.child(target, a.getExpression()));
      Expr index =
          LowerExpressions.convert(
              expressions.expr(Scope.child(target, a.getIndex())), DataType.INT32);
      Type element = ((Type.ArrayType) array.type()).element();
      return new Target(element, value -> new ArrayStore(array, index, value, p));
    }
    if (scope.element(target) instanceof VariableElement field
        && expressions.parts().hasField(field)) {
      LowerParts parts = expressions.parts();
      Expr owner = parts.storable(target, field, p);
      Type type = scope.type(field.asType(), target);
      String name = field.getSimpleName().toString();
      return new Target(type, value -> new FieldStore(owner, name, value, p));
    }
    Optional<Var> v = scope.variable(target);
    if (v.isEmpty() || !v.get().isMutable()) {
      throw Unsupported.statement(
          p, "an assignment to '" + target.getLeaf() + "'", "assign to local variables only");
    }
    return new Target(v.get().type(), value -> new Assign(v.get(), value, p));
  }
}
