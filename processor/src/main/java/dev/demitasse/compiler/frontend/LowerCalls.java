package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.Mac;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

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

  /** Methods that every record has. */
  private static final Set<String> OF_OBJECTS = Set.of("equals", "hashCode", "toString");

  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerTensors tensors;
  private final LowerValueMethods values;

  LowerCalls(Scope scope, LowerExpressions expressions) {
    this.scope = scope;
    this.expressions = expressions;
    this.tensors = new LowerTensors(scope, expressions, this);
    this.values = new LowerValueMethods(scope, expressions, this);
  }

  /** A call for its value. */
  Expr expr(TreePath path, MethodInvocationTree tree) {
    ExecutableElement callee = callee(path);
    Optional<Expr> ofValue = values.call(path, tree, callee);
    if (ofValue.isPresent()) {
      return ofValue.get();
    }
    TypeElement owner = (TypeElement) callee.getEnclosingElement();
    if (JavaTypes.isTensorClass(owner)) {
      return tensors.expr(path, tree, callee);
    }
    String qualified = owner.getQualifiedName() + "." + callee.getSimpleName();
    requireLowerable(path, callee);
    List<Expr> arguments = arguments(path, tree.getArguments(), callee);
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
      return new Mac(arguments.get(0), arguments.get(1), arguments.get(2));
    }
    return invoke(path, tree, callee, arguments);
  }

  private ExecutableElement callee(TreePath path) {
    scope.mirror(path);
    if (scope.element(path) instanceof ExecutableElement callee) {
      return callee;
    }
    throw expressions.unsupported(path);
  }

  /** The arguments as the parameters take them, the last ones packed if they vary in number. */
  List<Expr> arguments(
      TreePath path, List<? extends ExpressionTree> given, ExecutableElement callee) {
    List<? extends VariableElement> parameters = callee.getParameters();
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
      throw Unsupported.call(scope.position(path), qualified);
    }
    if (!callee.getTypeParameters().isEmpty()) {
      throw Unsupported.call(
          scope.position(path), qualified, "it is generic: write a method for each type");
    }
    if (owner.getKind() == ElementKind.ENUM && callee.getSimpleName().contentEquals("valueOf")) {
      throw Unsupported.call(scope.position(path), qualified, "name the constant itself");
    }
    if (JavaTypes.isOfRecord(callee) && OF_OBJECTS.contains(callee.getSimpleName().toString())) {
      throw Unsupported.call(scope.position(path), qualified, "use the components of the record");
    }
    if (!callee.getModifiers().contains(Modifier.STATIC)
        && !Parts.isPart(owner)
        && !JavaTypes.isOfRecord(callee)) {
      throw Unsupported.call(
          scope.position(path), qualified, "call static methods, with tensors and numbers");
    }
  }

  /** A new record, or part of a network. */
  Expr make(TreePath path, NewClassTree tree) {
    ExecutableElement constructor = (ExecutableElement) scope.element(path);
    Type type = scope.type(path);
    List<Expr> arguments = arguments(path, tree.getArguments(), constructor);
    return new Invoke(JavaTypes.symbol(constructor), arguments, type, scope.position(path));
  }

  private Expr invoke(
      TreePath path, MethodInvocationTree tree, ExecutableElement callee, List<Expr> arguments) {
    List<Expr> all = arguments;
    if (!callee.getModifiers().contains(Modifier.STATIC)) {
      TreePath select = Scope.child(path, tree.getMethodSelect());
      all = new ArrayList<>(List.of(expressions.object(select)));
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

  /** A call for what it does: {@code set} of a tensor, or a method that stores to arrays. */
  Stmt effect(TreePath path, MethodInvocationTree tree, Position p) {
    ExecutableElement callee = callee(path);
    TypeElement owner = (TypeElement) callee.getEnclosingElement();
    if (JavaTypes.isTensorClass(owner) && callee.getSimpleName().contentEquals("set")) {
      return tensors.store(path, tree, callee, p);
    }
    Expr call = expr(path, tree);
    if (call instanceof Invoke) {
      return new Let(Var.of(callee.getSimpleName().toString(), call.type()), call, p);
    }
    throw Unsupported.statement(
        p,
        "a call whose value is not used",
        "write elements with 'set(...)', and use the value of every other call");
  }
}
