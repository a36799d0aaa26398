package dev.demitasse.compiler.ir;

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
import dev.demitasse.compiler.ir.GenericExpr.ArrayCopy;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLength;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLoad;
import dev.demitasse.compiler.ir.GenericExpr.Dim;
import dev.demitasse.compiler.ir.GenericExpr.EnumImm;
import dev.demitasse.compiler.ir.GenericExpr.Field;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.Join;
import dev.demitasse.compiler.ir.GenericExpr.Mac;
import dev.demitasse.compiler.ir.GenericExpr.NewArray;
import dev.demitasse.compiler.ir.GenericExpr.NewObject;
import dev.demitasse.compiler.ir.GenericExpr.Rank;
import dev.demitasse.compiler.ir.GenericExpr.Same;
import dev.demitasse.compiler.ir.GenericExpr.ShapeOf;
import dev.demitasse.compiler.ir.GenericExpr.Size;
import dev.demitasse.compiler.ir.GenericExpr.TensorLoad;
import dev.demitasse.compiler.ir.GenericExpr.TextImm;
import dev.demitasse.compiler.ir.GenericExpr.View;
import dev.demitasse.compiler.ir.GenericExpr.Zeros;
import dev.demitasse.compiler.ir.GenericStmt.ArrayStore;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.GenericStmt.FieldStore;
import dev.demitasse.compiler.ir.GenericStmt.Place;
import dev.demitasse.compiler.ir.GenericStmt.Reject;
import dev.demitasse.compiler.ir.GenericStmt.TensorStore;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text form of the IR, which {@link Parser} reads back. Variables of one name are told apart by
 * a number behind a dot: {@code sum}, {@code sum.1}; one whose name is a word of the language
 * always has a number.
 *
 * <p>A buffer prints as its name where it is as its declaration says; a view says in braces what it
 * is instead: {@code x{[4, 4] strides [16, 4] at i * 64}}. Row-major strides and the offset 0 are
 * left out.
 */
public final class Printer {

  /** The words that a variable could be mistaken for. */
  private static final Set<String> WORDS =
      Set.of(
          "for",
          "if",
          "else",
          "let",
          "while",
          "block",
          "leave",
          "const",
          "assert",
          "object",
          "set",
          "var",
          "alloc",
          "return",
          "reject",
          "at",
          "true",
          "false",
          "NaN",
          "Infinity",
          "enum",
          "cast",
          "zeros",
          "array",
          "call",
          "invoke",
          "field");

  private final StringBuilder out = new StringBuilder();
  private final Map<Var, String> names = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<Var, Buffer> declared = new HashMap<>();
  private final boolean positions;
  private int indent;

  private Printer(boolean positions) {
    this.positions = positions;
    WORDS.forEach(word -> taken.put(word, 1));
  }

  /** A function, for people and tests. */
  public static String text(PrimFunc f) {
    return new Printer(false).function(f);
  }

  /** A function with the place of everything a user may be told about. */
  public static String textWithPositions(PrimFunc f) {
    return new Printer(true).function(f);
  }

  /** All functions of a module. */
  public static String text(IrModule module) {
    return module.functions().values().stream()
        .map(Printer::text)
        .collect(Collectors.joining("\n"));
  }

  /** An expression by itself. */
  public static String text(Expr e) {
    return new Printer(false).expr(e);
  }

  // ---- Functions and statements ----

  private String function(PrimFunc f) {
    String parameters =
        f.parameters().stream()
            .map(p -> f.buffers().containsKey(p) ? parameter(f.buffers().get(p)) : variable(p))
            .collect(Collectors.joining(", ", "(", ")"));
    String kind = f.kind().name().toLowerCase(Locale.ROOT);
    line(
        kind
            + " "
            + Quoted.write(f.symbol())
            + parameters
            + " -> "
            + f.result()
            + attributes(f)
            + at(f.position())
            + " {");
    block(f.body());
    line("}");
    return out.toString();
  }

  private static String attributes(PrimFunc f) {
    return f.attributes().entrySet().stream()
        .map(a ->
            " " + a.getKey().name().toLowerCase(Locale.ROOT) + " " + Quoted.write(a.getValue()))
        .collect(Collectors.joining());
  }

  private String variable(Var v) {
    return (v.isMutable() ? "var " : "") + name(v) + ": " + v.type();
  }

  /** A buffer of rank 0 names its strides, as {@code f32[]} alone is an array. */
  private String parameter(Buffer b) {
    return declaration(b) + (b.rank() == 0 ? " strides []" : "");
  }

  private String declaration(Buffer b) {
    declared.put(b.data(), b);
    return name(b.data()) + ": " + b.element() + layout(b);
  }

