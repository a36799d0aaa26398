package dev.demitasse.compiler.frontend;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;

/** Where the variables of a method are given other values than their first. */
final class Assignments {
  private final Trees trees;
  private final Map<Element, List<TreePath>> found = new HashMap<>();

  private Assignments(Trees trees) {
    this.trees = trees;
  }

  /** All assignments in a method. */
  static Assignments in(TreePath method, Trees trees) {
    Assignments assignments = new Assignments(trees);
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree tree, Void unused) {
        assignments.note(getCurrentPath(), tree.getVariable());
        return super.visitAssignment(tree, null);
      }

      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
        assignments.note(getCurrentPath(), tree.getVariable());
        return super.visitCompoundAssignment(tree, null);
      }

      @Override
      public Void visitUnary(UnaryTree tree, Void unused) {
        if (isStep(tree)) {
          assignments.note(getCurrentPath(), tree.getExpression());
        }
        return super.visitUnary(tree, null);
      }
    }.scan(method, null);
    return assignments;
  }

  private void note(TreePath assignment, ExpressionTree target) {
    if (target instanceof IdentifierTree) {
      Element variable = trees.getElement(new TreePath(assignment, target));
      found.computeIfAbsent(variable, v -> new ArrayList<>()).add(assignment);
    }
  }

  /** Whether a variable is assigned at all. */
  boolean isAssigned(Element variable) {
    return found.containsKey(variable);
  }

  /** Whether {@code assignment} is the only one to a variable. */
  boolean isOnly(Tree assignment, Element variable) {
    return found.getOrDefault(variable, List.of()).stream()
        .allMatch(path -> path.getLeaf() == assignment);
  }

  /** Whether a variable is assigned somewhere in a statement. */
  boolean isAssignedIn(Tree statement, Element variable) {
    return found.getOrDefault(variable, List.of()).stream()
        .anyMatch(path -> within(path, statement));
  }

  /**
   * Whether an expression has the same value all through a statement around it: nothing that it
   * names is assigned there, and no array or tensor stored to that it may read.
   */
  boolean isSteady(TreePath expression, TreePath statement) {
    boolean names = named(expression).stream().noneMatch(v -> isAssignedIn(statement.getLeaf(), v));
    return names
        && Collections.disjoint(Memory.read(expression, trees), Memory.written(statement, trees));
  }

  private static boolean within(TreePath path, Tree outer) {
    for (Tree t : path) {
      if (t == outer) {
        return true;
      }
    }
    return false;
  }

  /** What the names in a tree stand for. */
  Set<Element> named(TreePath tree) {
    Set<Element> named = new HashSet<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree name, Void unused) {
        named.add(trees.getElement(getCurrentPath()));
        return null;
      }
    }.scan(tree, null);
    return named;
  }

  /** Whether this is {@code ++} or {@code --}. */
  static boolean isStep(UnaryTree t) {
    return switch (t.getKind()) {
      case PREFIX_INCREMENT, POSTFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_DECREMENT -> true;
      default -> false;
    };
  }

  /** Whether this is {@code ++}. */
  static boolean isIncrement(UnaryTree t) {
    return t.getKind() == Tree.Kind.PREFIX_INCREMENT || t.getKind() == Tree.Kind.POSTFIX_INCREMENT;
  }
}
