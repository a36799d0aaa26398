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
import dev.demitasse.compiler.ir.GenericExpr.ViewKind;
import dev.demitasse.compiler.ir.GenericExpr.Zeros;
import dev.demitasse.compiler.ir.Parser.ParseException;
import dev.demitasse.compiler.ir.Type.ArrayType;
import dev.demitasse.compiler.ir.Type.EnumType;
import dev.demitasse.compiler.ir.Type.ObjectType;
import dev.demitasse.compiler.ir.Type.PointerType;
import dev.demitasse.compiler.ir.Type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads expressions, and what they speak of: variables, buffers, positions. */
final class ExprParser {
  private static final Map<String, BinaryOp> OPERATORS =
      Arrays.stream(BinaryOp.values())
          .filter(op -> op.precedence() > 0)
          .collect(Collectors.toMap(BinaryOp::symbol, Function.identity()));
  private static final Map<String, Intrinsic> INTRINSICS =
      Arrays.stream(Intrinsic.values())
          .collect(Collectors.toMap(Intrinsic::symbol, Function.identity()));
  private static final Map<String, ViewKind> VIEWS =
      Arrays.stream(ViewKind.values())
          .collect(Collectors.toMap(k -> k.name().toLowerCase(Locale.ROOT), Function.identity()));

  private final Tokens tokens;
  private final TypeParser types;
  private final String file;
  private final Map<String, Var> variables = new HashMap<>();
  private final Map<Var, Buffer> buffers = new HashMap<>();

  ExprParser(Tokens tokens, String file) {
    this.tokens = tokens;
    this.types = new TypeParser(tokens);
    this.file = file;
  }

  Expr expr() {
    return binary(1);
  }

  /** Operators that bind as tightly as {@code precedence} or more, from left to right. */
  private Expr binary(int precedence) {
    Expr left = operand();
    while (true) {
      BinaryOp op = OPERATORS.get(tokens.peek());
      if (op == null || op.precedence() < precedence) {
        return left;
      }
      tokens.expect(op.symbol());
      left = new Binary(op, left, binary(op.precedence() + 1));
    }
  }

  /** What operators stand between; also the element or variable that a statement stores to. */
  Expr operand() {
    if (tokens.accept("!")) {
      return new Not(operand());
    }
    Expr e = primary();
    while (tokens.accept("[")) {
      List<Expr> indices = tokens.list("]", this::expr);
      if (e.type() instanceof TensorType) {
        e = new TensorLoad(e, indices, near());
      } else if (e.type() instanceof ArrayType && indices.size() == 1) {
        e = new ArrayLoad(e, indices.get(0), near());
      } else {
        throw tokens.failure("a tensor, or an array and one index, before this");
      }
    }
    return e;
  }

  private Expr primary() {
    if (tokens.accept("(")) {
      Expr e = expr();
      tokens.expect(")");
      return e;
    }
    return switch (tokens.kind()) {
      case NUMBER -> number("");
      case TEXT -> new TextImm(tokens.quoted());
      case WORD -> word(tokens.take(Tokens.Kind.WORD, "a word"));
      case SIGN, END -> {
        if (!tokens.accept("-")) {
          throw tokens.failure("an expression");
        }
        yield tokens.accept("Infinity") ? constant("-Infinity") : number("-");
      }
    };
  }

  private Expr number(String sign) {
    return constant(sign + tokens.take(Tokens.Kind.NUMBER, "a number"));
  }

  private Expr constant(String digits) {
    DataType type = tokens.accept(":") ? types.scalar() : DataType.INT32;
    if (!type.isFloat()) {
      return new IntImm(type, Long.parseLong(digits));
    }
    return new FloatImm(
        type, type.bits() == 32 ? Float.parseFloat(digits) : Double.parseDouble(digits));
  }

  private Expr word(String word) {
    return switch (word) {
      case "true" -> Expr.bool(true);
      case "false" -> Expr.bool(false);
      case "NaN", "Infinity" -> constant(word);
      case "cast" -> new Cast(tokens.angled(types::scalar), argument());
      case "zeros" -> new Zeros(tokens.angled(types::scalar), argument(), near());
      case "array" -> array(tokens.angled(types::type));
      case "call" -> call();
      case "invoke" -> {
        Type type = tokens.angled(types::type);
        yield new Invoke(tokens.quoted(), arguments(), type, near());
      }
      case "field" -> {
        Type type = tokens.angled(types::type);
        String name = tokens.quoted();
        yield new Field(argument(), name, type);
      }
      case "object" -> object(new ObjectType(tokens.name()));
      case "enum" -> {
        EnumType type = new EnumType(tokens.name());
        tokens.expect("#");
        yield new EnumImm(type, tokens.name());
      }
      default -> tokens.is("(") ? function(word) : variable(word);
    };
  }

  private Expr object(ObjectType type) {
    tokens.expect("{");
    List<String> fields = new ArrayList<>();
    List<Expr> values =
        tokens.list(
            "}",
            () -> {
              fields.add(tokens.quoted());
              tokens.expect(":");
              return expr();
            });
    return new NewObject(type, fields, values, near());
  }

