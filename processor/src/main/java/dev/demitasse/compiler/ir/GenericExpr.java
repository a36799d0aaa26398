package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Type.ArrayType;
import dev.demitasse.compiler.ir.Type.EnumType;
import dev.demitasse.compiler.ir.Type.TensorType;
import java.util.List;

/**
 * Expressions about tensors whose shape is not known yet, and about arrays and messages: what the
 * frontend lowers Java to. Specialising a function replaces every one of them.
 */
public sealed interface GenericExpr extends Expr {

  /** The extent of {@code tensor} along {@code axis}. */
  record Dim(Expr tensor, Expr axis, Position position) implements GenericExpr {
    @Override
    public Type type() {
      return DataType.INT32;
    }
  }

  /** The number of axes. */
  record Rank(Expr tensor) implements GenericExpr {
    @Override
    public Type type() {
      return DataType.INT32;
    }
  }

  /** The number of elements. */
  record Size(Expr tensor) implements GenericExpr {
    @Override
    public Type type() {
      return DataType.INT32;
    }
  }

  /** The extents, as a new array. */
  record ShapeOf(Expr tensor) implements GenericExpr {
    @Override
    public Type type() {
      return new ArrayType(DataType.INT32);
    }
  }

  /** A new tensor that reads zero; {@code shape} is an array. */
  record Zeros(DataType element, Expr shape, Position position) implements GenericExpr {
    @Override
    public Type type() {
      return new TensorType(element);
    }
  }

  /** The ways to look at a tensor; see the methods of {@code dev.demitasse.Tensor}. */
  enum ViewKind {
    /** To a shape (an array) of the same size. */
    RESHAPE(1),
    /** Axis, start and length. */
    SLICE(3),
    /** The axes in their new order (an array). */
    TRANSPOSE(1),
    /** To a shape (an array), repeating axes of extent 1. */
    BROADCAST(1),
    /** One index of the first axis, which is dropped. */
    ROW(1),
    /** Not a view: a new tensor with the same elements. */
    COPY(0);

    private final int arity;

    ViewKind(int arity) {
      this.arity = arity;
    }

    int arity() {
      return arity;
    }
  }

  /** Another shape over the memory of {@code tensor}. */
  record View(ViewKind kind, Expr tensor, List<Expr> arguments, Position position)
      implements GenericExpr {
    public View {
      arguments = List.copyOf(arguments);
      Check.that(arguments.size() == kind.arity(), "%s%s", kind, arguments);
    }

    @Override
    public Type type() {
      return tensor.type();
    }
  }

  /**
   * An element. A single index into a tensor of another rank than 1 counts in row-major order; a
   * single array holds one index an axis.
   */
  record TensorLoad(Expr tensor, List<Expr> indices, Position position) implements GenericExpr {
    public TensorLoad {
      indices = List.copyOf(indices);
      Check.that(tensor.type() instanceof TensorType, "element of %s", tensor.type());
    }

    @Override
    public Type type() {
      return ((TensorType) tensor.type()).element();
    }
  }

  /**
   * {@code sum + a * b}; of floats rounded once or twice, as the build says that specialises it.
   */
  record Mac(Expr sum, Expr a, Expr b) implements GenericExpr {
    public Mac {
      Check.scalar(sum);
      Check.sameType(sum, a);
      Check.sameType(sum, b);
    }

    @Override
    public Type type() {
      return sum.type();
    }
  }

  /** A new array of {@code length} zeros. */
  record NewArray(Type element, Expr length, Position position) implements GenericExpr {
    @Override
    public Type type() {
      return new ArrayType(element);
    }
  }

  /** A new array of these elements. */
  record ArrayLiteral(Type element, List<Expr> elements) implements GenericExpr {
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }

    @Override
    public Type type() {
      return new ArrayType(element);
    }
  }

  record ArrayLoad(Expr array, Expr index, Position position) implements GenericExpr {
    @Override
    public Type type() {
      return ((ArrayType) array.type()).element();
    }
  }

  record ArrayLength(Expr array) implements GenericExpr {
    @Override
    public Type type() {
      return DataType.INT32;
    }
  }

  /** A new array with the same elements. */
  record ArrayCopy(Expr array) implements GenericExpr {
    @Override
    public Type type() {
      return array.type();
    }
  }

  /** A constant of an enum. */
  record EnumImm(EnumType type, String constant) implements GenericExpr {}

  /** Whether two constants of an enum, or two texts, are the same. */
  record Same(Expr a, Expr b) implements GenericExpr {
    public Same {
      Check.sameType(a, b);
    }

    @Override
    public Type type() {
      return DataType.BOOL;
    }
  }

  /** Constant text of a message. */
  record TextImm(String value) implements GenericExpr {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /** The parts as text, one after another, as Java's {@code +} on strings prints them. */
  record Join(List<Expr> parts) implements GenericExpr {
    public Join {
      parts = List.copyOf(parts);
    }

    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /** A new object with these fields, in their order: a record, or part of a network. */
  record NewObject(Type.ObjectType type, List<String> fields, List<Expr> values, Position position)
      implements GenericExpr {
    public NewObject {
      fields = List.copyOf(fields);
      values = List.copyOf(values);
      Check.that(fields.size() == values.size(), "%s for %s", values, fields);
    }
  }

  /** A field of an object. */
  record Field(Expr object, String name, Type type) implements GenericExpr {}

  /** A call of another method by its symbol in the module. */
  record Invoke(String symbol, List<Expr> arguments, Type type, Position position)
      implements GenericExpr {
    public Invoke {
      arguments = List.copyOf(arguments);
    }
  }
}
