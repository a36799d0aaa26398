package dev.demitasse.compiler.frontend;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr.Same;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Element;

/** Lowers {@code switch}, statement and expression, to {@code if} and {@code else}. */
final class LowerSwitch {

  /**
   * What stands behind one or more {@code case}.
   *
   * @param labels the selector is one of them: a condition each
   * @param isDefault whether it is also what none of all labels leads to
   * @param falls whether control may go on to the next arm
   */
  private record Arm(TreePath path, List<Expr> labels, boolean isDefault, boolean falls) {
    CaseTree tree() {
      return (CaseTree) path.getLeaf();
    }
  }

  /** What a {@code yield} does with its value, and where it goes. */
  private record Yield(Type type, Function<Expr, Stmt> use, Jumps.Exit end) {}

  private final Scope scope;
  private final LowerStatements statements;
  private final Jumps jumps;
  private final Deque<Yield> yields = new ArrayDeque<>();

  LowerSwitch(Scope scope, LowerStatements statements, Jumps jumps) {
    this.scope = scope;
    this.statements = statements;
    this.jumps = jumps;
  }

  // ---- Statements ----

  /** The statement. */
  Seq statement(TreePath path, SwitchTree t, Position p) {
    List<Stmt> all = new ArrayList<>();
    Expr selector = selector(Scope.child(path, t.getExpression()), all, true);
    List<Arm> arms = arms(path, t.getCases(), selector);
    Jumps.Exit end = new Jumps.Exit("end");
    Seq chosen = jumps.inSwitch(end, () -> chain(arms, arm -> body(arm), false));
    all.addAll(end.around(chosen, p).statements());
    return new Seq(all);
  }

  private Seq body(Arm arm) {
    CaseTree tree = arm.tree();
    return tree.getCaseKind() == CaseTree.CaseKind.RULE
        ? statements.block(Scope.child(arm.path(), tree.getBody()))
        : statements.sequence(arm.path(), tree.getStatements());
  }

  // ---- Expressions ----

  /** Whether each arm is a value and nothing else. */
  static boolean isPlain(SwitchExpressionTree t) {
    return t.getCases().stream().allMatch(c -> value(c).isPresent() || isEmpty(c));
  }

  /** Whether a value is chosen by a {@code switch} that must be a statement in the IR. */
  static boolean hasStatements(TreePath value) {
    return switch (value.getLeaf()) {
      case ParenthesizedTree t -> hasStatements(Scope.child(value, t.getExpression()));
      case SwitchExpressionTree t -> !isPlain(t);
      default -> false;
    };
  }

  private static Optional<ExpressionTree> value(CaseTree c) {
    if (c.getCaseKind() == CaseTree.CaseKind.RULE) {
      return c.getBody() instanceof ExpressionTree e ? Optional.of(e) : Optional.empty();
    }
    return c.getStatements().size() == 1 && c.getStatements().get(0) instanceof YieldTree y
        ? Optional.of(y.getValue())
        : Optional.empty();
  }

  private static boolean isEmpty(CaseTree c) {
    return c.getCaseKind() == CaseTree.CaseKind.STATEMENT && c.getStatements().isEmpty();
  }

  /** The expression inside another, for which each arm must be a value. */
  Expr expression(TreePath path, SwitchExpressionTree t) {
    if (!isPlain(t)) {
      throw Unsupported.expression(
          scope.position(path),
          "a 'switch' with statements inside an expression",
          "give its value to a variable, and use that");
    }
    Expr selector = selector(Scope.child(path, t.getExpression()), new ArrayList<>(), false);
    return choice(arms(path, t.getCases(), selector), scope.type(path));
  }

  private Expr choice(List<Arm> arms, Type type) {
    Expr chosen = null;
    List<List<Arm>> chains = chains(arms);
    for (int i = chains.size() - 1; i >= 0; i--) {
      Arm last = chains.get(i).get(chains.get(i).size() - 1);
      Expr value = statements.expressions().converted(valuePath(last), type);
      chosen = chosen == null ? value : new Select(any(chains.get(i)), value, chosen);
    }
    return chosen;
  }

