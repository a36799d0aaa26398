package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.GenericExpr.ArrayCopy;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.EnumImm;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.Same;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Lowers the methods of Java's own values: arrays, enums and strings. */
final class LowerValueMethods {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerCalls calls;

  LowerValueMethods(Scope scope, LowerExpressions expressions, LowerCalls calls) {
    this.scope = scope;
    this.expressions = expressions;
    this.calls = calls;
  }

  /** The call, if it is one of such a method that has a counterpart. */
  Optional<Expr> call(TreePath path, MethodInvocationTree tree, ExecutableElement callee) {
    TypeElement owner = (TypeElement) callee.getEnclosingElement();
    String name = callee.getSimpleName().toString();
    if (owner.getQualifiedName().contentEquals("java.util.Arrays")) {
      return ofArrays(path, tree, callee);
    }
    if (owner.getQualifiedName().contentEquals("java.lang.System") && name.equals("arraycopy")) {
      return Optional.of(copying(path, tree, callee));
    }
    if (owner.getKind() == ElementKind.ENUM && JavaTypes.symbol(callee).endsWith(".values()")) {
      List<EnumImm> constants = JavaTypes.constants(owner);
      return Optional.of(
          new ArrayLiteral(scope.type(owner.asType(), path), List.copyOf(constants)));
    }
    if (!(tree.getMethodSelect() instanceof MemberSelectTree select)) {
      return Optional.empty();
    }
    TreePath receiver = Scope.child(Scope.child(path, select), select.getExpression());
    return switch (name) {
      case "clone" -> value(receiver, Type.ArrayType.class).map(ArrayCopy::new);
      case "equals" -> comparable(receiver).map(a -> same(a, path, tree));
      case "ordinal" ->
          value(receiver, Type.EnumType.class).map(e -> ordinal(e, scope.classOf(receiver)));
      default -> Optional.empty();
    };
  }

  /** What a method is called on, if that has this kind of type. */
  private Optional<Expr> value(TreePath receiver, Class<? extends Type> kind) {
    Element named = scope.element(receiver);
    boolean isClass = named != null && (named.getKind().isClass() || named.getKind().isInterface());
    return isClass || JavaTypes.of(scope.mirror(receiver)).filter(kind::isInstance).isEmpty()
        ? Optional.empty()
        : Optional.of(expressions.expr(receiver));
  }

  private Optional<Expr> comparable(TreePath receiver) {
    return value(receiver, Type.TextType.class).or(() -> value(receiver, Type.EnumType.class));
  }

  private Expr same(Expr a, TreePath path, MethodInvocationTree tree) {
    Expr b = expressions.expr(Scope.child(path, tree.getArguments().get(0)));
    return a.type().equals(b.type()) ? new Same(a, b) : Expr.bool(false);
  }

  private static Expr ordinal(Expr value, TypeElement type) {
    List<EnumImm> constants = JavaTypes.constants(type);
    Expr ordinal = Expr.int32(constants.size() - 1L);
    for (int i = constants.size() - 2; i >= 0; i--) {
      ordinal = new Select(new Same(value, constants.get(i)), Expr.int32(i), ordinal);
    }
    return ordinal;
  }

  // ---- Methods for arrays ----

  private Optional<Expr> ofArrays(
      TreePath path, MethodInvocationTree tree, ExecutableElement callee) {
    if (callee.getSimpleName().contentEquals("toString")) {
      return Optional.of(expressions.expr(Scope.child(path, tree.getArguments().get(0))));
    }
    String symbol = JavaTypes.symbol(callee);
    return ArrayMethods.find(symbol)
        .map(f -> {
          List<Expr> arguments = calls.arguments(path, tree.getArguments(), callee);
          return new Invoke(symbol, arguments, f.result(), scope.position(path));
        });
  }

  /** The parameters are objects: which arrays they are is told by the arguments. */
  private Expr copying(TreePath path, MethodInvocationTree tree, ExecutableElement callee) {
    List<Expr> arguments = new ArrayList<>();
    for (ExpressionTree argument : tree.getArguments()) {
      Expr e = expressions.expr(Scope.child(path, argument));
      arguments.add(e.type() instanceof DataType ? LowerExpressions.convert(e, DataType.INT32) : e);
    }
    String types =
        arguments.stream()
            .map(a -> a.type().toString())
            .collect(java.util.stream.Collectors.joining(","));
    String symbol = "java.lang.System.arraycopy(" + types + ")";
    if (ArrayMethods.find(symbol).isEmpty()) {
      throw Unsupported.call(
          scope.position(path), JavaTypes.symbol(callee), "copy the elements in a loop");
    }
    return new Invoke(symbol, arguments, Type.VOID, scope.position(path));
  }
}
