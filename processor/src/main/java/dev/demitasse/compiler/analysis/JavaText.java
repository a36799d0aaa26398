package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
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

/** Expressions as their author may have written them, for messages. */
final class JavaText {
  private static final int CONDITIONAL = 0;
  private static final int UNARY = 10;

  private JavaText() {}

  /** The Java of an expression. */
  static String of(Expr e) {
    return of(e, CONDITIONAL);
  }

  /** In parentheses where what surrounds it binds more tightly. */
  static String of(Expr e, int around) {
    return switch (e) {
      case Var v -> v.name();
      case IntImm(DataType type, long v) when type.isBool() -> String.valueOf(v != 0);
      case IntImm(DataType type, long v) -> v + (type.equals(DataType.INT64) ? "L" : "");
      case FloatImm(DataType type, double v) -> type.bits() == 32 ? (float) v + "f" : "" + v;
      case Binary(BinaryOp op, Expr a, Expr b) when op.precedence() == 0 ->
          "Math." + op.symbol() + list(List.of(a, b));
      case Binary(BinaryOp op, Expr a, Expr b) -> {
        String text = of(a, op.precedence()) + " " + op.symbol() + " " + of(b, op.precedence() + 1);
        yield op.precedence() < around ? "(" + text + ")" : text;
      }
      case Not(Expr a) -> "!" + of(a, UNARY);
      case Negate(Expr a) -> "-" + of(a, UNARY);
      case Select(Expr c, Expr a, Expr b) -> {
        String text = of(c, 1) + " ? " + of(a, 1) + " : " + of(b);
        yield around > CONDITIONAL ? "(" + text + ")" : text;
      }
      case Cast(DataType type, Expr a) -> "(" + java(type) + ") " + of(a, UNARY);
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> xs) ->
          "Math." + intrinsic.symbol() + list(xs);
      case Call(String symbol, List<Expr> xs, Type type) ->
          symbol.replaceFirst("\\(.*", "").replaceFirst(".*\\.", "") + list(xs);
      case BufferLoad(Buffer b, List<Expr> indices, var p) ->
          indices.isEmpty() ? b.name() : b.name() + ".at" + list(indices);
      case Divisor(Expr a, var p) -> of(a, around);
      case Bounded(Expr a, int limit, var p) -> of(a, around);
      case Address(Buffer b) -> b.name();
      case GenericExpr g -> throw new IllegalStateException("not specialised: " + g);
    };
  }

  private static String list(List<Expr> es) {
    return es.stream().map(JavaText::of).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String java(DataType type) {
    return switch (type.code()) {
      case FLOAT -> type.bits() == 32 ? "float" : "double";
      case BOOL -> "boolean";
      case INT, UINT ->
          switch (type.bits()) {
            case 8 -> "byte";
            case 16 -> type.isSigned() ? "short" : "char";
            case 32 -> "int";
            default -> "long";
          };
    };
  }
}