  private static TreePath valuePath(Arm arm) {
    return Scope.child(arm.path(), value(arm.tree()).orElseThrow());
  }

  /**
   * The expression as the whole value of a statement.
   *
   * @param use makes the statement for one value
   */
  Seq value(TreePath path, SwitchExpressionTree t, Type type, Function<Expr, Stmt> use) {
    List<Stmt> all = new ArrayList<>();
    Expr selector = selector(Scope.child(path, t.getExpression()), all, true);
    List<Arm> arms = arms(path, t.getCases(), selector);
    if (isPlain(t)) {
      all.add(use.apply(choice(arms, type)));
      return new Seq(all);
    }
    Yield yield = new Yield(type, use, new Jumps.Exit("chosen"));
    yields.push(yield);
    try {
      Seq chosen = chain(arms, arm -> yielding(arm, yield), true);
      all.addAll(yield.end().around(chosen, scope.position(path)).statements());
      return new Seq(all);
    } finally {
      yields.pop();
    }
  }

  private Seq yielding(Arm arm, Yield yield) {
    if (arm.tree().getCaseKind() == CaseTree.CaseKind.RULE
        && arm.tree().getBody() instanceof ExpressionTree e) {
      return statements.withValue(Scope.child(arm.path(), e), yield.type(), yield.use());
    }
    return body(arm);
  }

  /** Gives the value of the expression around it. */
  Seq yieldStatement(TreePath path, YieldTree t, Position p) {
    Yield yield = yields.element();
    Seq used = statements.withValue(Scope.child(path, t.getValue()), yield.type(), yield.use());
    List<Stmt> all = new ArrayList<>(used.statements());
    if (!(all.get(all.size() - 1) instanceof Return)) {
      all.add(yield.end().leave(p));
    }
    return new Seq(all);
  }

  // ---- Selectors and labels ----

  /** What is compared; in a variable of its own where it would be computed more than once. */
  private Expr selector(TreePath path, List<Stmt> before, boolean keep) {
    Expr e = statements.expressions().expr(path);
    Position p = scope.position(path);
    boolean number = e.type() instanceof DataType t && t.isInteger() && t.bits() <= 32;
    if (!number && !(e.type() instanceof Type.EnumType) && !e.type().equals(Type.TEXT)) {
      throw Unsupported.statement(
          p, "a 'switch' over " + scope.mirror(path), "use an int, an enum or a String");
    }
    Expr value = number ? Operators.promoted(e) : e;
    boolean simple = value instanceof Var v ? !v.isMutable() : value instanceof Expr.IntImm;
    if (simple || !keep) {
      return value;
    }
    Var selector = Var.of("selector", value.type());
    before.add(new Let(selector, value, p));
    return selector;
  }

  private List<Arm> arms(TreePath path, List<? extends CaseTree> cases, Expr selector) {
    List<Arm> arms = new ArrayList<>();
    for (CaseTree c : cases) {
      TreePath at = Scope.child(path, c);
      List<Expr> labels = new ArrayList<>();
      boolean isDefault = false;
      for (CaseLabelTree label : c.getLabels()) {
        switch (label) {
          case ConstantCaseLabelTree constant ->
              labels.add(label(Scope.child(at, constant.getConstantExpression()), selector));
          case DefaultCaseLabelTree d -> isDefault = true;
          default ->
              throw Unsupported.statement(
                  scope.position(Scope.child(at, label)),
                  "a pattern in a 'switch'",
                  "use constants");
        }
      }
      boolean falls = c.getCaseKind() == CaseTree.CaseKind.STATEMENT && goesOn(c.getStatements());
      arms.add(new Arm(at, labels, isDefault, falls));
    }
    requireOwnVariables(arms);
    return arms;
  }

  private Expr label(TreePath constant, Expr selector) {
    Expr label = statements.expressions().expr(constant);
    return selector.type() instanceof DataType
        ? Fold.binary(BinaryOp.EQ, selector, Operators.promoted(label))
        : new Same(selector, label);
  }

