package dev.demitasse.compiler.frontend;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.TextImm;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.GenericStmt.Place;
import dev.demitasse.compiler.ir.GenericStmt.Reject;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.VariableElement;

/** Lowers statements. */
final class LowerStatements {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerAssignments assignments;
  private final Jumps jumps = new Jumps();
  private final LowerLoops loops;
  private final LowerSwitch switches;
  private final Jumps.Exit end = new Jumps.Exit("end");

  LowerStatements(Scope scope) {
    this.scope = scope;
    this.switches = new LowerSwitch(scope, this, jumps);
    this.expressions = new LowerExpressions(scope, switches);
    this.assignments = new LowerAssignments(scope, expressions, this);
    this.loops = new LowerLoops(scope, expressions, this, jumps);
  }

  LowerExpressions expressions() {
    return expressions;
  }

  /** The body of a method. */
  Seq body(TreePath path) {
    return end.around(block(path), scope.position(path));
  }

  /** The rest of the body of a method, which lies at {@code parent}. */
  Seq body(TreePath parent, List<? extends StatementTree> statements) {
    return end.around(sequence(parent, statements), scope.position(parent));
  }

  /** A statement, or those of a block, as a sequence. */
  Seq block(TreePath path) {
    return path.getLeaf() instanceof BlockTree b
        ? sequence(path, b.getStatements())
        : sequence(path.getParentPath(), List.of((StatementTree) path.getLeaf()));
  }

  /** One statement after the other. */
  Seq sequence(TreePath parent, List<? extends StatementTree> statements) {
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
      case WhileLoopTree t -> loops.repeat(path, t, p);
      case DoWhileLoopTree t -> loops.repeat(path, t, p);
      case LabeledStatementTree t -> labelled(path, t, p);
      case BreakTree t -> jumps.ofBreak(t.getLabel()).leave(p);
      case ContinueTree t -> jumps.ofContinue(t.getLabel()).leave(p);
      case SwitchTree t -> switches.statement(path, t, p);
      case YieldTree t -> switches.yieldStatement(path, t, p);
      case ReturnTree t when t.getExpression() == null -> end.leave(p);
      case ReturnTree t ->
          withValue(
              Scope.child(path, t.getExpression()), scope.result(), value -> new Return(value, p));
      case ThrowTree t -> reject(path, t, p);
      default -> throw Unsupported.statement(path, p);
    };
  }

  private Stmt branch(TreePath path, IfTree t, Position p) {
    Expr condition = expressions.condition(Scope.child(path, t.getCondition()));
    Seq then = block(Scope.child(path, t.getThenStatement()));
    Seq otherwise =
        t.getElseStatement() == null ? Seq.EMPTY : block(Scope.child(path, t.getElseStatement()));
    return new IfThenElse(condition, then, otherwise, p);
  }

  /** A loop has its label itself. */
  private Stmt labelled(TreePath path, LabeledStatementTree t, Position p) {
    TreePath inner = Scope.child(path, t.getStatement());
    if (Jumps.isLoop(t)) {
      return statement(inner);
    }
    String label = t.getLabel().toString();
    Jumps.Exit exit = new Jumps.Exit(label);
    return exit.around(jumps.inLabelled(label, exit, () -> block(inner)), p);
  }

  private Stmt local(TreePath path, VariableTree tree, Position p) {
    Stmt declared = declared(path, tree, p);
    VariableElement element = (VariableElement) scope.element(path);
    Optional<String> pool = PlacedReader.pool(element);
    if (pool.isEmpty()) {
      return declared;
    }
    Var v = scope.variable(path).orElseThrow();
    if (tree.getInitializer() == null
        || !(v.type() instanceof Type.TensorType || v.type() instanceof Type.ObjectType)) {
      throw new UserError(
          List.of(
              PlacedReader.mistake(
                  p,
                  "variable",
                  element,
                  "it is about the tensor that a variable begins with, and this one begins with"
                      + " none",
                  "place a variable where an operator gives it its value")));
    }
    return join(declared, new Seq(List.of(new Place(v, pool.get(), p))));
  }

  private Stmt declared(TreePath path, VariableTree tree, Position p) {
    if (tree.getInitializer() == null) {
      return late(scope.declare(path), path, p);
    }
    TreePath value = Scope.child(path, tree.getInitializer());
    if (LowerSwitch.hasStatements(value)) {
      Var v = scope.declare(path, true);
      return join(late(v, path, p), withValue(value, v.type(), chosen -> new Assign(v, chosen, p)));
    }
    Var v = scope.declare(path);
    return withValue(value, v.type(), given -> new Let(v, given, p));
  }

  /** A variable that gets its value later: Java sees to it that the one it has here is not read. */
  private Stmt late(Var v, TreePath path, Position p) {
    Expr unread =
        switch (v.type()) {
          case DataType type -> Expr.zero(type);
          case Type.ArrayType array -> new ArrayLiteral(array.element(), List.of());
          case Type.EnumType type -> JavaTypes.constants(scope.classOf(path)).get(0);
          case Type.TextType text -> new TextImm("");
          default ->
              scope
                  .parameter(v.type())
                  .orElseThrow(() ->
                      Unsupported.statement(
                          p,
                          "a declaration of '" + v + "' without a value",
                          "give '"
                              + v
                              + "' its value where it is declared, by '? :' or a method of its"
                              + " own"));
        };
    return new Let(v, unread, p);
  }

  private static Seq join(Stmt first, Seq rest) {
    List<Stmt> all = new ArrayList<>(first instanceof Seq s ? s.statements() : List.of(first));
    all.addAll(rest.statements());
    return new Seq(all);
  }

  /**
   * A statement that is about one value, which may be that of a {@code switch}.
   *
   * @param type what the value is converted to
   * @param use makes the statement
   */
  Seq withValue(TreePath value, Type type, Function<Expr, Stmt> use) {
    return switch (value.getLeaf()) {
      case ParenthesizedTree t -> withValue(Scope.child(value, t.getExpression()), type, use);
      case SwitchExpressionTree t -> switches.value(value, t, type, use);
      default -> new Seq(List.of(use.apply(expressions.converted(value, type))));
    };
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
