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
import dev.demitasse.compiler.ir.GenericStmt.ArrayStore;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.Optional;
import java.util.function.Function;

/** Lowers expressions that are there for what they do: assignments, steps, calls. */
final class LowerAssignments {
  private final Scope scope;
  private final LowerExpressions expressions;

  LowerAssignments(Scope scope, LowerExpressions expressions) {
    this.scope = scope;
    this.expressions = expressions;
  }

  /** An expression as a statement. */
  Stmt effect(TreePath path, Position p) {
    return switch (path.getLeaf()) {
      case AssignmentTree t -> {
        TreePath value = Scope.child(path, t.getExpression());
        yield assign(
            Scope.child(path, t.getVariable()), type -> expressions.converted(value, type), p);
      }
      case CompoundAssignmentTree t -> {
        TreePath target = Scope.child(path, t.getVariable());
        yield assign(target, type -> compound(path, t, target, type, p), p);
      }
      case UnaryTree t when Assignments.isStep(t) -> {
        TreePath target = Scope.child(path, t.getExpression());
        yield assign(target, type -> step(t, target, type, p), p);
      }
      case MethodInvocationTree t -> expressions.calls().effect(path, t, p);
      default -> throw expressions.unsupported(path);
    };
  }

  private Expr compound(
      TreePath path, CompoundAssignmentTree t, TreePath target, Type type, Position p) {
    BinaryOp op = Operators.of(t.getKind());
    Expr value = expressions.expr(Scope.child(path, t.getExpression()));
    return LowerExpressions.convert(Operators.binary(op, expressions.expr(target), value, p), type);
  }

  private Expr step(UnaryTree t, TreePath target, Type type, Position p) {
    BinaryOp op = Assignments.isIncrement(t) ? BinaryOp.ADD : BinaryOp.SUB;
    return LowerExpressions.convert(
        Operators.binary(op, expressions.expr(target), Expr.int32(1), p), type);
  }

  private Stmt assign(TreePath target, Function<Type, Expr> value, Position p) {
    if (target.getLeaf() instanceof ArrayAccessTree a) {
      Expr array = expressions.expr(Scope.child(target, a.getExpression()));
      Expr index =
          LowerExpressions.convert(
              expressions.expr(Scope.child(target, a.getIndex())), DataType.INT32);
      Type element = ((Type.ArrayType) array.type()).element();
      return new ArrayStore(array, index, value.apply(element), p);
    }
    Optional<Var> v = scope.variable(target);
    if (v.isEmpty() || !v.get().isMutable()) {
      throw Unsupported.statement(
          p,
          "an assignment to '" + target.getLeaf() + "'",
          v.isEmpty() ? "assign to local variables only" : "do not change the variable of a loop");
    }
    return new Assign(v.get(), value.apply(v.get().type()), p);
  }
}
