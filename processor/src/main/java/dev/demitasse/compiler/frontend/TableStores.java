package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Finds where a class changes elements of {@code static final} arrays: then these are no constants,
 * although their initialisers look as if they were.
 */
final class TableStores extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final Sources sources;
  private final Map<String, List<Diagnostic>> found = new LinkedHashMap<>();

  private TableStores(Trees trees, Sources sources) {
    this.trees = trees;
    this.sources = sources;
  }

  /** What is wrong with fields because of stores in a class, by the symbols of the fields. */
  static Map<String, List<Diagnostic>> in(TreePath classPath, Trees trees, Sources sources) {
    TableStores stores = new TableStores(trees, sources);
    stores.scan(classPath, null);
    return stores.found;
  }

  /** The field whose array, or part of it, is stored to. */
  static Optional<VariableElement> table(TreePath target, Trees trees) {
    TreePath array = target;
    while (array.getLeaf() instanceof ArrayAccessTree access) {
      array = new TreePath(array, access.getExpression());
    }
    return trees.getElement(array) instanceof VariableElement field && LowerTable.isTable(field)
        ? Optional.of(field)
        : Optional.empty();
  }

  /** The mistake. */
  static UserError error(VariableElement field, Position p) {
    return Unsupported.statement(
        p,
        "a store to the table '" + field + "'",
        "compute its elements in a static method that returns the array: " + field + " = make()");
  }

  private void note(TreePath target, TreePath statement) {
    table(target, trees)
        .ifPresent(field ->
            found
                .computeIfAbsent(JavaTypes.symbol(field), f -> new ArrayList<>())
                .addAll(error(field, sources.position(statement)).diagnostics()));
  }

  private void noteStore(ExpressionTree target) {
    if (target instanceof ArrayAccessTree) {
      note(new TreePath(getCurrentPath(), target), getCurrentPath());
    }
  }

  @Override
  public Void visitAssignment(AssignmentTree t, Void unused) {
    noteStore(t.getVariable());
    return super.visitAssignment(t, null);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree t, Void unused) {
    noteStore(t.getVariable());
    return super.visitCompoundAssignment(t, null);
  }

  @Override
  public Void visitUnary(UnaryTree t, Void unused) {
    if (Assignments.isStep(t)) {
      noteStore(t.getExpression());
    }
    return super.visitUnary(t, null);
  }

  /** Those of {@code Arrays} that store to their first argument. */
  @Override
  public Void visitMethodInvocation(MethodInvocationTree t, Void unused) {
    Element callee = trees.getElement(getCurrentPath());
    if (callee != null
        && ((TypeElement) callee.getEnclosingElement())
            .getQualifiedName()
            .contentEquals("java.util.Arrays")
        && callee
            .getSimpleName()
            .toString()
            .matches("fill|(parallel)?(setAll|sort|prefix)|set.*")) {
      note(new TreePath(getCurrentPath(), t.getArguments().get(0)), getCurrentPath());
    }
    return super.visitMethodInvocation(t, null);
  }
}
