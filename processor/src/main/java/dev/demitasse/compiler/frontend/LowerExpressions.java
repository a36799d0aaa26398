package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLength;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLoad;
import dev.demitasse.compiler.ir.GenericExpr.EnumImm;
import dev.demitasse.compiler.ir.GenericExpr.Field;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.Join;
import dev.demitasse.compiler.ir.GenericExpr.NewArray;
import dev.demitasse.compiler.ir.GenericExpr.Same;
import dev.demitasse.compiler.ir.GenericExpr.TextImm;
import dev.demitasse.compiler.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** Lowers expressions. */
final class LowerExpressions {
  private static final int MAX_ROWS = 1000;

  private final Scope scope;
  private final LowerSwitch switches;
  private final LowerCalls calls;
  private final LowerParts parts;

  LowerExpressions(Scope scope, LowerSwitch switches) {
    this.scope = scope;
    this.switches = switches;
    this.calls = new LowerCalls(scope, this);
    this.parts = new LowerParts(scope, this);
  }

  LowerParts parts() {
    return parts;
  }

  LowerCalls calls() {
    return calls;
  }

  /** The value as it arrives in a variable, parameter or result of {@code type}. */
  Expr converted(TreePath path, Type type) {
    if (path.getLeaf() instanceof NewArrayTree n && n.getType() == null) {
      return literal(path, n, ((Type.ArrayType) type).element());
    }
    return convert(expr(path), type);
  }

  static Expr convert(Expr e, Type type) {
    return type instanceof DataType t && !e.type().equals(t) ? Fold.cast(t, e) : e;
  }

  /** A condition; a mistake in it does not hide those in what depends on it. */
  Expr condition(TreePath path) {
    return scope.attempt(() -> expr(path), Expr.bool(true));
  }

  Expr expr(TreePath path) {
    return switch (path.getLeaf()) {
      case ParenthesizedTree t -> expr(Scope.child(path, t.getExpression()));
      case LiteralTree t -> constant(t.getValue(), path);
      case IdentifierTree t -> name(path);
      case MemberSelectTree t -> select(path, t);
      case BinaryTree t -> binary(path, t);
      case UnaryTree t -> unary(path, t);
      case ConditionalExpressionTree t -> {
        Type type = scope.type(path);
        yield new Select(
            expr(Scope.child(path, t.getCondition())),
            converted(Scope.child(path, t.getTrueExpression()), type),
            converted(Scope.child(path, t.getFalseExpression()), type));
      }
      case TypeCastTree t -> convert(expr(Scope.child(path, t.getExpression())), scope.type(path));
      case ArrayAccessTree t ->
          new ArrayLoad(
              expr(Scope.child(path, t.getExpression())),
              convert(expr(Scope.child(path, t.getIndex())), DataType.INT32),
              scope.position(path));
      case NewArrayTree t -> newArray(path, t);
      case NewClassTree t when isRecord(path, t) || isPart(path, t) -> calls.make(path, t);
      case MethodInvocationTree t -> calls.expr(path, t);
      case SwitchExpressionTree t -> switches.expression(path, t);
      default -> throw unsupported(path);
    };
  }

  private boolean isRecord(TreePath path, NewClassTree t) {
    return t.getClassBody() == null && scope.classOf(path).getKind() == ElementKind.RECORD;
  }

  private boolean isPart(TreePath path, NewClassTree t) {
    return t.getClassBody() == null && Parts.isPart(scope.classOf(path));
  }

  /** The object of which a tree names a field or method. */
  Expr object(TreePath member) {
    return member.getLeaf() instanceof MemberSelectTree select
        ? expr(Scope.child(member, select.getExpression()))
        : scope.self().orElseThrow(() -> unsupported(member));
  }

  /** What to say of an expression that is not supported; nothing if javac has complained of it. */
  UserError unsupported(TreePath path) {
    scope.mirror(path);
    return Unsupported.expression(path, scope.position(path));
  }

  private Expr constant(Object value, TreePath path) {
    return switch (value) {
      case Boolean b -> Expr.bool(b);
      case Byte b -> new IntImm(DataType.INT8, b);
      case Short s -> new IntImm(DataType.INT16, s);
      case Character c -> new IntImm(DataType.UINT16, c);
      case Integer i -> Expr.int32(i);
      case Long l -> new IntImm(DataType.INT64, l);
      case Float f -> new FloatImm(DataType.FLOAT32, f);
      case Double d -> new FloatImm(DataType.FLOAT64, d);
      case String s -> new TextImm(s);
      case null, default -> throw unsupported(path);
    };
  }

  private Expr name(TreePath path) {
    if (((IdentifierTree) path.getLeaf()).getName().contentEquals("this")) {
      return scope.self().orElseThrow(() -> unsupported(path));
    }
    Element element = scope.element(path);
    return element instanceof VariableElement v && v.getConstantValue() != null
        ? constant(v.getConstantValue(), path)
        : scope.value(path).orElseGet(() -> global(path, element));
  }

