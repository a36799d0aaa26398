package dev.demitasse.compiler.frontend;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.demitasse.Weight;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
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
import dev.demitasse.compiler.ir.GenericExpr.Join;
import dev.demitasse.compiler.ir.GenericExpr.NewArray;
import dev.demitasse.compiler.ir.GenericExpr.Same;
import dev.demitasse.compiler.ir.GenericExpr.TextImm;
import dev.demitasse.compiler.ir.GenericStmt.ArrayStore;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.GenericStmt.Reject;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Lowers the body of one attributed method to the generic form of the IR. What has no counterpart
 * there is a mistake of the user; all of a method's mistakes are found at once.
 */
final class LowerMethod {

  private static final String COUNT = "write 'for (int i = 0; i < n; i++)' with an 'if' in it";
  private static final String OWN = "make it a statement of its own";
  private static final String FIELDS =
      "use local variables, 'static final' numbers and, in a network, fields with @Weight";

  private final Trees trees;
  private final Sources sources;
  private final LowerCalls calls = new LowerCalls(this);
  private final Map<Element, Var> variables = new HashMap<>();
  private final Set<Element> assigned = new HashSet<>();
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private Optional<Var> self = Optional.empty();
  private Type result = Type.VOID;

  private LowerMethod(Trees trees, Sources sources) {
    this.trees = trees;
    this.sources = sources;
  }

  /**
   * The method at {@code path}.
   *
   * @throws UserError with all that is wrong in it; with nothing if javac has said it already
   */
  static PrimFunc run(TreePath path, PrimFunc.Kind kind, Trees trees, Sources sources) {
    return new LowerMethod(trees, sources).method(path, kind);
  }

  private PrimFunc method(TreePath path, PrimFunc.Kind kind) {
    MethodTree tree = (MethodTree) path.getLeaf();
    ExecutableElement method = (ExecutableElement) trees.getElement(path);
    Position position = position(path);
    findAssignments(path);
    List<Var> parameters = new ArrayList<>();
    if (!method.getModifiers().contains(Modifier.STATIC)) {
      String owner = ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
      self = Optional.of(Var.of("this", new Type.ObjectType(owner)));
      parameters.add(self.get());
    }
    for (VariableTree p : tree.getParameters()) {
      attempt(() -> parameters.add(variable(child(path, p))));
    }
    attempt(() -> result = type(method.getReturnType(), path));
    Seq body = block(child(path, tree.getBody()));
    if (!mistakes.isEmpty()) {
      throw new UserError(mistakes);
    }
    return new PrimFunc(
        kind, JavaTypes.symbol(method), parameters, Map.of(), result, body, position);
  }