  private String layout(Buffer b) {
    return b.shape()
        + (b.strides().equals(Buffer.rowMajor(b.shape())) ? "" : " strides " + b.strides())
        + (b.offset().equals(Expr.int32(0)) ? "" : " at " + expr(b.offset()));
  }

  private void block(Seq s) {
    indent++;
    s.statements().forEach(this::stmt);
    indent--;
  }

  private void line(String text) {
    out.append("  ".repeat(indent)).append(text).append('\n');
  }

  private void stmt(Stmt s) {
    switch (s) {
      case Seq q -> q.statements().forEach(this::stmt);
      case For(Var v, Expr begin, Expr end, int step, Seq body, Position p) -> {
        String range = " in " + expr(begin) + " to " + expr(end);
        line("for " + name(v) + range + (step == 1 ? "" : " step " + step) + at(p) + " {");
        block(body);
        line("}");
      }
      case While(Expr condition, Seq body, Position p) -> {
        line("while " + expr(condition) + at(p) + " {");
        block(body);
        line("}");
      }
      case Block(Var label, Seq body, Position p) -> {
        line("block " + name(label) + at(p) + " {");
        block(body);
        line("}");
      }
      case Leave(Var label, Position p) -> line("leave " + name(label) + at(p));
      case IfThenElse(Expr condition, Seq then, Seq otherwise, Position p) -> {
        line("if " + expr(condition) + at(p) + " {");
        block(then);
        if (!otherwise.isEmpty()) {
          line("} else {");
          block(otherwise);
        }
        line("}");
      }
      case Let(Var v, Expr value, Position p) -> {
        String init = expr(value);
        line((v.isMutable() ? "" : "let ") + variable(v) + " = " + init + at(p));
      }
      case Allocate(Buffer b, StorageScope scope, Position p) ->
          line("alloc " + declaration(b) + " " + scope.name().toLowerCase(Locale.ROOT) + at(p));
      case AllocateConst(Buffer b, List<Expr> values, Position p) -> {
        String table = values.stream().map(this::expr).collect(Collectors.joining(", "));
        line("const " + declaration(b) + " = {" + table + "}" + at(p));
      }
      case BufferStore(Buffer b, List<Expr> indices, Expr value, Position p) ->
          line(buffer(b) + list(indices) + " = " + expr(value) + at(p));
      case Evaluate(Call call, Position p) -> line(expr(call) + at(p));
      case Assert(Expr condition, Position p) -> line("assert " + expr(condition) + at(p));
      case Return(Expr value, Position p) -> line("return " + expr(value) + at(p));
      case Assign(Var v, Expr value, Position p) -> line(name(v) + " = " + expr(value) + at(p));
      case TensorStore(Expr tensor, List<Expr> indices, Expr value, Position p) ->
          line(expr(tensor) + list(indices) + " = " + expr(value) + at(p));
      case ArrayStore(Expr array, Expr index, Expr value, Position p) ->
          line(expr(array) + list(List.of(index)) + " = " + expr(value) + at(p));
      case FieldStore(Expr object, String field, Expr value, Position p) ->
          line(
              "set "
                  + Quoted.write(field)
                  + arguments(List.of(object))
                  + " = "
                  + expr(value)
                  + at(p));
      case Place(Var v, String pool, Position p) ->
          line("alloc " + Quoted.write(pool) + "(" + name(v) + ")" + at(p));
      case Reject(Expr message, Position p) -> line("reject " + expr(message) + at(p));
    }
  }

  private String at(Position p) {
    return positions && p.isKnown() ? " at " + p.line() + ":" + p.column() : "";
  }

  private String near(Position p) {
    return positions && p.isKnown() ? "@" + p.line() + ":" + p.column() : "";
  }

  // ---- Expressions ----

