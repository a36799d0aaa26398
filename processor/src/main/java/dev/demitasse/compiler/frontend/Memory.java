package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What arrays and tensors some Java may read or write, told apart by nothing but their types, as
 * two variables may stand for one array. A tensor that is a parameter is never written.
 */
final class Memory extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final boolean writes;
  private final Set<String> types = new HashSet<>();

  private Memory(Trees trees, boolean writes) {
    this.trees = trees;
    this.writes = writes;
  }

  /** The types of what may be read. */
  static Set<String> read(TreePath path, Trees trees) {
    Memory memory = new Memory(trees, false);
    memory.scan(path, null);
    return memory.types;
  }

  /** The types of what may be written. */
  static Set<String> written(TreePath path, Trees trees) {
    Memory memory = new Memory(trees, true);
    memory.scan(path, null);
    return memory.types;
  }

  private void add(TreePath memory) {
    TypeMirror type = trees.getTypeMirror(memory);
    boolean isTensor = type != null && JavaTypes.isTensorOrWrong(type);
    if (type != null && (isTensor || type.getKind() == TypeKind.ARRAY)) {
      types.add(type.toString());
    }
  }

  private void addWritten(ExpressionTree target) {
    if (writes && target instanceof ArrayAccessTree a) {
      TreePath access = new TreePath(getCurrentPath(), a);
      add(new TreePath(access, a.getExpression()));
    }
  }

  @Override
  public Void visitAssignment(AssignmentTree t, Void unused) {
    addWritten(t.getVariable());
    return super.visitAssignment(t, null);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree t, Void unused) {
    addWritten(t.getVariable());
    return super.visitCompoundAssignment(t, null);
  }

  @Override
  public Void visitUnary(UnaryTree t, Void unused) {
    if (Assignments.isStep(t)) {
      addWritten(t.getExpression());
    }
    return super.visitUnary(t, null);
  }

  @Override
  public Void visitArrayAccess(ArrayAccessTree t, Void unused) {
    if (!writes) {
      add(new TreePath(getCurrentPath(), t.getExpression()));
    }
    return super.visitArrayAccess(t, null);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree t, Void unused) {
    Element callee = trees.getElement(getCurrentPath());
    String name = callee == null ? "" : callee.getSimpleName().toString();
    boolean ofTensor =
        callee != null && JavaTypes.isTensorClass((TypeElement) callee.getEnclosingElement());
    if (ofTensor && name.equals(writes ? "set" : "at")) {
      addReceiver(t);
    } else if (!ofTensor) {
      t.getArguments().forEach(a -> add(new TreePath(getCurrentPath(), a)));
    }
    return super.visitMethodInvocation(t, null);
  }

  private void addReceiver(MethodInvocationTree t) {
    if (t.getMethodSelect() instanceof MemberSelectTree s) {
      TreePath select = new TreePath(getCurrentPath(), s);
      TreePath tensor = new TreePath(select, s.getExpression());
      Element named = trees.getElement(tensor);
      if (writes || named == null || named.getKind() != ElementKind.PARAMETER) {
        add(tensor);
      }
    }
  }
}
