package dev.demitasse.compiler.frontend;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr.IntImm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;

/**
 * A {@code for} that counts: one of its variables, an {@code int} that nothing else changes, goes
 * by a constant step towards a bound that stays the same.
 *
 * @param index the variable that counts
 * @param bound where it stops
 * @param inclusive whether it takes the value of the bound, too
 * @param conditions the others, under which the loop goes on
 * @param followers the other variables that go by a constant step
 * @param updates what else is done after each round
 */
record CountedLoop(
    Steps index,
    TreePath bound,
    boolean inclusive,
    List<TreePath> conditions,
    List<Steps> followers,
    List<TreePath> updates) {

  /**
   * A variable of the loop that goes by a constant step.
   *
   * @param declaration where it is made
   * @param update the statement that changes it
   */
  record Steps(TreePath declaration, Element variable, TreePath update, int step) {}

  /** Recognises one loop. */
  private record Reader(Scope scope, LowerExpressions expressions, TreePath path) {

    Optional<CountedLoop> read() {
      ForLoopTree loop = (ForLoopTree) path.getLeaf();
      boolean declares =
          loop.getInitializer().stream()
              .allMatch(s -> s instanceof VariableTree v && v.getInitializer() != null);
      if (!declares || loop.getCondition() == null) {
        return Optional.empty();
      }
      List<Steps> stepping = new ArrayList<>();
      for (StatementTree declaration : loop.getInitializer()) {
        steps(Scope.child(path, declaration), loop).ifPresent(stepping::add);
      }
      List<TreePath> conditions = new ArrayList<>();
      addConjuncts(Scope.child(path, loop.getCondition()), conditions);
      return conditions.stream()
          .flatMap(c -> stepping.stream().flatMap(s -> by(s, c, conditions, stepping).stream()))
          .findFirst();
    }

    private Optional<Steps> steps(TreePath declaration, ForLoopTree loop) {
      Element variable = scope.element(declaration);
      if (variable.asType().getKind() != TypeKind.INT) {
        return Optional.empty();
      }
      for (ExpressionStatementTree update : loop.getUpdate()) {
        TreePath statement = Scope.child(path, update);
        TreePath assignment = Scope.child(statement, update.getExpression());
        OptionalInt step = step(assignment, variable);
        if (step.isPresent()
            && step.getAsInt() != 0
            && scope.assignments().isOnly(assignment.getLeaf(), variable)) {
          return Optional.of(new Steps(declaration, variable, statement, step.getAsInt()));
        }
      }
      return Optional.empty();
    }

    /** What is added to a variable: by {@code i++}, {@code i += 2}, {@code i = i - 1}. */
    private OptionalInt step(TreePath update, Element variable) {
      return switch (update.getLeaf()) {
        case UnaryTree u when Assignments.isStep(u) && names(update, u.getExpression(), variable) ->
            OptionalInt.of(Assignments.isIncrement(u) ? 1 : -1);
        case CompoundAssignmentTree c when names(update, c.getVariable(), variable) ->
            signed(c.getKind(), Scope.child(update, c.getExpression()));
        case AssignmentTree a
            when names(update, a.getVariable(), variable)
                && a.getExpression() instanceof BinaryTree sum
                && names(Scope.child(update, sum), sum.getLeftOperand(), variable) ->
            signed(sum.getKind(), Scope.child(Scope.child(update, sum), sum.getRightOperand()));
        default -> OptionalInt.empty();
      };
    }

    private boolean names(TreePath parent, Tree name, Element variable) {
      return variable.equals(scope.element(Scope.child(parent, name)));
    }

    private OptionalInt signed(Tree.Kind kind, TreePath amount) {
      return switch (kind) {
        case PLUS, PLUS_ASSIGNMENT -> constant(amount, 1);
        case MINUS, MINUS_ASSIGNMENT -> constant(amount, -1);
        default -> OptionalInt.empty();
      };
    }

    private OptionalInt constant(TreePath amount, int sign) {
      try {
        return expressions.expr(amount) instanceof IntImm(DataType type, long v)
                && Math.abs(v) <= Integer.MAX_VALUE
            ? OptionalInt.of((int) v * sign)
            : OptionalInt.empty();
      } catch (UserError unknown) {
        // Another variable of the loop, or a mistake that is told when the update is lowered.
        return OptionalInt.empty();
      }
    }

    private void addConjuncts(TreePath condition, List<TreePath> conjuncts) {
      switch (condition.getLeaf()) {
        case ParenthesizedTree t ->
            addConjuncts(Scope.child(condition, t.getExpression()), conjuncts);
        case BinaryTree t when t.getKind() == Tree.Kind.CONDITIONAL_AND -> {
          addConjuncts(Scope.child(condition, t.getLeftOperand()), conjuncts);
          addConjuncts(Scope.child(condition, t.getRightOperand()), conjuncts);
        }
        default -> conjuncts.add(condition);
      }
    }

    /** The loop that counts by {@code index}, as long as {@code condition} holds. */
    private Optional<CountedLoop> by(
        Steps index, TreePath condition, List<TreePath> conditions, List<Steps> stepping) {
      if (!(condition.getLeaf() instanceof BinaryTree test)) {
        return Optional.empty();
      }
      boolean left = names(condition, test.getLeftOperand(), index.variable());
      boolean right = names(condition, test.getRightOperand(), index.variable());
      boolean less = isLess(test, left);
      if (left == right || !isOrder(test) || less != index.step() > 0) {
        return Optional.empty();
      }
      ExpressionTree end = left ? test.getRightOperand() : test.getLeftOperand();
      TreePath bound = Scope.child(condition, end);
      List<Steps> followers = new ArrayList<>(stepping);
      followers.removeIf(s -> s == index || s.step() % index.step() != 0);
      List<TreePath> others = new ArrayList<>(conditions);
      // Against a variable that comes the other way, the index stays within where that one began.
      Optional<Steps> towards =
          followers.stream()
              .filter(f -> f.variable().equals(scope.element(bound)))
              .filter(f -> f.step() > 0 != index.step() > 0)
              .findFirst();
      if (towards.isEmpty()) {
        others.remove(condition);
        if (!isSteady(bound)) {
          return Optional.empty();
        }
      }
      boolean inclusive =
          switch (test.getKind()) {
            case LESS_THAN_EQUAL, GREATER_THAN_EQUAL -> true;
            default -> false;
          };
      return updates(index, followers)
          .map(updates -> new CountedLoop(index, bound, inclusive, others, followers, updates));
    }

    private static boolean isOrder(BinaryTree test) {
      return switch (test.getKind()) {
        case LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL -> true;
        default -> false;
      };
    }

    private static boolean isLess(BinaryTree test, boolean left) {
      boolean less =
          test.getKind() == Tree.Kind.LESS_THAN || test.getKind() == Tree.Kind.LESS_THAN_EQUAL;
      return less == left;
    }

    /** A bound is computed once in C, so nothing in the loop may change it. */
    private boolean isSteady(TreePath bound) {
      return switch (scope.mirror(bound).getKind()) {
        case BYTE, SHORT, CHAR, INT -> scope.assignments().isSteady(bound, path);
        default -> false;
      };
    }

    /** The updates that are left; none may see the index, which has its next value too late. */
    private Optional<List<TreePath>> updates(Steps index, List<Steps> followers) {
      List<TreePath> updates = new ArrayList<>();
      for (ExpressionStatementTree update : ((ForLoopTree) path.getLeaf()).getUpdate()) {
        boolean counted =
            update == index.update().getLeaf()
                || followers.stream().anyMatch(f -> f.update().getLeaf() == update);
        if (!counted) {
          updates.add(Scope.child(path, update));
        }
      }
      boolean sees =
          updates.stream()
              .flatMap(u -> scope.assignments().named(u).stream())
              .anyMatch(v ->
                  v.equals(index.variable())
                      || followers.stream().anyMatch(f -> v.equals(f.variable())));
      return sees ? Optional.empty() : Optional.of(updates);
    }
  }

  /** What the {@code for} at {@code path} counts, if it does. */
  static Optional<CountedLoop> of(TreePath path, Scope scope, LowerExpressions expressions) {
    return new Reader(scope, expressions, path).read();
  }

  /** The operator that leads from the bound to the end of the IR's loop. */
  BinaryOp towardsEnd() {
    return index.step() > 0 ? BinaryOp.ADD : BinaryOp.SUB;
  }
}
