package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr.ArrayCopy;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.Dim;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.Rank;
import dev.demitasse.compiler.ir.GenericExpr.ShapeOf;
import dev.demitasse.compiler.ir.GenericExpr.Size;
import dev.demitasse.compiler.ir.GenericExpr.TensorLoad;
import dev.demitasse.compiler.ir.GenericExpr.View;
import dev.demitasse.compiler.ir.GenericExpr.ViewKind;
import dev.demitasse.compiler.ir.GenericExpr.Zeros;
import dev.demitasse.compiler.ir.GenericStmt.TensorStore;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** Lowers the calls in a method: of tensors, of what is exactly specified, of other methods. */
final class LowerCalls {

  /** Methods of the JDK that mean one operation of the IR. */
  private static final Map<String, Intrinsic> INTRINSICS =
      Map.of(
          "java.lang.Math.abs", Intrinsic.ABS,
          "java.lang.Math.sqrt", Intrinsic.SQRT,
          "java.lang.Math.floor", Intrinsic.FLOOR,
          "java.lang.Math.ceil", Intrinsic.CEIL,
          "java.lang.Math.rint", Intrinsic.RINT,
          "java.lang.Math.fma", Intrinsic.FMA,
          "java.lang.Float.floatToRawIntBits", Intrinsic.BITS_OF_FLOAT,
          "java.lang.Double.doubleToRawLongBits", Intrinsic.BITS_OF_FLOAT,
          "java.lang.Float.intBitsToFloat", Intrinsic.FLOAT_OF_BITS,
          "java.lang.Double.longBitsToDouble", Intrinsic.FLOAT_OF_BITS);

  private static final Map<String, BinaryOp> BINARY =
      Map.of("java.lang.Math.min", BinaryOp.MIN, "java.lang.Math.max", BinaryOp.MAX);

  private final Scope scope;
  private final LowerExpressions expressions;

  LowerCalls(Scope scope, LowerExpressions expressions) {
    this.scope = scope;
    this.expressions = expressions;
  }

  /** A call for its value. */
  Expr expr(TreePath path, MethodInvocationTree tree) {
    ExecutableElement callee = callee(path);
    String name = callee.getSimpleName().toString();
    TreePath select = Scope.child(path, tree.getMethodSelect());
    if (name.equals("clone")
        && tree.getMethodSelect() instanceof MemberSelectTree s
        && scope.mirror(Scope.child(select, s.getExpression())).getKind() == TypeKind.ARRAY) {
      return new ArrayCopy(expressions.expr(Scope.child(select, s.getExpression())));
    }
    TypeElement owner = (TypeElement) callee.getEnclosingElement();
    if (JavaTypes.isTensorClass(owner)) {
      return tensor(path, tree, callee);
    }
    String qualified = owner.getQualifiedName() + "." + name;
    if (qualified.equals("java.util.Arrays.toString")) {
      return expressions.expr(Scope.child(path, tree.getArguments().get(0)));
    }
    requireLowerable(path, callee);
    List<Expr> arguments = arguments(path, tree, callee);
    String exact = JavaLangMethods.exact(qualified);
    if (INTRINSICS.containsKey(exact)) {
      return Fold.intrinsic(INTRINSICS.get(exact), arguments);
    }
    if (BINARY.containsKey(exact)) {
      return Fold.binary(BINARY.get(exact), arguments.get(0), arguments.get(1));
    }
    Optional<String> ofJavaLang = JavaLangMethods.find(JavaTypes.symbol(callee));
    if (ofJavaLang.isPresent()) {
      return javaLang(path, tree, ofJavaLang.get(), arguments, callee);
    }
    if (qualified.equals("dev.demitasse.Fn.mac")) {
      return Fold.intrinsic(Intrinsic.MAC, arguments);
    }
    return invoke(path, callee, arguments);
  }

  private ExecutableElement callee(TreePath path) {
    scope.mirror(path);
    if (scope.element(path) instanceof ExecutableElement callee) {
      return callee;
    }
    throw expressions.unsupported(path);
  }

  /** The arguments as the parameters take them, the last ones packed if they vary in number. */
  private List<Expr> arguments(TreePath path, MethodInvocationTree tree, ExecutableElement callee) {
    List<? extends VariableElement> parameters = callee.getParameters();
    List<? extends ExpressionTree> given = tree.getArguments();
    int fixed = callee.isVarArgs() ? parameters.size() - 1 : parameters.size();
    List<Expr> result = new ArrayList<>();
    for (int i = 0; i < fixed; i++) {
      TreePath argument = Scope.child(path, given.get(i));
      Type type = scope.type(parameters.get(i).asType(), argument);
      result.add(expressions.converted(argument, type));
    }
    if (callee.isVarArgs()) {
      Type.ArrayType array = (Type.ArrayType) scope.type(parameters.get(fixed).asType(), path);
      result.add(packed(path, given.subList(fixed, given.size()), array));
    }
    return result;
  }

