package dev.demitasse.compiler.codegen;

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
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the expressions of one function as C, with the parentheses that C or a reader needs. */
final class CExpressions {

  /** How tightly C's operators bind, higher is tighter. */
  static final int TERNARY = 1;

  /** As an operand of a sum or a comparison. */
  static final int OPERAND = 10;

  private static final int UNARY = 20;
  private static final int PRIMARY = 30;

  private final CNames names;
  private final FileScope file;

  /**
   * A printer.
   *
   * @param names of the variables of the function
   * @param file takes what the function needs
   */
  CExpressions(CNames names, FileScope file) {
    this.names = names;
    this.file = file;
  }

  /** The element of a flat buffer at its one index, or a variable. */
  String element(Buffer b, List<Expr> indices) {
    String name = names.of(b.data());
    return b.rank() == 0 ? name : name + "[" + text(indices.get(0), TERNARY) + "]";
  }

  /** As the left operand: compilers take {@code !a == b} for a mistake. */
  private String left(BinaryOp op, Expr a) {
    return text(a, a instanceof Not && op.isComparison() ? PRIMARY : operand(op, false));
  }

  /** In parentheses if it binds less tightly than {@code least}. */
  String text(Expr e, int least) {
    String text = text(e);
    return precedence(e) < least ? "(" + text + ")" : text;
  }

  private static int precedence(Expr e) {
    return switch (e) {
      case Select s -> isTakenForInt(s) ? UNARY : TERNARY;
      case Binary(BinaryOp op, Expr a, Expr b) -> isFromZero(op, a, b) ? PRIMARY : precedence(op);
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

  private String text(Expr e) {
    return switch (e) {
      case Var v -> names.of(v);
      case IntImm(DataType type, long v) -> CLiterals.integer(type, v);
      case FloatImm(DataType type, double v) -> CLiterals.floating(type, v);
      case Binary(BinaryOp op, Expr a, Expr b) -> binary(op, a, b);
      case Not(Expr a) -> "!" + text(a, UNARY);
      case Negate(Expr a) -> "-" + text(a, precedence(a) == UNARY ? PRIMARY : UNARY);
      case Select s when isTakenForInt(s) ->
          "(" + CTypes.name((DataType) s.type()) + ")(" + select(s) + ")";
      case Select s -> select(s);
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

  private String select(Select s) {
    return text(s.condition(), TERNARY + 1)
        + " ? "
        + text(s.then(), TERNARY + 1)
        + " : "
        + text(s.otherwise(), TERNARY);
  }

  /**
   * Whether a choice is of a type that is narrower than int, and between 0 and 1 or made of other
   * choices: gcc makes ints of some of these, and then warns that they may not fit.
   */
  private static boolean isTakenForInt(Expr e) {
    return e instanceof Select(Expr c, Expr a, Expr b)
        && a.type() instanceof DataType t
        && t.bits() < 32
        && !t.isBool()
        && !t.isFloat()
        && (a instanceof Select || b instanceof Select || (isBit(a) && isBit(b)));
  }

  private static boolean isBit(Expr e) {
    return e.isInt(0) || e.isInt(1);
  }

  private String arguments(List<Expr> es) {
    return es.stream().map(e -> text(e, TERNARY)).collect(Collectors.joining(", ", "(", ")"));
  }

  private String binary(BinaryOp op, Expr a, Expr b) {
    DataType type = (DataType) a.type();
    if (op == BinaryOp.MIN || op == BinaryOp.MAX) {
      return type.isFloat() || !isPlain(a) || !isPlain(b)
          ? file.use(CHelper.of(op.name(), type)) + arguments(List.of(a, b))
          : "("
              + text(a, OPERAND)
              + (op == BinaryOp.MIN ? " < " : " > ")
              + text(b, OPERAND)
              + " ? "
              + text(a, TERNARY + 1)
              + " : "
              + text(b, TERNARY)
              + ")";
    }
    if (isFromZero(op, a, b)) {
      return file.use(CHelper.of("FROM_ZERO", type)) + arguments(List.of(a, b));
    }
    if (op == BinaryOp.MOD && type.isFloat()) {
      return (type.bits() == 32 ? "fmodf" : "fmod") + arguments(List.of(a, b));
    }
    boolean shift = op == BinaryOp.SHL || op == BinaryOp.SHR;
    String right =
        shift && b instanceof IntImm(DataType t, long count)
            ? String.valueOf(count)
            : text(b, operand(op, true));
    return left(op, a) + " " + op.symbol() + " " + right;
  }

  private static boolean isFromZero(BinaryOp op, Expr a, Expr b) {
    return op == BinaryOp.SUB && a instanceof FloatImm(var t, double v) && v == 0 && !isPlain(b);
  }

  /**
   * Whether an operand may be written twice. More would be computed twice, and gcc 12 takes the
   * factor of a wrapping product out of such an expression, as if nothing could wrap.
   */
  private static boolean isPlain(Expr e) {
    return switch (e) {
      case Var v -> true;
      case IntImm i -> true;
      case BufferLoad(Buffer b, List<Expr> indices, var p) ->
          indices.stream().allMatch(CExpressions::isPlain);
      default -> false;
    };
  }

  private static boolean isSaturating(DataType to, Expr value) {
    return !to.isFloat() && ((DataType) value.type()).isFloat();
  }

  private String cast(DataType to, Expr value) {
    if (!isSaturating(to, value)) {
      return "(" + CTypes.name(to) + ")" + text(value, UNARY);
    }
    // Java goes through int on the way to a narrower type.
    DataType wide = to.bits() == 64 ? DataType.INT64 : DataType.INT32;
    String call =
        file.use(CHelper.valueOf("I" + wide.bits() + "_OF_F" + ((DataType) value.type()).bits()))
            + arguments(List.of(value));
    return to.equals(wide) ? call : "((" + CTypes.name(to) + ")" + call + ")";
  }

  private String intrinsic(Intrinsic intrinsic, List<Expr> arguments) {
    DataType type = (DataType) arguments.get(0).type();
    String suffix = type.bits() == 32 ? "f" : "";
    return switch (intrinsic) {
      case FMA -> "fma" + suffix + arguments(arguments);
      case ABS -> "fabs" + suffix + arguments(arguments);
      case SQRT -> "sqrt" + suffix + arguments(arguments);
      case FLOOR -> "floor" + suffix + arguments(arguments);
      case CEIL -> "ceil" + suffix + arguments(arguments);
      case RINT -> "rint" + suffix + arguments(arguments);
      case BITS_OF_FLOAT -> file.use(CHelper.of("BITS_OF", type)) + arguments(arguments);
      case FLOAT_OF_BITS ->
          file.use(type.bits() == 32 ? CHelper.F32_OF_BITS : CHelper.F64_OF_BITS)
              + arguments(arguments);
    };
  }
}
