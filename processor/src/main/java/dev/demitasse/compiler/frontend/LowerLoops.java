package dev.demitasse.compiler.frontend;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLength;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLoad;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/** Lowers loops. */
final class LowerLoops {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerStatements statements;

  LowerLoops(Scope scope, LowerExpressions expressions, LowerStatements statements) {
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** A loop with a variable that goes from one number to another by a constant step. */
  Stmt count(TreePath path, ForLoopTree t, Position p) {
    if (t.getInitializer().size() != 1
        || !(t.getInitializer().get(0) instanceof VariableTree declaration)
        || declaration.getInitializer() == null
        || t.getUpdate().size() != 1
        || !(t.getCondition() instanceof BinaryTree condition)) {
      throw notCanonical(p);
    }
    TreePath init = Scope.child(path, declaration);
    Element index = scope.element(init);
    TreePath update = Scope.child(Scope.child(path, t.getUpdate().get(0)), step(t));
    if (!scope.assignments().isOnly(update.getLeaf(), index)) {
      throw Unsupported.statement(
          p,
          "a loop whose variable '" + declaration.getName() + "' is assigned in its body",
          "use another variable");
    }
    TreePath test = Scope.child(path, condition);
    Expr begin =
        expressions.converted(Scope.child(init, declaration.getInitializer()), DataType.INT32);
    Var v = scope.declare(init, false);
    int step = step(update, index, p);
    boolean isLeft = index.equals(scope.element(Scope.child(test, condition.getLeftOperand())));
    TreePath bound = Scope.child(test, condition.getRightOperand());
    BinaryOp op = isLeft ? Operators.of(condition.getKind()) : BinaryOp.NE;
    boolean up = step > 0;
    if (!v.type().equals(DataType.INT32)
        || !(op == (up ? BinaryOp.LT : BinaryOp.GT) || op == (up ? BinaryOp.LE : BinaryOp.GE))) {
      throw notCanonical(p);
    }
    requireStable(bound, t.getStatement(), p);
    Expr end = LowerExpressions.convert(expressions.expr(bound), DataType.INT32);
    if (op == BinaryOp.LE || op == BinaryOp.GE) {
      end = Expr.add(end, Expr.int32(up ? 1 : -1));
    }
    Seq body = statements.block(Scope.child(path, t.getStatement()));
    return new For(v, begin, end, step, body, p);
  }

  private static ExpressionTree step(ForLoopTree t) {
    return t.getUpdate().get(0).getExpression();
  }

  private static UserError notCanonical(Position p) {
    return Unsupported.statement(
        p,
        "a 'for' loop of this form",
        "write 'for (int i = a; i < b; i++)', or '<=', 'i += 2', 'i > b; i--'");
  }

  private int step(TreePath update, Element index, Position p) {
    ExpressionTree target;
    Expr step;
    boolean down = false;
    switch (update.getLeaf()) {
      case UnaryTree u when Assignments.isStep(u) -> {
        target = u.getExpression();
        step = Expr.int32(1);
        down = !Assignments.isIncrement(u);
      }
      case CompoundAssignmentTree c
          when c.getKind() == Tree.Kind.PLUS_ASSIGNMENT
              || c.getKind() == Tree.Kind.MINUS_ASSIGNMENT -> {
        target = c.getVariable();
        step = expressions.expr(Scope.child(update, c.getExpression()));
        down = c.getKind() == Tree.Kind.MINUS_ASSIGNMENT;
      }
      default -> throw notCanonical(p);
    }
    if (!index.equals(scope.element(Scope.child(update, target)))
        || !(step instanceof IntImm(DataType type, long size))
        || size < 1
        || size > Integer.MAX_VALUE) {
      throw notCanonical(p);
    }
    return (int) (down ? -size : size);
  }

  /** A bound is computed once in C, so nothing in the loop may change it. */
  private void requireStable(TreePath bound, Tree body, Position p) {
    for (Element used : scope.assignments().named(bound)) {
      if (scope.assignments().isAssignedIn(body, used)) {
        throw Unsupported.statement(
            p,
            "a loop whose bound '" + used + "' changes in its body",
            "copy the bound to a variable before the loop");
      }
    }
  }

  /** Over an array: a loop over its indices. */
  Stmt each(TreePath path, EnhancedForLoopTree t, Position p) {
    Expr array = expressions.expr(Scope.child(path, t.getExpression()));
    if (!(array.type() instanceof Type.ArrayType)) {
      throw Unsupported.statement(p, "a loop over this", "loop over an array");
    }
    Var each = scope.declare(Scope.child(path, t.getVariable()));
    Var i = Var.of(each.name() + "Index", DataType.INT32);
    List<Stmt> body = new ArrayList<>();
    Expr element = new ArrayLoad(array, i, p);
    body.add(new Let(each, LowerExpressions.convert(element, each.type()), p));
    body.addAll(statements.block(Scope.child(path, t.getStatement())).statements());
    return new For(i, Expr.int32(0), new ArrayLength(array), 1, new Seq(body), p);
  }
}
