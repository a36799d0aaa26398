package dev.demitasse.compiler.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Looks for names in imports and signatures that mean nothing to javac. It says so itself, at the
 * end, and analyses no bodies then.
 */
final class UnknownNames extends TreePathScanner<Boolean, Trees> {

  private UnknownNames() {}

  static boolean in(CompilationUnitTree unit, Trees trees) {
    return new UnknownNames().scan(new TreePath(unit), trees);
  }

  @Override
  public Boolean scan(Tree tree, Trees trees) {
    if (tree != null && getCurrentPath() != null) {
      TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
      if (type != null && type.getKind() == TypeKind.ERROR) {
        return true;
      }
    }
    return reduce(super.scan(tree, trees), false);
  }

  @Override
  public Boolean reduce(Boolean a, Boolean b) {
    return Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
  }
}