  /** Whether control may reach the end; it may seem so though it does not. */
  private static boolean goesOn(List<? extends StatementTree> statements) {
    return statements.isEmpty() || goesOn(statements.get(statements.size() - 1));
  }

  private static boolean goesOn(Tree statement) {
    return switch (statement) {
      case BreakTree t -> false;
      case ContinueTree t -> false;
      case ReturnTree t -> false;
      case ThrowTree t -> false;
      case YieldTree t -> false;
      case BlockTree t -> goesOn(t.getStatements());
      case IfTree t when t.getElseStatement() != null ->
          goesOn(t.getThenStatement()) || goesOn(t.getElseStatement());
      default -> true;
    };
  }

  /** The arms become blocks of their own, so none may use what another declares. */
  private void requireOwnVariables(List<Arm> arms) {
    for (Arm arm : arms) {
      if (arm.tree().getCaseKind() == CaseTree.CaseKind.RULE) {
        continue;
      }
      for (StatementTree s : arm.tree().getStatements()) {
        if (s instanceof VariableTree) {
          TreePath declaration = Scope.child(arm.path(), s);
          Element variable = scope.element(declaration);
          if (arms.stream()
              .anyMatch(o -> o != arm && scope.assignments().named(o.path()).contains(variable))) {
            throw Unsupported.statement(
                scope.position(declaration),
                "a variable that is declared under one 'case' and used under another",
                "declare '" + variable + "' before the 'switch'");
          }
        }
      }
    }
  }

  // ---- Choosing an arm ----

  /** The arms, each with those that control may fall through to. */
  private static List<List<Arm>> chains(List<Arm> arms) {
    List<List<Arm>> chains = new ArrayList<>();
    boolean falls = false;
    for (Arm arm : arms) {
      if (!falls) {
        chains.add(new ArrayList<>());
      }
      chains.get(chains.size() - 1).add(arm);
      falls = arm.falls();
    }
    // The default is what remains when no label was met, wherever it stands.
    chains.sort(java.util.Comparator.comparing(LowerSwitch::hasDefault));
    return chains;
  }

  private static boolean hasDefault(List<Arm> chain) {
    return chain.stream().anyMatch(Arm::isDefault);
  }

  private static Expr any(List<Arm> arms) {
    return arms.stream()
        .flatMap(a -> a.labels().stream())
        .reduce((a, b) -> Fold.binary(BinaryOp.OR, a, b))
        .orElse(Expr.bool(false));
  }

  /**
   * The chains as the sides of an {@code if}.
   *
   * @param exhaustive whether one of the arms is always taken
   */
  private Seq chain(List<Arm> arms, Function<Arm, Seq> body, boolean exhaustive) {
    Seq chosen = Seq.EMPTY;
    List<List<Arm>> chains = chains(arms);
    List<Seq> bodies = new ArrayList<>();
    for (List<Arm> chain : chains) {
      bodies.add(fallingThrough(chain, body));
    }
    for (int i = chains.size() - 1; i >= 0; i--) {
      boolean last = i == chains.size() - 1;
      if (last && (exhaustive || hasDefault(chains.get(i)))) {
        chosen = bodies.get(i);
      } else {
        Position p = scope.position(chains.get(i).get(0).path());
        chosen = new Seq(List.of(new IfThenElse(any(chains.get(i)), bodies.get(i), chosen, p)));
      }
    }
    return chosen;
  }

  /** One arm after the other, each unless control came in behind it. */
  private Seq fallingThrough(List<Arm> chain, Function<Arm, Seq> body) {
    List<Stmt> all = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      Seq one = body.apply(chain.get(i));
      if (i == chain.size() - 1) {
        all.addAll(one.statements());
      } else if (!one.isEmpty()) {
        List<Arm> later = chain.subList(i + 1, chain.size());
        Expr entered = hasDefault(later) ? any(chain.subList(0, i + 1)) : Fold.not(any(later));
        Position p = scope.position(chain.get(i).path());
        all.add(new IfThenElse(entered, one, Seq.EMPTY, p));
      }
    }
    return new Seq(all);
  }
}