  /** A constant, or a field of the network. */
  private Expr global(TreePath path, Element element) {
    scope.mirror(path);
    if (element instanceof VariableElement local && !local.getKind().isField()) {
      // What is wrong with its declaration has been said.
      throw new UserError(List.of());
    }
    if (element.getKind() == ElementKind.ENUM_CONSTANT) {
      Type.EnumType type = (Type.EnumType) scope.type(element.asType(), path);
      return new EnumImm(type, element.getSimpleName().toString());
    }
    if (element instanceof VariableElement field) {
      if (field.getConstantValue() != null) {
        return constant(field.getConstantValue(), path);
      }
      if (field.getKind().isField() && JavaTypes.isOfRecord(field)) {
        Type type = scope.type(field.asType(), path);
        return new Field(object(path), field.getSimpleName().toString(), type);
      }
      if (LowerTable.isTable(field)) {
        return table(path, field);
      }
      if (parts.isField(field)) {
        return parts.field(path, field);
      }
    }
    throw unsupported(path);
  }

  private Expr table(TreePath path, VariableElement field) {
    TypeElement owner = (TypeElement) field.getEnclosingElement();
    if (owner.getQualifiedName().toString().startsWith("java.")) {
      throw unsupported(path);
    }
    Type type = scope.type(field.asType(), path);
    return new Invoke(JavaTypes.symbol(field), List.of(), type, scope.position(path));
  }

  private Expr select(TreePath path, MemberSelectTree t) {
    TreePath object = Scope.child(path, t.getExpression());
    if (t.getIdentifier().contentEquals("length")
        && scope.mirror(object).getKind() == TypeKind.ARRAY) {
      return new ArrayLength(expr(object));
    }
    return global(path, scope.element(path));
  }

  private Expr binary(TreePath path, BinaryTree t) {
    if (scope.isText(path)) {
      return text(path);
    }
    Expr a = expr(Scope.child(path, t.getLeftOperand()));
    Expr b = expr(Scope.child(path, t.getRightOperand()));
    BinaryOp op = Operators.of(t.getKind());
    if (a.type() instanceof Type.EnumType && a.type().equals(b.type())) {
      Expr same = new Same(a, b);
      return op == BinaryOp.EQ ? same : Fold.not(same);
    }
    if (!(a.type() instanceof DataType) || !(b.type() instanceof DataType)) {
      throw unsupported(path);
    }
    return Operators.binary(op, a, b, scope.position(Scope.child(path, t.getRightOperand())));
  }

  private Expr unary(TreePath path, UnaryTree t) {
    if (Assignments.isStep(t)) {
      throw unsupported(path);
    }
    Expr e = expr(Scope.child(path, t.getExpression()));
    return switch (t.getKind()) {
      case LOGICAL_COMPLEMENT -> Fold.not(e);
      case UNARY_MINUS -> Fold.negate(Operators.promoted(e));
      case UNARY_PLUS -> Operators.promoted(e);
      case BITWISE_COMPLEMENT -> {
        Expr p = Operators.promoted(e);
        yield Fold.binary(BinaryOp.BIT_XOR, p, new IntImm((DataType) p.type(), -1));
      }
      default -> throw unsupported(path);
    };
  }

  private Expr newArray(TreePath path, NewArrayTree t) {
    Type.ArrayType type = (Type.ArrayType) scope.type(path);
    if (t.getInitializers() != null) {
      return literal(path, t, type.element());
    }
    List<Expr> lengths =
        t.getDimensions().stream()
            .map(d -> convert(expr(Scope.child(path, d)), DataType.INT32))
            .toList();
    return zeros(path, type, lengths);
  }

  /** An array of arrays is made row by row, so the number of its rows must be known here. */
  private Expr zeros(TreePath path, Type.ArrayType type, List<Expr> lengths) {
    if (lengths.size() == 1 && canBeNew(type.element())) {
      return new NewArray(type.element(), lengths.get(0), scope.position(path));
    }
    if (lengths.size() == 1
        || !(lengths.get(0) instanceof IntImm(DataType t, long rows))
        || rows < 0
        || rows > MAX_ROWS) {
      throw unsupported(path);
    }
    List<Expr> inner = lengths.subList(1, lengths.size());
    return new ArrayLiteral(
        type.element(),
        Stream.generate(() -> zeros(path, (Type.ArrayType) type.element(), inner))
            .limit(rows)
            .toList());
  }

  /** Elements of parts are set before they are used, or it is a mistake. */
  private static boolean canBeNew(Type element) {
    return element instanceof DataType || element instanceof Type.ObjectType;
  }

  private Expr literal(TreePath path, NewArrayTree t, Type element) {
    return new ArrayLiteral(
        element,
        t.getInitializers().stream().map(e -> converted(Scope.child(path, e), element)).toList());
  }

  /** Text of a message: constants, numbers, arrays and tensors, joined by {@code +}. */
  Expr text(TreePath path) {
    List<Expr> parts = new ArrayList<>();
    addParts(path, parts);
    return new Join(parts);
  }

  private void addParts(TreePath path, List<Expr> parts) {
    switch (path.getLeaf()) {
      case ParenthesizedTree t when scope.isText(path) ->
          addParts(Scope.child(path, t.getExpression()), parts);
      case BinaryTree t when scope.isText(path) -> {
        addParts(Scope.child(path, t.getLeftOperand()), parts);
        addParts(Scope.child(path, t.getRightOperand()), parts);
      }
      default -> parts.add(expr(path));
    }
  }
}
