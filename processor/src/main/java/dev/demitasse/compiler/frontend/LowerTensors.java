package dev.demitasse.compiler.frontend;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Dim;
import dev.demitasse.compiler.ir.GenericExpr.Rank;
import dev.demitasse.compiler.ir.GenericExpr.ShapeOf;
import dev.demitasse.compiler.ir.GenericExpr.Size;
import dev.demitasse.compiler.ir.GenericExpr.TensorLoad;
import dev.demitasse.compiler.ir.GenericExpr.View;
import dev.demitasse.compiler.ir.GenericExpr.ViewKind;
import dev.demitasse.compiler.ir.GenericExpr.Zeros;
import dev.demitasse.compiler.ir.GenericStmt.TensorStore;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Type;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Lowers the methods of tensors. */
final class LowerTensors {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerCalls calls;

  LowerTensors(Scope scope, LowerExpressions expressions, LowerCalls calls) {
    this.scope = scope;
    this.expressions = expressions;
    this.calls = calls;
  }

  /** A call for its value. */
  Expr expr(TreePath path, MethodInvocationTree tree, ExecutableElement callee) {
    Position p = scope.position(path);
    String name = callee.getSimpleName().toString();
    if (name.equals("zeros")) {
      DataType element =
          JavaTypes.element((TypeElement) callee.getEnclosingElement()).orElseThrow();
      return new Zeros(element, calls.arguments(path, tree.getArguments(), callee).get(0), p);
    }
    if (callee.getModifiers().contains(Modifier.STATIC)) {
      throw Unsupported.call(p, title(callee), "make tensors with 'zeros(...)'");
    }
    Expr tensor = receiver(path, tree);
    List<Expr> arguments = calls.arguments(path, tree.getArguments(), callee);
    return switch (name) {
      case "dim" -> new Dim(tensor, arguments.get(0), p);
      case "rank" -> new Rank(tensor);
      case "size" -> new Size(tensor);
      case "shape" -> new ShapeOf(tensor);
      case "at" -> load(tensor, arguments, callee, p);
      case "reshape" -> new View(ViewKind.RESHAPE, tensor, arguments, p);
      case "slice" -> new View(ViewKind.SLICE, tensor, arguments, p);
      case "transpose" -> new View(ViewKind.TRANSPOSE, tensor, arguments, p);
      case "broadcastTo" -> new View(ViewKind.BROADCAST, tensor, arguments, p);
      case "row" -> new View(ViewKind.ROW, tensor, arguments, p);
      case "copy" -> new View(ViewKind.COPY, tensor, arguments, p);
      default ->
          throw Unsupported.call(
              p, title(callee), "leave it to the code around the network, on the JVM");
    };
  }

  private static String title(ExecutableElement callee) {
    return callee.getEnclosingElement().getSimpleName() + "." + callee.getSimpleName();
  }

  /** The element as Java sees it: small unsigned ones are {@code int}. */
  private Expr load(Expr tensor, List<Expr> indices, ExecutableElement callee, Position p) {
    Expr element = new TensorLoad(tensor, indices, p);
    return LowerExpressions.convert(element, JavaTypes.of(callee.getReturnType()).orElseThrow());
  }

  private Expr receiver(TreePath path, MethodInvocationTree tree) {
    if (tree.getMethodSelect() instanceof MemberSelectTree s) {
      TreePath select = Scope.child(path, s);
      return expressions.expr(Scope.child(select, s.getExpression()));
    }
    throw expressions.unsupported(path);
  }

  /** A call of {@code set}, the only method that does anything. */
  Stmt store(TreePath path, MethodInvocationTree tree, ExecutableElement callee, Position p) {
    Expr tensor = receiver(path, tree);
    List<Expr> arguments = calls.arguments(path, tree.getArguments(), callee);
    int last = arguments.size() - 1;
    DataType element = ((Type.TensorType) tensor.type()).element();
    Expr value = LowerExpressions.convert(arguments.get(last), element);
    return new TensorStore(tensor, arguments.subList(0, last), value, p);
  }
}
