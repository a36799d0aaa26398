package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLoad;
import dev.demitasse.compiler.ir.GenericExpr.TensorLoad;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads what {@link Printer} writes, by recursive descent: a method for each thing that the text
 * form is made of. Printing what was read gives the same text.
 */
public final class Parser {

  /** The text is not one of the IR. */
  public static final class ParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String expected;

    ParseException(int line, String expected) {
      super("line " + line + ": expected " + expected);
      this.line = line;
      this.expected = expected;
    }

    /** Of the text, counted from 1. */
    public int line() {
      return line;
    }

    /** What should have stood there, and what does. */
    public String expected() {
      return expected;
    }
  }

  private final Tokens tokens;
  private final TypeParser types;
  private final ExprParser exprs;
  private final Map<Var, Buffer> parameterBuffers = new LinkedHashMap<>();

  private Parser(Tokens tokens, String file) {
    this.tokens = tokens;
    this.types = new TypeParser(tokens);
    this.exprs = new ExprParser(tokens, file);
  }

  /**
   * The functions of a text.
   *
   * @param file simple name of the source file that the positions are in
   */
  public static IrModule parse(String file, String text) {
    return functions(new Tokens(text), file);
  }

  /** The functions that are left. */
  static IrModule functions(Tokens tokens, String file) {
    return checked(
        tokens,
        () -> {
          List<PrimFunc> functions = new ArrayList<>();
          while (tokens.kind() != Tokens.Kind.END) {
            functions.add(new Parser(tokens, file).function());
          }
          return IrModule.of(functions);
        });
  }

  /** The only function of a text. */
  public static PrimFunc parseFunction(String text) {
    Tokens tokens = new Tokens(text);
    PrimFunc function = checked(tokens, () -> new Parser(tokens, "").function());
    if (tokens.kind() != Tokens.Kind.END) {
      throw tokens.failure("a single function");
    }
    return function;
  }

  /** What the constructors of the nodes refuse is a mistake in the text. */
  private static <T> T checked(Tokens tokens, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException refused) {
      throw new ParseException(tokens.line(), "what makes sense: " + refused.getMessage());
    }
  }

  // ---- Functions and statements ----

  private PrimFunc function() {
    PrimFunc.Kind kind = kind();
    String symbol = tokens.quoted();
    tokens.expect("(");
    List<Var> parameters = tokens.list(")", this::parameter);
    tokens.expect("->");
    Type result = types.type();
    Map<PrimFunc.Attribute, String> attributes = attributes();
    Position position = exprs.at();
    return new PrimFunc(
        kind, symbol, parameters, parameterBuffers, result, block(), attributes, position);
  }

  private PrimFunc.Kind kind() {
    for (PrimFunc.Kind kind : PrimFunc.Kind.values()) {
      if (tokens.accept(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw tokens.failure("a function");
  }

  private Map<PrimFunc.Attribute, String> attributes() {
    Map<PrimFunc.Attribute, String> attributes = new EnumMap<>(PrimFunc.Attribute.class);
    for (PrimFunc.Attribute attribute : PrimFunc.Attribute.values()) {
      if (tokens.accept(attribute.name().toLowerCase(Locale.ROOT))) {
        attributes.put(attribute, tokens.quoted());
      }
    }
    return attributes;
  }

  private Var parameter() {
    boolean mutable = tokens.accept("var");
    String name = tokens.name();
    tokens.expect(":");
    Type type = types.plain();
    boolean array = tokens.is("[", "]") && !tokens.is("[", "]", "strides");
    if (type instanceof DataType element && tokens.is("[") && !array) {
      Buffer buffer = exprs.declareBuffer(name, element);
      parameterBuffers.put(buffer.data(), buffer);
      return buffer.data();
    }
    return exprs.declare(name, types.arrays(type), mutable);
  }

  private Seq block() {
    tokens.expect("{");
    List<Stmt> statements = new ArrayList<>();
    while (!tokens.accept("}")) {
      statements.add(stmt());
    }
    return new Seq(statements);
  }

  private Stmt stmt() {
    if (tokens.accept("for")) {
      return loop();
    } else if (tokens.accept("while")) {
      Expr condition = exprs.expr();
      Position position = exprs.at();
      return new While(condition, block(), position);
    } else if (tokens.accept("block")) {
      Var label = exprs.declare(tokens.name(), Type.LABEL, false);
      Position position = exprs.at();
      return new Block(label, block(), position);
    } else if (tokens.accept("leave")) {
      return new Leave(exprs.label(), exprs.at());
    } else if (tokens.accept("if")) {
      Expr condition = exprs.expr();
      Position position = exprs.at();
      Seq then = block();
      Seq otherwise = tokens.accept("else") ? block() : Seq.EMPTY;
      return new IfThenElse(condition, then, otherwise, position);
    } else if (tokens.is("let") || tokens.is("var")) {
      return binding(tokens.accept("var"));
    } else if (tokens.accept("alloc")) {
      return allocation();
    } else if (tokens.accept("const")) {
      return table();
    } else if (tokens.accept("set")) {
      return fieldStore();
    } else if (tokens.accept("assert")) {
      return new Assert(exprs.expr(), exprs.at());
    } else if (tokens.accept("return")) {
      return new Return(exprs.expr(), exprs.at());
    } else if (tokens.accept("reject")) {
      return new Reject(exprs.expr(), exprs.at());
    } else if (tokens.accept("call")) {
      return new Evaluate(exprs.call(), exprs.at());
    }
    return store();
  }

  private Stmt loop() {
    String name = tokens.name();
    tokens.expect("in");
    Expr begin = exprs.expr();
    tokens.expect("to");
    Expr end = exprs.expr();
    int step = tokens.accept("step") ? tokens.integer() : 1;
    Position position = exprs.at();
    Var variable = exprs.declare(name, begin.type(), false);
    return new For(variable, begin, end, step, block(), position);
  }

  private Stmt binding(boolean mutable) {
    if (!mutable) {
      tokens.expect("let");
    }
    String name = tokens.name();
    tokens.expect(":");
    Type type = types.type();
    tokens.expect("=");
    Expr value = exprs.expr();
    return new Let(exprs.declare(name, type, mutable), value, exprs.at());
  }

  private Stmt allocation() {
    if (tokens.kind() == Tokens.Kind.TEXT) {
      return place();
    }
    String name = tokens.name();
    tokens.expect(":");
    Buffer buffer = exprs.declareBuffer(name, types.scalar());
    StorageScope scope = tokens.accept("local") ? StorageScope.LOCAL : StorageScope.WORKSPACE;
    if (scope == StorageScope.WORKSPACE) {
      tokens.expect("workspace");
    }
    return new Allocate(buffer, scope, exprs.at());
  }

  private Stmt place() {
    String pool = tokens.quoted();
    tokens.expect("(");
    Var variable = exprs.variable();
    tokens.expect(")");
    return new Place(variable, pool, exprs.at());
  }

  private Stmt table() {
    String name = tokens.name();
    tokens.expect(":");
    Buffer buffer = exprs.declareBuffer(name, types.scalar());
    tokens.expect("=");
    tokens.expect("{");
    return new AllocateConst(buffer, tokens.list("}", exprs::expr), exprs.at());
  }

  private Stmt fieldStore() {
    String field = tokens.quoted();
    tokens.expect("(");
    Expr object = exprs.expr();
    tokens.expect(")");
    tokens.expect("=");
    return new FieldStore(object, field, exprs.expr(), exprs.at());
  }

  /** What stands at the left of the sign, were it not there, is a variable or an element. */
  private Stmt store() {
    Expr target = exprs.operand();
    tokens.expect("=");
    Expr value = exprs.expr();
    Position p = exprs.at();
    return switch (target) {
      case Var variable -> new Assign(variable, value, p);
      case BufferLoad(Buffer b, List<Expr> indices, var q) -> new BufferStore(b, indices, value, p);
      case TensorLoad(Expr t, List<Expr> indices, var q) -> new TensorStore(t, indices, value, p);
      case ArrayLoad(Expr array, Expr index, var q) -> new ArrayStore(array, index, value, p);
      default -> throw tokens.failure("a store to a variable or an element before this");
    };
  }
}