  /** A call, after its first word. */
  Call call() {
    Type type = tokens.angled(types::type);
    return new Call(tokens.quoted(), arguments(), type);
  }

  private Expr array(Type element) {
    return tokens.accept("{")
        ? new ArrayLiteral(element, tokens.list("}", this::expr))
        : new NewArray(element, argument(), near());
  }

  private Expr function(String name) {
    if (name.equals("address")) {
      tokens.expect("(");
      Buffer buffer = buffer(declared(tokens.name()));
      tokens.expect(")");
      return new Address(buffer);
    }
    int line = tokens.line();
    List<Expr> xs = arguments();
    return switch (name + "/" + xs.size()) {
      case "min/2" -> new Binary(BinaryOp.MIN, xs.get(0), xs.get(1));
      case "max/2" -> new Binary(BinaryOp.MAX, xs.get(0), xs.get(1));
      case "neg/1" -> new Negate(xs.get(0));
      case "mac/3" -> new Mac(xs.get(0), xs.get(1), xs.get(2));
      case "select/3" -> new Select(xs.get(0), xs.get(1), xs.get(2));
      case "dim/2" -> new Dim(xs.get(0), xs.get(1), near());
      case "rank/1" -> new Rank(xs.get(0));
      case "size/1" -> new Size(xs.get(0));
      case "shape/1" -> new ShapeOf(xs.get(0));
      case "length/1" -> new ArrayLength(xs.get(0));
      case "clone/1" -> new ArrayCopy(xs.get(0));
      case "divisor/1" -> new Divisor(xs.get(0), near());
      case "same/2" -> new Same(xs.get(0), xs.get(1));
      default -> {
        if (name.equals("join")) {
          yield new Join(xs);
        } else if (name.equals("bounded")
            && xs.size() == 2
            && xs.get(1) instanceof IntImm(DataType t, long limit)) {
          yield new Bounded(xs.get(0), (int) limit, near());
        } else if (INTRINSICS.containsKey(name)) {
          yield new CallIntrinsic(INTRINSICS.get(name), xs);
        } else if (VIEWS.containsKey(name) && !xs.isEmpty()) {
          yield new View(VIEWS.get(name), xs.get(0), xs.subList(1, xs.size()), near());
        }
        throw new ParseException(line, "something to call with these arguments, found " + name);
      }
    };
  }

  private List<Expr> arguments() {
    tokens.expect("(");
    return tokens.list(")", this::expr);
  }

  private Expr argument() {
    tokens.expect("(");
    Expr only = expr();
    tokens.expect(")");
    return only;
  }

  /** A variable, or the element of a buffer. */
  private Expr variable(String name) {
    Var v = declared(name);
    if (!buffers.containsKey(v) || !(tokens.is("[") || tokens.is("{", "["))) {
      return v;
    }
    Buffer buffer = buffer(v);
    tokens.expect("[");
    return new BufferLoad(buffer, tokens.list("]", this::expr), near());
  }

  /** As declared, or in braces what the view is instead. */
  private Buffer buffer(Var data) {
    if (!buffers.containsKey(data)) {
      throw tokens.failure("a buffer before this");
    }
    if (!tokens.accept("{")) {
      return buffers.get(data);
    }
    Buffer view = layout(data);
    tokens.expect("}");
    return view;
  }

  /** A new buffer of which the shape follows. */
  Buffer declareBuffer(String name, DataType element) {
    Buffer buffer = layout(declare(name, new PointerType(element), false));
    buffers.put(buffer.data(), buffer);
    return buffer;
  }

  private Buffer layout(Var data) {
    List<Integer> shape = integers();
    List<Integer> strides = tokens.accept("strides") ? integers() : Buffer.rowMajor(shape);
    Expr offset = tokens.accept("at") ? expr() : Expr.int32(0);
    return new Buffer(data, shape, strides, offset);
  }

  private List<Integer> integers() {
    tokens.expect("[");
    return tokens.list("]", tokens::integer);
  }

  /** Where a statement or a function comes from: {@code at 12:5}. */
  Position at() {
    return tokens.accept("at") ? place() : Position.NONE;
  }

  /** Where an expression comes from: {@code @12:5}. */
  private Position near() {
    return tokens.accept("@") ? place() : Position.NONE;
  }

  private Position place() {
    int line = tokens.integer();
    tokens.expect(":");
    return new Position(file, line, tokens.integer());
  }

  /** A new variable; the number that told it apart from others of its name is left out. */
  Var declare(String name, Type type, boolean mutable) {
    String plain = name.replaceFirst("\\.[0-9]+$", "");
    Var v = mutable ? Var.mutable(plain, type) : Var.of(plain, type);
    variables.put(name, v);
    return v;
  }

  /** A variable that was declared before. */
  Var variable() {
    return declared(tokens.name());
  }

  /** A block that surrounds this. */
  Var label() {
    return declared(tokens.name());
  }

  private Var declared(String name) {
    Var v = variables.get(name);
    if (v == null) {
      throw new ParseException(tokens.line(), "a variable declared before, found " + name);
    }
    return v;
  }
}