  private String expr(Expr e) {
    return switch (e) {
      case Var v -> name(v);
      case IntImm(DataType type, long v) when type.isBool() -> v != 0 ? "true" : "false";
      case IntImm(DataType type, long v) -> type.equals(DataType.INT32) ? "" + v : v + ":" + type;
      case FloatImm(DataType type, double v) ->
          (type.bits() == 32 ? Float.toHexString((float) v) : Double.toHexString(v)) + ":" + type;
      case Binary(BinaryOp op, Expr a, Expr b) when op.precedence() == 0 ->
          op.symbol() + arguments(List.of(a, b));
      case Binary(BinaryOp op, Expr a, Expr b) ->
          operand(a, op.precedence()) + " " + op.symbol() + " " + operand(b, op.precedence() + 1);
      case Not(Expr a) -> "!" + operand(a, 10);
      case Negate(Expr a) -> "neg" + arguments(List.of(a));
      case Select(Expr c, Expr a, Expr b) -> "select" + arguments(List.of(c, a, b));
      case Cast(DataType type, Expr a) -> "cast<" + type + ">" + arguments(List.of(a));
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> xs) -> intrinsic.symbol() + arguments(xs);
      case Call(String symbol, List<Expr> xs, Type type) ->
          "call<" + type + "> " + Quoted.write(symbol) + arguments(xs);
      case BufferLoad(Buffer b, List<Expr> indices, Position p) ->
          buffer(b) + list(indices) + near(p);
      case Address(Buffer b) -> "address(" + buffer(b) + ")";
      case Divisor(Expr value, Position p) -> "divisor" + arguments(List.of(value)) + near(p);
      case Bounded(Expr value, int limit, Position p) ->
          "bounded" + arguments(List.of(value, Expr.int32(limit))) + near(p);
      case GenericExpr g -> generic(g);
    };
  }

  private String generic(GenericExpr e) {
    return switch (e) {
      case Dim(Expr tensor, Expr axis, Position p) ->
          "dim" + arguments(List.of(tensor, axis)) + near(p);
      case Rank(Expr tensor) -> "rank" + arguments(List.of(tensor));
      case Size(Expr tensor) -> "size" + arguments(List.of(tensor));
      case ShapeOf(Expr tensor) -> "shape" + arguments(List.of(tensor));
      case Zeros(DataType element, Expr shape, Position p) ->
          "zeros<" + element + ">" + arguments(List.of(shape)) + near(p);
      case View(GenericExpr.ViewKind kind, Expr tensor, List<Expr> xs, Position p) -> {
        List<Expr> all = new java.util.ArrayList<>(List.of(tensor));
        all.addAll(xs);
        yield kind.name().toLowerCase(Locale.ROOT) + arguments(all) + near(p);
      }
      case TensorLoad(Expr tensor, List<Expr> indices, Position p) ->
          operand(tensor, 11) + list(indices) + near(p);
      case Mac(Expr sum, Expr a, Expr b) -> "mac" + arguments(List.of(sum, a, b));
      case NewArray(Type element, Expr length, Position p) ->
          "array<" + element + ">" + arguments(List.of(length)) + near(p);
      case ArrayLiteral(Type element, List<Expr> xs) ->
          "array<"
              + element
              + ">{"
              + xs.stream().map(this::expr).collect(Collectors.joining(", "))
              + "}";
      case ArrayLoad(Expr array, Expr index, Position p) ->
          operand(array, 11) + list(List.of(index)) + near(p);
      case ArrayLength(Expr array) -> "length" + arguments(List.of(array));
      case ArrayCopy(Expr array) -> "clone" + arguments(List.of(array));
      case EnumImm(Type.EnumType type, String constant) -> "enum " + type.name() + "#" + constant;
      case Same(Expr a, Expr b) -> "same" + arguments(List.of(a, b));
      case TextImm(String text) -> Quoted.write(text);
      case Join(List<Expr> parts) -> "join" + arguments(parts);
      case NewObject(Type.ObjectType type, List<String> fields, List<Expr> xs, Position p) -> {
        List<String> members = new java.util.ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
          members.add(Quoted.write(fields.get(i)) + ": " + expr(xs.get(i)));
        }
        yield type + "{" + String.join(", ", members) + "}" + near(p);
      }
      case Field(Expr object, String field, Type type) ->
          "field<" + type + "> " + Quoted.write(field) + arguments(List.of(object));
      case Invoke(String symbol, List<Expr> xs, Type type, Position p) ->
          "invoke<" + type + "> " + Quoted.write(symbol) + arguments(xs) + near(p);
    };
  }

  /** In parentheses if it binds less tightly than its surroundings. */
  private String operand(Expr e, int precedence) {
    boolean loose =
        e instanceof Binary(BinaryOp op, Expr a, Expr b)
            && op.precedence() > 0
            && op.precedence() < precedence;
    return loose ? "(" + expr(e) + ")" : expr(e);
  }

  private String arguments(List<Expr> es) {
    return es.stream().map(this::expr).collect(Collectors.joining(", ", "(", ")"));
  }

  private String list(List<Expr> es) {
    return es.stream().map(this::expr).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Without a declaration, in an expression by itself, any whole buffer is as declared. */
  private String buffer(Buffer b) {
    Buffer declaration = declared.get(b.data());
    boolean asDeclared = declaration == null ? b.isWhole() : b.equals(declaration);
    return name(b.data()) + (asDeclared ? "" : "{" + layout(b) + "}");
  }

  private String name(Var v) {
    return names.computeIfAbsent(
        v,
        n -> {
          int count = taken.merge(v.name(), 1, Integer::sum) - 1;
          return count == 0 ? v.name() : v.name() + "." + count;
        });
  }
}
