package dev.demitasse.compiler.frontend;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericStmt.Reject;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;

/** Lowers statements. */
final class LowerStatements {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerAssignments assignments;
  private final LowerLoops loops;

  LowerStatements(Scope scope) {
    this.scope = scope;
    this.expressions = new LowerExpressions(scope);
    this.assignments = new LowerAssignments(scope, expressions);
    this.loops = new LowerLoops(scope, expressions, this);
  }

  /** A statement, or those of a block, as a sequence. */
  Seq block(TreePath path) {
    return path.getLeaf() instanceof BlockTree b
        ? sequence(path, b.getStatements())
        : sequence(path.getParentPath(), List.of((StatementTree) path.getLeaf()));
  }

  private Seq sequence(TreePath parent, List<? extends StatementTree> statements) {
    List<Stmt> lowered = new ArrayList<>();
    for (StatementTree s : statements) {
      scope.attempt(() -> {
        Stmt one = statement(Scope.child(parent, s));
        if (one instanceof Seq(List<Stmt> parts)) {
          lowered.addAll(parts);
        } else {
          lowered.add(one);
        }
      });
    }
    return new Seq(lowered);
  }

  private Stmt statement(TreePath path) {
    Position p = scope.position(path);
    return switch (path.getLeaf()) {
      case BlockTree b -> block(path);
      case EmptyStatementTree e -> Seq.EMPTY;
      case VariableTree v -> local(path, v, p);
      case ExpressionStatementTree e -> assignments.effect(Scope.child(path, e.getExpression()), p);
      case IfTree t -> branch(path, t, p);
      case ForLoopTree t -> loops.count(path, t, p);
      case EnhancedForLoopTree t -> loops.each(path, t, p);
      case LabeledStatementTree t -> statement(Scope.child(path, t.getStatement()));
      case ReturnTree t when t.getExpression() != null ->
          new Return(
              expressions.converted(Scope.child(path, t.getExpression()), scope.result()), p);
      case ThrowTree t -> reject(path, t, p);
      default -> throw Unsupported.statement(path, p);
    };
  }

  private Stmt branch(TreePath path, IfTree t, Position p) {
    Expr condition = expressions.expr(Scope.child(path, t.getCondition()));
    Seq then = block(Scope.child(path, t.getThenStatement()));
    Seq otherwise =
        t.getElseStatement() == null ? Seq.EMPTY : block(Scope.child(path, t.getElseStatement()));
    return new IfThenElse(condition, then, otherwise, p);
  }

  private Stmt local(TreePath path, VariableTree tree, Position p) {
    Var v = scope.declare(path);
    if (tree.getInitializer() != null) {
      return new Let(
          v, expressions.converted(Scope.child(path, tree.getInitializer()), v.type()), p);
    }
    if (!(v.type() instanceof DataType type)) {
      throw Unsupported.statement(
          p,
          "a declaration of '" + v + "' without a value",
          "give '" + v + "' its value where it is declared");
    }
    return new Let(v, Expr.zero(type), p);
  }

  private Stmt reject(TreePath path, ThrowTree t, Position p) {
    if (t.getExpression() instanceof NewClassTree n
        && n.getArguments().size() == 1
        && scope
            .mirror(Scope.child(path, n))
            .toString()
            .equals("java.lang.IllegalArgumentException")) {
      TreePath text = Scope.child(Scope.child(path, n), n.getArguments().get(0));
      return new Reject(expressions.text(text), p);
    }
    throw Unsupported.statement(
        p, "this 'throw'", "state a precondition: throw new IllegalArgumentException(\"...\")");
  }
}
