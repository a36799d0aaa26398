package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.GenericExpr;
import dev.demitasse.compiler.ir.GenericStmt;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints one function as C. Decides nothing: every question has been answered by a pass. */
final class CFunction {
  private static final int WIDTH = 100;

  private static final Pattern MATH =
      Pattern.compile("\\b(INFINITY|NAN|(fma|fabs|sqrt|floor|ceil|rint|fmod)f?\\()");

  /** How tightly C's operators bind, higher is tighter. */
  private static final int TERNARY = 1;

  private static final int UNARY = 20;
  private static final int PRIMARY = 30;

  private final Set<CHelper> helpers;
  private final CNames names = new CNames();
  private final StringBuilder out = new StringBuilder();
  private int indent = 1;

  /**
   * A printer.
   *
   * @param helpers takes what the function needs
   */
  CFunction(Set<CHelper> helpers) {
    this.helpers = helpers;
  }

  /** The whole function. */
  static String definition(PrimFunc f, Set<CHelper> helpers) {
    CFunction c = new CFunction(helpers);
    String signature = c.signature(f);
    f.parameters().stream()
        .filter(p -> !isUsed(p, f.body()))
        .forEach(p -> c.line("(void)" + c.names.of(p) + ";"));
    c.block(f.body());
    if (f.result().equals(Type.VOID)) {
      c.line("return 0;");
    }
    return signature + " {\n" + c.out + "}\n";
  }

  /** Whether a body speaks of a parameter: loops over nothing do not. */
  private static boolean isUsed(Var parameter, Seq body) {
    AtomicBoolean used = new AtomicBoolean();
    Walk.exprs(body, e -> used.compareAndSet(false, e == parameter));
    return used.get() || Stores.reads(body, parameter) || Stores.writes(body, parameter);
  }

  /** Only its declaration. */
  static String prototype(PrimFunc f) {
    return new CFunction(Set.of()).signature(f) + ";\n";
  }

  private String signature(PrimFunc f) {
    boolean operator = f.result().equals(Type.VOID);
    String head =
        operator
            ? "int32_t " + f.symbol() + "("
            : "static " + CTypes.name((DataType) f.result()) + " " + f.symbol() + "(";
    List<String> parameters = f.parameters().stream().map(p -> parameter(f, p)).toList();
    return listed(head, parameters, 0);
  }

  /** {@code head(a, b)}, in one line if it fits, else with a line for each. */
  static String listed(String head, List<String> items, int indent) {
    String one = head + String.join(", ", items) + ")";
    return indent + one.length() + 2 <= WIDTH
        ? one
        : head + String.join(",\n" + " ".repeat(indent + head.length()), items) + ")";
  }

  private String parameter(PrimFunc f, Var p) {
    return switch (p.type()) {
      case Type.PointerType(DataType element) -> {
        String type = CTypes.name(element) + " *restrict " + names.of(p);
        yield Stores.writes(f.body(), p) ? type : "const " + type;
      }
      case DataType type -> CTypes.name(type) + " " + names.of(p);
      default -> throw new IllegalStateException("parameter of type " + p.type());
    };
  }

  /** Whether printed C needs {@code <math.h>}. */
  static boolean usesMath(String text) {
    return MATH.matcher(text).find();
  }

  // ---- Statements ----

  private void line(String text) {
    String rest = "  ".repeat(indent) + text;
    String margin = "  ".repeat(indent + 2);
    for (int end = breakPoint(rest); end > 0; end = breakPoint(rest)) {
      out.append(rest, 0, end).append('\n');
      rest = margin + rest.substring(end + 1);
    }
    out.append(rest).append('\n');
  }

  /** The space before an operator where a line that is too long had better end; 0 if none. */
  private static int breakPoint(String line) {
    int best = 0;
    int bestDepth = Integer.MAX_VALUE;
    int depth = 0;
    for (int i = 0; i < line.length() && line.length() > WIDTH; i++) {
      char c = line.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      boolean operator =
          line.startsWith(" ", i) && line.substring(i).matches(" [-+*/%?:&|<>=!]+ .*");
      if (operator && i > WIDTH / 2 && i <= WIDTH && depth <= bestDepth) {
        best = i;
        bestDepth = depth;
      }
    }
    return best;
  }

  private void nested(Seq body) {
    Set<String> outside = names.mark();
    indent++;
    block(body);
    indent--;
    names.release(outside);
  }