  private Expr packed(TreePath path, List<? extends ExpressionTree> given, Type.ArrayType array) {
    if (given.size() == 1) {
      Expr only = expressions.expr(Scope.child(path, given.get(0)));
      if (only.type().equals(array)) {
        return only;
      }
    }
    return new ArrayLiteral(
        array.element(),
        given.stream()
            .map(g -> expressions.converted(Scope.child(path, g), array.element()))
            .toList());
  }

  /** Before the arguments, of which nothing needs to be said if the call itself is wrong. */
  private void requireLowerable(TreePath path, ExecutableElement callee) {
    TypeElement owner = (TypeElement) callee.getEnclosingElement();
    String qualified = owner.getQualifiedName() + "." + callee.getSimpleName();
    String exact = JavaLangMethods.exact(qualified);
    if (INTRINSICS.containsKey(exact)
        || BINARY.containsKey(exact)
        || JavaLangMethods.find(JavaTypes.symbol(callee)).isPresent()) {
      return;
    }
    if (qualified.startsWith("java.")) {
      throw unsupported(path, qualified, instead(qualified));
    }
    if (!callee.getModifiers().contains(Modifier.STATIC) && !scope.isOwn(callee)) {
      throw unsupported(path, qualified, "call static methods, with tensors and numbers");
    }
  }

  private Expr invoke(TreePath path, ExecutableElement callee, List<Expr> arguments) {
    List<Expr> all = arguments;
    if (!callee.getModifiers().contains(Modifier.STATIC)) {
      all = new ArrayList<>(List.of(scope.self().orElseThrow()));
      all.addAll(arguments);
    }
    Type result = scope.type(callee.getReturnType(), path);
    return new Invoke(JavaTypes.symbol(callee), all, result, scope.position(path));
  }

  private Expr javaLang(
      TreePath path,
      MethodInvocationTree tree,
      String symbol,
      List<Expr> arguments,
      ExecutableElement callee) {
    List<Expr> all = new ArrayList<>(arguments);
    if (JavaLangMethods.divides(symbol)) {
      TreePath divisor = Scope.child(path, tree.getArguments().get(1));
      all.set(1, Fold.divisor(arguments.get(1), scope.position(divisor)));
    }
    return new Invoke(symbol, all, scope.type(callee.getReturnType(), path), scope.position(path));
  }

  private static String instead(String qualified) {
    return JavaLangMethods.inFn(qualified)
        .map(name -> "use Fn." + name + "(...), whose bits are the same everywhere")
        .orElse("write it with numbers and loops, or call a static method of your own");
  }

  private static String title(ExecutableElement callee) {
    return callee.getEnclosingElement().getSimpleName() + "." + callee.getSimpleName();
  }

  private UserError unsupported(TreePath path, String callee, String fix) {
    return new UserError(Message.UNSUPPORTED_CALL, scope.position(path), callee, fix);
  }

  // ---- Tensors ----

  private Expr tensor(TreePath path, MethodInvocationTree tree, ExecutableElement callee) {
    Position p = scope.position(path);
    String name = callee.getSimpleName().toString();
    if (name.equals("zeros")) {
      DataType element =
          JavaTypes.element((TypeElement) callee.getEnclosingElement()).orElseThrow();
      return new Zeros(element, arguments(path, tree, callee).get(0), p);
    }
    if (callee.getModifiers().contains(Modifier.STATIC)) {
      throw unsupported(path, title(callee), "make tensors with 'zeros(...)'");
    }
    Expr tensor = receiver(path, tree);
    List<Expr> arguments = arguments(path, tree, callee);
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
          throw unsupported(
              path, title(callee), "leave it to the code around the network, on the JVM");
    };
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

  /** A call for what it does: only {@code set} does anything. */
  Stmt effect(TreePath path, MethodInvocationTree tree, Position p) {
    ExecutableElement callee = callee(path);
    TypeElement owner = (TypeElement) callee.getEnclosingElement();
    if (JavaTypes.isTensorClass(owner) && callee.getSimpleName().contentEquals("set")) {
      Expr tensor = receiver(path, tree);
      List<Expr> arguments = arguments(path, tree, callee);
      int last = arguments.size() - 1;
      DataType element = ((Type.TensorType) tensor.type()).element();
      Expr value = LowerExpressions.convert(arguments.get(last), element);
      return new TensorStore(tensor, arguments.subList(0, last), value, p);
    }
    throw new UserError(
        Message.UNSUPPORTED_STATEMENT,
        p,
        "a call whose value is not used",
        "write elements with 'set(...)', and use the value of every other call");
  }
}