  /** Goes on behind a mistake, so that the next one is found too. */
  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (UserError e) {
      mistakes.addAll(e.diagnostics());
    }
  }

  /** Variables with more than one value must be mutable in the IR. */
  private void findAssignments(TreePath method) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree tree, Void unused) {
        return note(tree.getVariable(), () -> super.visitAssignment(tree, null));
      }

      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
        return note(tree.getVariable(), () -> super.visitCompoundAssignment(tree, null));
      }

      @Override
      public Void visitUnary(UnaryTree tree, Void unused) {
        return isStep(tree)
            ? note(tree.getExpression(), () -> super.visitUnary(tree, null))
            : super.visitUnary(tree, null);
      }

      private Void note(ExpressionTree target, java.util.function.Supplier<Void> children) {
        // The update of a loop is part of the loop and no assignment to its variable.
        boolean update =
            getCurrentPath().getParentPath().getParentPath().getLeaf() instanceof ForLoopTree loop
                && loop.getUpdate().contains(getCurrentPath().getParentPath().getLeaf());
        if (target instanceof IdentifierTree && !update) {
          assigned.add(trees.getElement(child(getCurrentPath(), target)));
        }
        return children.get();
      }
    }.scan(method, null);
  }

  // ---- Shared with LowerCalls ----

  static TreePath child(TreePath parent, Tree leaf) {
    return new TreePath(parent, leaf);
  }

  Position position(TreePath path) {
    return sources.position(path);
  }

  Element element(TreePath path) {
    return trees.getElement(path);
  }

  Optional<Var> self() {
    return self;
  }

  TypeMirror mirror(TreePath path) {
    TypeMirror type = trees.getTypeMirror(path);
    if (type == null || type.getKind() == TypeKind.ERROR) {
      throw new UserError(List.of());
    }
    return type;
  }

  Type type(TypeMirror type, TreePath blame) {
    if (type.getKind() == TypeKind.ERROR) {
      throw new UserError(List.of());
    }
    return JavaTypes.of(type)
        .orElseThrow(() -> new UserError(Message.UNSUPPORTED_TYPE, position(blame), type));
  }

  // ---- Statements ----

  private Seq block(TreePath path) {
    List<Stmt> statements = new ArrayList<>();
    List<? extends StatementTree> trees =
        path.getLeaf() instanceof BlockTree b
            ? b.getStatements()
            : List.of((StatementTree) path.getLeaf());
    TreePath parent = path.getLeaf() instanceof BlockTree ? path : path.getParentPath();
    for (StatementTree s : trees) {
      attempt(() -> {
        Stmt lowered = statement(child(parent, s));
        if (lowered instanceof Seq(List<Stmt> parts)) {
          statements.addAll(parts);
        } else {
          statements.add(lowered);
        }
      });
    }
    return new Seq(statements);
  }

  private Stmt statement(TreePath path) {
    Position p = position(path);
    return switch (path.getLeaf()) {
      case BlockTree b -> block(path);
      case EmptyStatementTree e -> Seq.EMPTY;
      case VariableTree v -> local(path, v, p);
      case ExpressionStatementTree e -> effect(child(path, e.getExpression()), p);
      case IfTree t -> {
        Expr condition = expr(child(path, t.getCondition()));
        Seq then = block(child(path, t.getThenStatement()));
        Seq otherwise =
            t.getElseStatement() == null ? Seq.EMPTY : block(child(path, t.getElseStatement()));
        yield new IfThenElse(condition, then, otherwise, p);
      }
      case ForLoopTree t -> loop(path, t, p);
      case EnhancedForLoopTree t -> loop(path, t, p);
      case LabeledStatementTree t -> statement(child(path, t.getStatement()));
      case ReturnTree t when t.getExpression() != null ->
          new Return(converted(child(path, t.getExpression()), result), p);
      case ThrowTree t -> reject(path, t, p);
      default -> throw unsupportedStatement(path);
    };
  }

  private UserError unsupportedStatement(TreePath path) {
    String[] text =
        switch (path.getLeaf().getKind()) {
          case WHILE_LOOP -> new String[] {"a 'while' loop", COUNT};
          case DO_WHILE_LOOP -> new String[] {"a 'do' loop", COUNT};
          case BREAK, CONTINUE ->
              new String[] {"'" + path.getLeaf() + "'", "put the rest of the body under an 'if'"};
          case SWITCH -> new String[] {"a 'switch'", "write 'if' and 'else if'"};
          case TRY -> new String[] {"a 'try' statement", "test the condition before, with 'if'"};
          case RETURN -> new String[] {"'return' without a value", "return a tensor or a number"};
          default ->
              new String[] {
                "this statement (" + kind(path) + ")",
                "use declarations, assignments, 'if', 'for' and 'return'"
              };
        };
    return new UserError(Message.UNSUPPORTED_STATEMENT, position(path), (Object[]) text);
  }

  /** What it is in words: {@code labeled statement}. */
  private static String kind(TreePath path) {
    return path.getLeaf().getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Var variable(TreePath path) {
    VariableTree tree = (VariableTree) path.getLeaf();
    Element element = trees.getElement(path);
    Type type = type(element.asType(), path);
    if (type.equals(Type.TEXT)) {
      throw new UserError(Message.UNSUPPORTED_TYPE, position(path), element.asType());
    }
    String name = tree.getName().toString();
    boolean mutable = assigned.contains(element);
    Var v = mutable ? Var.mutable(name, type) : Var.of(name, type);
    variables.put(element, v);
    return v;
  }

  private Stmt local(TreePath path, VariableTree tree, Position p) {
    Var v = variable(path);
    if (tree.getInitializer() != null) {
      return new Let(v, converted(child(path, tree.getInitializer()), v.type()), p);
    }
    if (!(v.type() instanceof DataType type)) {
      throw new UserError(
          Message.UNSUPPORTED_STATEMENT,
          p,
          "a declaration of '" + v + "' without a value",
          "give '" + v + "' its value where it is declared");
    }
    return new Let(v, Expr.zero(type), p);
  }

  /** An expression that is there for what it does. */
  private Stmt effect(TreePath path, Position p) {
    return switch (path.getLeaf()) {
      case AssignmentTree t ->
          assign(
              child(path, t.getVariable()),
              type -> converted(child(path, t.getExpression()), type),
              p);
      case CompoundAssignmentTree t -> {
        TreePath target = child(path, t.getVariable());
        yield assign(target, type -> compound(path, t, target, type), p);
      }
      case UnaryTree t when isStep(t) -> {
        TreePath target = child(path, t.getExpression());
        yield assign(
            target,
            type ->
                convert(
                    Operators.binary(
                        isIncrement(t) ? BinaryOp.ADD : BinaryOp.SUB, expr(target), Expr.int32(1)),
                    type),
            p);
      }
      case MethodInvocationTree t -> calls.effect(path, t, p);
      default -> throw unsupportedExpression(path);
    };
  }

  private Expr compound(TreePath path, CompoundAssignmentTree t, TreePath target, Type type) {
    BinaryOp op = Operators.of(t.getKind());
    return convert(Operators.binary(op, expr(target), expr(child(path, t.getExpression()))), type);
  }

  private Stmt assign(TreePath target, java.util.function.Function<Type, Expr> value, Position p) {
    if (target.getLeaf() instanceof ArrayAccessTree a) {
      Expr array = expr(child(target, a.getExpression()));
      Expr index = convert(expr(child(target, a.getIndex())), DataType.INT32);
      Type element = ((Type.ArrayType) array.type()).element();
      return new ArrayStore(array, index, value.apply(element), p);
    }
    Element element = trees.getElement(target);
    Var v = variables.get(element);
    if (v == null || !v.isMutable()) {
      throw new UserError(
          Message.UNSUPPORTED_STATEMENT,
          p,
          "an assignment to '" + target.getLeaf() + "'",
          v == null ? "assign to local variables only" : "do not change the variable of a loop");
    }
    return new Assign(v, value.apply(v.type()), p);
  }

  private static boolean isStep(UnaryTree t) {
    return switch (t.getKind()) {
      case PREFIX_INCREMENT, POSTFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_DECREMENT -> true;
      default -> false;
    };
  }

  private static boolean isIncrement(UnaryTree t) {
    return t.getKind() == Tree.Kind.PREFIX_INCREMENT || t.getKind() == Tree.Kind.POSTFIX_INCREMENT;
  }

  private Stmt reject(TreePath path, ThrowTree t, Position p) {
    if (t.getExpression() instanceof NewClassTree n
        && n.getArguments().size() == 1
        && mirror(child(path, n)).toString().equals("java.lang.IllegalArgumentException")) {
      return new Reject(text(child(child(path, n), n.getArguments().get(0))), p);
    }
    throw new UserError(
        Message.UNSUPPORTED_STATEMENT,
        p,
        "this 'throw'",
        "state a precondition: throw new IllegalArgumentException(\"...\")");
  }

  // ---- Loops ----

  private Stmt loop(TreePath path, ForLoopTree t, Position p) {
    if (t.getInitializer().size() != 1
        || !(t.getInitializer().get(0) instanceof VariableTree declaration)
        || declaration.getInitializer() == null
        || t.getUpdate().size() != 1
        || !(t.getCondition() instanceof BinaryTree condition)) {
      throw notCanonical(p);
    }
    TreePath init = child(path, declaration);
    Element index = trees.getElement(init);
    if (assigned.contains(index)) {
      throw new UserError(
          Message.UNSUPPORTED_STATEMENT,
          p,
          "a loop whose variable '" + declaration.getName() + "' is assigned in its body",
          "use another variable");
    }
    TreePath test = child(path, condition);
    Expr begin = converted(child(init, declaration.getInitializer()), DataType.INT32);
    Var v = variable(init);
    int step =
        step(
            child(child(path, t.getUpdate().get(0)), t.getUpdate().get(0).getExpression()),
            index,
            p);
    boolean isLeft = index.equals(trees.getElement(child(test, condition.getLeftOperand())));
    TreePath bound = child(test, condition.getRightOperand());
    BinaryOp op = isLeft ? Operators.of(condition.getKind()) : BinaryOp.NE;
    boolean up = step > 0;
    if (!v.type().equals(DataType.INT32)
        || !(op == (up ? BinaryOp.LT : BinaryOp.GT) || op == (up ? BinaryOp.LE : BinaryOp.GE))) {
      throw notCanonical(p);
    }
    requireStable(bound, path, p);
    Expr end = convert(expr(bound), DataType.INT32);
    if (op == BinaryOp.LE || op == BinaryOp.GE) {
      end = Expr.add(end, Expr.int32(up ? 1 : -1));
    }
    return new For(v, begin, end, step, block(child(path, t.getStatement())), p);
  }

  private static UserError notCanonical(Position p) {
    return new UserError(
        Message.UNSUPPORTED_STATEMENT,
        p,
        "a 'for' loop of this form",
        "write 'for (int i = a; i < b; i++)', or '<=', 'i += 2', 'i > b; i--'");
  }

  private int step(TreePath update, Element index, Position p) {
    ExpressionTree target;
    Expr step;
    boolean down = false;
    switch (update.getLeaf()) {
      case UnaryTree u when isStep(u) -> {
        target = u.getExpression();
        step = Expr.int32(1);
        down = !isIncrement(u);
      }
      case CompoundAssignmentTree c
          when c.getKind() == Tree.Kind.PLUS_ASSIGNMENT
              || c.getKind() == Tree.Kind.MINUS_ASSIGNMENT -> {
        target = c.getVariable();
        step = expr(child(update, c.getExpression()));
        down = c.getKind() == Tree.Kind.MINUS_ASSIGNMENT;
      }
      default -> throw notCanonical(p);
    }
    if (!index.equals(trees.getElement(child(update, target)))
        || !(step instanceof IntImm(DataType type, long size))
        || size < 1
        || size > Integer.MAX_VALUE) {
      throw notCanonical(p);
    }
    return (int) (down ? -size : size);
  }

  /** A bound is computed once in C, so nothing in the loop may change it. */
  private void requireStable(TreePath bound, TreePath loop, Position p) {
    Set<Element> used = new HashSet<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        used.add(trees.getElement(getCurrentPath()));
        return null;
      }
    }.scan(bound, null);
    used.retainAll(assigned);
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        Tree parent = getCurrentPath().getParentPath().getLeaf();
        boolean changes =
            switch (parent) {
              case AssignmentTree a -> a.getVariable() == tree;
              case CompoundAssignmentTree c -> c.getVariable() == tree;
              case UnaryTree u -> isStep(u);
              default -> false;
            };
        if (changes && used.contains(trees.getElement(getCurrentPath()))) {
          throw new UserError(
              Message.UNSUPPORTED_STATEMENT,
              p,
              "a loop whose bound '" + tree + "' changes in its body",
              "copy the bound to a variable before the loop");
        }
        return null;
      }
    }.scan(child(loop, ((ForLoopTree) loop.getLeaf()).getStatement()), null);
  }

  /** Over an array: a loop over its indices. */
  private Stmt loop(TreePath path, EnhancedForLoopTree t, Position p) {
    Expr array = expr(child(path, t.getExpression()));
    if (!(array.type() instanceof Type.ArrayType(Type element))) {
      throw new UserError(
          Message.UNSUPPORTED_STATEMENT, p, "a loop over this", "loop over an array");
    }
    Var each = variable(child(path, t.getVariable()));
    Var i = Var.of(each.name() + "Index", DataType.INT32);
    List<Stmt> body = new ArrayList<>();
    body.add(new Let(each, convert(new ArrayLoad(array, i, p), each.type()), p));
    body.addAll(block(child(path, t.getStatement())).statements());
    return new For(i, Expr.int32(0), new ArrayLength(array), 1, new Seq(body), p);
  }

  // ---- Expressions ----

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

  Expr expr(TreePath path) {
    return switch (path.getLeaf()) {
      case ParenthesizedTree t -> expr(child(path, t.getExpression()));
      case LiteralTree t -> constant(t.getValue(), path);
      case IdentifierTree t -> name(path);
      case MemberSelectTree t -> select(path, t);
      case BinaryTree t -> binary(path, t);
      case UnaryTree t -> unary(path, t);
      case ConditionalExpressionTree t -> {
        Type type = type(mirror(path), path);
        yield new Select(
            expr(child(path, t.getCondition())),
            converted(child(path, t.getTrueExpression()), type),
            converted(child(path, t.getFalseExpression()), type));
      }
      case TypeCastTree t ->
          convert(expr(child(path, t.getExpression())), type(mirror(path), path));
      case ArrayAccessTree t ->
          new ArrayLoad(
              expr(child(path, t.getExpression())),
              convert(expr(child(path, t.getIndex())), DataType.INT32),
              position(path));
      case NewArrayTree t -> newArray(path, t);
      case MethodInvocationTree t -> calls.expr(path, t);
      default -> throw unsupportedExpression(path);
    };
  }

  UserError unsupportedExpression(TreePath path) {
    mirror(path);
    String text = "'" + shortened(path.getLeaf()) + "'";
    String[] what =
        switch (path.getLeaf()) {
          case NewClassTree t ->
              new String[] {
                "'new " + t.getIdentifier() + "(...)'",
                "keep objects out of operators; use tensors, numbers and arrays"
              };
          case NewArrayTree t -> new String[] {text, "use arrays of numbers, with one index"};
          case LambdaExpressionTree t -> new String[] {"a lambda", "write the loop out"};
          case MemberReferenceTree t -> new String[] {"a method reference", "write the loop out"};
          case SwitchExpressionTree t ->
              new String[] {"a 'switch'", "use the conditional operator '? :'"};
          case AssignmentTree t -> new String[] {"an assignment inside an expression", OWN};
          case CompoundAssignmentTree t -> new String[] {"an assignment inside an expression", OWN};
          case UnaryTree t when isStep(t) -> new String[] {text + " inside an expression", OWN};
          case IdentifierTree t -> new String[] {"the variable " + text, FIELDS};
          case MemberSelectTree t -> new String[] {"the variable " + text, FIELDS};
          default -> new String[] {text, "use numbers, tensors, arrays and their operators"};
        };
    return new UserError(Message.UNSUPPORTED_EXPRESSION, position(path), (Object[]) what);
  }

  private static String shortened(Tree tree) {
    String text = tree.toString().replaceAll("\\s+", " ").trim();
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
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
      case null, default -> throw unsupportedExpression(path);
    };
  }

  private Expr name(TreePath path) {
    Element element = trees.getElement(path);
    Var v = variables.get(element);
    return v != null ? v : global(path, element);
  }

  /** A constant, or a field of the network. */
  private Expr global(TreePath path, Element element) {
    mirror(path);
    if (element.getKind() == ElementKind.ENUM_CONSTANT) {
      Type.EnumType type = (Type.EnumType) type(element.asType(), path);
      return new EnumImm(type, element.getSimpleName().toString());
    }
    if (element instanceof VariableElement field) {
      if (field.getConstantValue() != null) {
        return constant(field.getConstantValue(), path);
      }
      if (field.getAnnotation(Weight.class) != null && isOwn(field)) {
        Type type = type(field.asType(), path);
        return new Field(self.get(), field.getSimpleName().toString(), type);
      }
    }
    throw unsupportedExpression(path);
  }

  /** Whether a field or method is one of the network whose method this is. */
  boolean isOwn(Element member) {
    String owner = ((TypeElement) member.getEnclosingElement()).getQualifiedName().toString();
    return self.filter(s -> s.type().equals(new Type.ObjectType(owner))).isPresent();
  }

  private Expr select(TreePath path, MemberSelectTree t) {
    if (t.getIdentifier().contentEquals("length")
        && mirror(child(path, t.getExpression())).getKind() == TypeKind.ARRAY) {
      return new ArrayLength(expr(child(path, t.getExpression())));
    }
    return global(path, trees.getElement(path));
  }

  private Expr binary(TreePath path, BinaryTree t) {
    TreePath left = child(path, t.getLeftOperand());
    TreePath right = child(path, t.getRightOperand());
    if (mirror(path).toString().equals("java.lang.String")) {
      return text(path);
    }
    Expr a = expr(left);
    Expr b = expr(right);
    BinaryOp op = Operators.of(t.getKind());
    if (a.type() instanceof Type.EnumType && b.type() instanceof Type.EnumType) {
      Expr same = new Same(a, b);
      return op == BinaryOp.EQ ? same : Fold.not(same);
    }
    if (!(a.type() instanceof DataType) || !(b.type() instanceof DataType)) {
      throw unsupportedExpression(path);
    }
    return Operators.binary(op, a, b);
  }

  private Expr unary(TreePath path, UnaryTree t) {
    if (isStep(t)) {
      throw unsupportedExpression(path);
    }
    Expr e = expr(child(path, t.getExpression()));
    return switch (t.getKind()) {
      case LOGICAL_COMPLEMENT -> Fold.not(e);
      case UNARY_MINUS -> Fold.negate(Operators.promoted(e));
      case UNARY_PLUS -> Operators.promoted(e);
      case BITWISE_COMPLEMENT -> {
        Expr p = Operators.promoted(e);
        yield Fold.binary(BinaryOp.BIT_XOR, p, new IntImm((DataType) p.type(), -1));
      }
      default -> throw unsupportedExpression(path);
    };
  }

  private Expr newArray(TreePath path, NewArrayTree t) {
    Type.ArrayType type = (Type.ArrayType) type(mirror(path), path);
    if (t.getInitializers() != null) {
      return literal(path, t, type.element());
    }
    if (t.getDimensions().size() != 1 || !(type.element() instanceof DataType)) {
      throw unsupportedExpression(path);
    }
    Expr length = convert(expr(child(path, t.getDimensions().get(0))), DataType.INT32);
    return new NewArray(type.element(), length, position(path));
  }

  private Expr literal(TreePath path, NewArrayTree t, Type element) {
    return new ArrayLiteral(
        element,
        t.getInitializers().stream().map(e -> converted(child(path, e), element)).toList());
  }

  /** Text of a message: constants, numbers, arrays and tensors, joined by {@code +}. */
  Expr text(TreePath path) {
    List<Expr> parts = new ArrayList<>();
    addParts(path, parts);
    return new Join(parts);
  }

  private void addParts(TreePath path, List<Expr> parts) {
    switch (path.getLeaf()) {
      case ParenthesizedTree t when mirror(path).toString().equals("java.lang.String") ->
          addParts(child(path, t.getExpression()), parts);
      case BinaryTree t when mirror(path).toString().equals("java.lang.String") -> {
        addParts(child(path, t.getLeftOperand()), parts);
        addParts(child(path, t.getRightOperand()), parts);
      }
      default -> parts.add(expr(path));
    }
  }
}