  private void block(Seq s) {
    List<Stmt> statements = s.statements();
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof Allocate a
          && i + 1 < statements.size()
          && statements.get(i + 1) instanceof BufferStore init
          && init.buffer().data() == a.buffer().data()) {
        line(CTypes.name(a.buffer().element()) + " " + declare(a.buffer().data(), init.value()));
        i++;
      } else {
        stmt(statements.get(i));
      }
    }
  }

  /** The value is printed before the name is taken, as it may speak of an outer one. */
  private String declare(Var v, Expr value) {
    String init = expr(value, TERNARY);
    return names.of(v) + " = " + init + ";";
  }

  private void stmt(Stmt s) {
    switch (s) {
      case Seq q -> block(q);
      case For loop -> {
        Set<String> outside = names.mark();
        line(head(loop) + " {");
        nested(loop.body());
        line("}");
        names.release(outside);
      }
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        line("if (" + expr(condition, TERNARY) + ") {");
        nested(then);
        if (!otherwise.isEmpty()) {
          line("} else {");
          nested(otherwise);
        }
        line("}");
      }
      case Let(Var v, Expr value, var p) ->
          line("const " + CTypes.name((DataType) v.type()) + " " + declare(v, value));
      case Allocate(Buffer b, var scope, var p) ->
          line(CTypes.name(b.element()) + " " + names.of(b.data()) + ";");
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) -> store(b, indices, value);
      case Return(Expr value, var p) -> line("return " + expr(value, TERNARY) + ";");
      case Evaluate e -> throw new IllegalStateException("call for effect in an operator: " + e);
      case Stmt.While w -> throw new IllegalStateException("not printed: " + w);
      case Stmt.Block b -> throw new IllegalStateException("not printed: " + b);
      case Stmt.Leave l -> throw new IllegalStateException("not printed: " + l);
      case Stmt.AllocateConst a -> throw new IllegalStateException("not printed: " + a);
      case Stmt.Assert a -> throw new IllegalStateException("not printed: " + a);
      case GenericStmt g -> throw new IllegalStateException("not specialised: " + g);
    }
  }

  private String head(For loop) {
    String begin = expr(loop.begin(), TERNARY);
    String end = expr(loop.end(), 10);
    String v = names.of(loop.variable());
    String type = CTypes.name((DataType) loop.variable().type());
    String step =
        switch (loop.step()) {
          case 1 -> v + "++";
          case -1 -> v + "--";
          default -> v + (loop.step() > 0 ? " += " + loop.step() : " -= " + -loop.step());
        };
    String relation = loop.step() > 0 ? " < " : " > ";
    return "for (" + type + " " + v + " = " + begin + "; " + v + relation + end + "; " + step + ")";
  }

  private void store(Buffer b, List<Expr> indices, Expr value) {
    String target = element(b, indices);
    boolean accumulates =
        b.rank() == 0
            && value instanceof Binary(BinaryOp op, BufferLoad(Buffer c, var i, var p), Expr rest)
            && op == BinaryOp.ADD
            && c.data() == b.data();
    line(
        accumulates
            ? target + " += " + expr(((Binary) value).b(), TERNARY) + ";"
            : target + " = " + expr(value, TERNARY) + ";");
  }

  private String element(Buffer b, List<Expr> indices) {
    String name = names.of(b.data());
    return b.rank() == 0 ? name : name + "[" + expr(indices.get(0), TERNARY) + "]";
  }

  // ---- Expressions ----

  /** In parentheses if it binds less tightly than {@code least}. */
  private String expr(Expr e, int least) {
    String text = expr(e);
    return precedence(e) < least ? "(" + text + ")" : text;
  }

  private static int precedence(Expr e) {
    return switch (e) {
      case Select s -> TERNARY;
      case Binary(BinaryOp op, Expr a, Expr b) -> precedence(op);
      case Not n -> UNARY;
      case Negate n -> UNARY;
      case Cast(DataType type, Expr a) when !isSaturating(type, a) -> UNARY;
      case IntImm(DataType t, long v) -> v < 0 && !t.isBool() ? UNARY : PRIMARY;
      case FloatImm(DataType t, double v) -> Math.copySign(1, v) < 0 ? UNARY : PRIMARY;
      default -> PRIMARY;
    };
  }

  private static int precedence(BinaryOp op) {
    return switch (op) {
      case MIN, MAX -> PRIMARY;
      case OR -> 3;
      case AND -> 4;
      case BIT_OR -> 5;
      case BIT_XOR -> 6;
      case BIT_AND -> 7;
      case EQ, NE -> 8;
      case LT, LE, GT, GE -> 9;
      case SHL, SHR, USHR -> 10;
      case ADD, SUB -> 11;
      case MUL, DIV, MOD -> 12;
    };
  }

  /** What an operand must bind like so that gcc and a reader see the grouping at once. */
  private static int operand(BinaryOp op, boolean right) {
    return switch (op) {
      case OR, AND -> 8;
      case BIT_OR, BIT_XOR, BIT_AND, SHL, SHR, USHR -> UNARY;
      case EQ, NE, LT, LE, GT, GE -> 10;
      case ADD, SUB, MUL, DIV, MOD -> precedence(op) + (right ? 1 : 0);
      case MIN, MAX -> TERNARY;
    };
  }

  private String expr(Expr e) {
    return switch (e) {
      case Var v -> names.of(v);
      case IntImm(DataType type, long v) -> CLiterals.integer(type, v);
      case FloatImm(DataType type, double v) -> CLiterals.floating(type, v);
      case Binary(BinaryOp op, Expr a, Expr b) -> binary(op, a, b);
      case Not(Expr a) -> "!" + expr(a, UNARY);
      case Negate(Expr a) -> "-" + expr(a, precedence(a) == UNARY ? PRIMARY : UNARY);
      case Select(Expr c, Expr a, Expr b) ->
          expr(c, TERNARY + 1) + " ? " + expr(a, TERNARY + 1) + " : " + expr(b, TERNARY);
      case Cast(DataType type, Expr a) -> cast(type, a);
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> arguments) ->
          intrinsic(intrinsic, arguments);
      case Call(String symbol, List<Expr> arguments, Type type) -> symbol + arguments(arguments);
      case BufferLoad(Buffer b, List<Expr> indices, var p) -> element(b, indices);
      case Address a -> throw new IllegalStateException("address in an operator: " + a);
      case Expr.Divisor d -> throw new IllegalStateException("not proved: " + d);
      case Expr.Bounded b -> throw new IllegalStateException("not proved: " + b);
      case GenericExpr g -> throw new IllegalStateException("not specialised: " + g);
    };
  }

  private String arguments(List<Expr> es) {
    return es.stream().map(e -> expr(e, TERNARY)).collect(Collectors.joining(", ", "(", ")"));
  }

  private String binary(BinaryOp op, Expr a, Expr b) {
    DataType type = (DataType) a.type();
    if (op == BinaryOp.MIN || op == BinaryOp.MAX) {
      return type.isFloat()
          ? helper(CHelper.of(op.name(), type)) + arguments(List.of(a, b))
          : "("
              + expr(a, 10)
              + (op == BinaryOp.MIN ? " < " : " > ")
              + expr(b, 10)
              + " ? "
              + expr(a, TERNARY + 1)
              + " : "
              + expr(b, TERNARY)
              + ")";
    }
    if (op == BinaryOp.MOD && type.isFloat()) {
      return (type.bits() == 32 ? "fmodf" : "fmod") + arguments(List.of(a, b));
    }
    boolean shift = op == BinaryOp.SHL || op == BinaryOp.SHR;
    String right =
        shift && b instanceof IntImm(DataType t, long count)
            ? String.valueOf(count)
            : expr(b, operand(op, true));
    return expr(a, operand(op, false)) + " " + op.symbol() + " " + right;
  }

  private static boolean isSaturating(DataType to, Expr value) {
    return !to.isFloat() && ((DataType) value.type()).isFloat();
  }

  private String cast(DataType to, Expr value) {
    if (!isSaturating(to, value)) {
      return "(" + CTypes.name(to) + ")" + expr(value, UNARY);
    }
    // Java goes through int on the way to a narrower type.
    DataType wide = to.bits() == 64 ? DataType.INT64 : DataType.INT32;
    String call =
        helper(CHelper.valueOf("I" + wide.bits() + "_OF_F" + ((DataType) value.type()).bits()))
            + arguments(List.of(value));
    return to.equals(wide) ? call : "((" + CTypes.name(to) + ")" + call + ")";
  }

  private String intrinsic(Intrinsic intrinsic, List<Expr> arguments) {
    DataType type = (DataType) arguments.get(0).type();
    String suffix = type.bits() == 32 ? "f" : "";
    return switch (intrinsic) {
      case MAC -> throw new IllegalStateException("mac must be lowered");
      case FMA -> "fma" + suffix + arguments(arguments);
      case ABS -> "fabs" + suffix + arguments(arguments);
      case SQRT -> "sqrt" + suffix + arguments(arguments);
      case FLOOR -> "floor" + suffix + arguments(arguments);
      case CEIL -> "ceil" + suffix + arguments(arguments);
      case RINT -> "rint" + suffix + arguments(arguments);
      case BITS_OF_FLOAT -> helper(CHelper.of("BITS_OF", type)) + arguments(arguments);
      case FLOAT_OF_BITS ->
          helper(type.bits() == 32 ? CHelper.F32_OF_BITS : CHelper.F64_OF_BITS)
              + arguments(arguments);
    };
  }

  private String helper(CHelper h) {
    helpers.add(h);
    return h.symbol();
  }
}
