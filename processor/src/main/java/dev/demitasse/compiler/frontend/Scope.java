package dev.demitasse.compiler.frontend;

import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What those who lower the parts of one method share: the variables in scope, the mistakes found,
 * and what javac knows of its trees.
 */
final class Scope {
  private final Trees trees;
  private final Sources sources;
  private final Assignments assignments;
  private final Map<Element, Expr> values = new LinkedHashMap<>();
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private Optional<Var> self = Optional.empty();
  private boolean constructor;
  private Type result = Type.VOID;

  Scope(TreePath method, Trees trees, Sources sources) {
    this.trees = trees;
    this.sources = sources;
    this.assignments = Assignments.in(method, trees);
  }

  // ---- Mistakes ----

  /** Goes on behind a mistake, so that the next one is found too. */
  void attempt(Runnable action) {
    try {
      action.run();
    } catch (UserError e) {
      mistakes.addAll(e.diagnostics());
    }
  }

  /** Goes on behind a mistake with something that does no harm. */
  <T> T attempt(Supplier<T> action, T otherwise) {
    try {
      return action.get();
    } catch (UserError e) {
      mistakes.addAll(e.diagnostics());
      return otherwise;
    }
  }

  /** Ends the work if there was a mistake. */
  void requireSound() {
    if (!mistakes.isEmpty()) {
      throw new UserError(mistakes);
    }
  }

  // ---- What javac knows ----

  static TreePath child(TreePath parent, Tree leaf) {
    return new TreePath(parent, leaf);
  }

  Position position(TreePath path) {
    return sources.position(path);
  }

  /** What a tree names or declares; null if it is neither a name nor a declaration. */
  Element element(TreePath path) {
    return trees.getElement(path);
  }

  TypeMirror mirror(TreePath path) {
    TypeMirror type = trees.getTypeMirror(path);
    if (type == null || type.getKind() == TypeKind.ERROR) {
      throw new UserError(List.of());
    }
    return type;
  }

  /** The type of an expression. */
  Type type(TreePath path) {
    return type(mirror(path), path);
  }

  Type type(TypeMirror type, TreePath blame) {
    if (type.getKind() == TypeKind.ERROR) {
      throw new UserError(List.of());
    }
    return JavaTypes.of(type)
        .orElseThrow(() -> new UserError(Message.UNSUPPORTED_TYPE, position(blame), type));
  }

  /** The class that the type of an expression or a variable is. */
  TypeElement classOf(TreePath path) {
    return (TypeElement) ((DeclaredType) mirror(path)).asElement();
  }

  boolean isText(TreePath path) {
    return mirror(path).toString().equals("java.lang.String");
  }

  /** The {@code static final} array that a tree is an element of. */
  Optional<VariableElement> table(TreePath element) {
    return TableStores.table(element, trees);
  }

  // ---- Variables ----

  Assignments assignments() {
    return assignments;
  }

  /** Makes the variable that is declared at {@code path}. */
  Var declare(TreePath path) {
    return declare(path, assignments.isAssigned(element(path)));
  }

  /** Makes the variable that is declared at {@code path}. */
  Var declare(TreePath path, boolean mutable) {
    Element element = element(path);
    Type type = type(element.asType(), path);
    String name = ((VariableTree) path.getLeaf()).getName().toString();
    Var v = mutable ? Var.mutable(name, type) : Var.of(name, type);
    values.put(element, v);
    return v;
  }

  /** Lets a variable that is declared at {@code path} stand for a value, until it is made. */
  void define(TreePath path, Expr value) {
    values.put(element(path), value);
  }

  /** A parameter of this type, if there is one. */
  Optional<Expr> parameter(Type type) {
    return values.entrySet().stream()
        .filter(e -> e.getKey().getKind() == ElementKind.PARAMETER)
        .map(Map.Entry::getValue)
        .filter(v -> v.type().equals(type))
        .findFirst();
  }

  /** What a tree names, if that is one of the method's own variables. */
  Optional<Expr> value(TreePath path) {
    return Optional.ofNullable(values.get(element(path)));
  }

  /** The variable that a tree names, if it is one of the method's own. */
  Optional<Var> variable(TreePath path) {
    return value(path).filter(Var.class::isInstance).map(Var.class::cast);
  }

  /** Makes the variable that stands for the object whose method this is. */
  Var declareSelf(TypeElement owner) {
    Var v = Var.of("this", new Type.ObjectType(owner.getQualifiedName().toString()));
    self = Optional.of(v);
    return v;
  }

  /** Makes the variable that stands for the object that this constructor makes. */
  Var declareNew(TypeElement owner) {
    constructor = true;
    return declareSelf(owner);
  }

  /** Whether this is a constructor, which may set what methods may not. */
  boolean isConstructor() {
    return constructor;
  }

  /** The object whose method this is; nothing in a static method. */
  Optional<Var> self() {
    return self;
  }

  /** Whether a field or method is one of the object whose method this is. */
  boolean isOwn(Element member) {
    String owner = ((TypeElement) member.getEnclosingElement()).getQualifiedName().toString();
    return self.filter(s -> s.type().equals(new Type.ObjectType(owner))).isPresent();
  }

  void setResult(Type type) {
    result = type;
  }

  /** The type that the method returns. */
  Type result() {
    return result;
  }
}
