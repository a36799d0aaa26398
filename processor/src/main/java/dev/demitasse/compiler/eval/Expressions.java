package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.eval.Value.EnumValue;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.eval.Value.Text;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr;
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
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The values of expressions: computed here if they are known, else left to the device. */
final class Expressions {
  private final Evaluator evaluator;
  private final TensorExprs tensorExprs;

  Expressions(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.tensorExprs = new TensorExprs(evaluator, this);
  }

  TensorExprs tensorExprs() {
    return tensorExprs;
  }

  Expr scalar(Expr e) {
    return ((Scalar) eval(e)).expr();
  }

  TensorValue tensor(Expr e) {
    return (TensorValue) eval(e);
  }

  int known(Expr e, Position p) {
    return evaluator.demands().known(scalar(e), p);
  }

  Value eval(Expr e) {
    return eval(e, "tmp");
  }

  /** The value of {@code e}, whose memory, if it takes any, has this name. */
  Value eval(Expr e, String name) {
    return switch (e) {
      case Var v -> evaluator.variables().read(v);
      case IntImm i -> new Scalar(i);
      case FloatImm f -> new Scalar(f);
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() -> {
        Expr x = scalar(a);
        yield op == BinaryOp.AND
            ? choose(x, () -> eval(b), () -> new Scalar(Expr.bool(false)))
            : choose(x, () -> new Scalar(Expr.bool(true)), () -> eval(b));
      }
      case Binary(BinaryOp op, Expr a, Expr b) -> new Scalar(Fold.binary(op, scalar(a), scalar(b)));
      case Not(Expr a) -> new Scalar(Fold.not(scalar(a)));
      case Negate(Expr a) -> new Scalar(Fold.negate(scalar(a)));
      case Select(Expr c, Expr a, Expr b) ->
          choose(scalar(c), () -> eval(a, name), () -> eval(b, name));
      case Cast(DataType type, Expr a) -> new Scalar(Fold.cast(type, scalar(a)));
      case Divisor(Expr value, Position p) -> new Scalar(Fold.divisor(scalar(value), p));
      case CallIntrinsic(var intrinsic, List<Expr> arguments) ->
          new Scalar(Fold.intrinsic(intrinsic, arguments.stream().map(this::scalar).toList()));
      case GenericExpr g -> generic(g, name);
      case Expr.Bounded b -> throw new IllegalStateException("in a generic function: " + b);
      case Expr.Call c -> throw new IllegalStateException("in a generic function: " + c);
      case BufferLoad l -> throw new IllegalStateException("in a generic function: " + l);
      case Expr.Address a -> throw new IllegalStateException("in a generic function: " + a);
    };
  }

  private Value generic(GenericExpr e, String name) {
    return switch (e) {
      case Dim dim -> tensorExprs.dim(dim);
      case Rank(Expr tensor) -> integer(tensor(tensor).buffer().rank());
      case Size(Expr tensor) -> integer(tensor(tensor).buffer().size());
      case ShapeOf(Expr tensor) ->
          create(e, name, tensor(tensor).buffer().shape().stream().map(this::integer).toList());
      case Zeros(DataType element, Expr shape, Position p) ->
          evaluator
              .tensors()
              .zeros(evaluator, name, element, evaluator.demands().shape(eval(shape), p), p);
      case View view -> tensorExprs.view(view, name);
      case TensorLoad load -> tensorExprs.load(load);
      case Mac(Expr sum, Expr a, Expr b) ->
          new Scalar(Fold.mac(evaluator.fusedMac(), scalar(sum), scalar(a), scalar(b)));
      case NewArray(Type element, Expr length, Position p) ->
          evaluator.arrays().empty(e, name, element, known(length, p), p);
      case ArrayLiteral(Type element, List<Expr> elements) ->
          create(e, name, elements.stream().map(x -> eval(x, name)).toList());
      case ArrayLoad(Expr array, Expr index, Position p) ->
          evaluator.arrays().load(eval(array), scalar(index), p);
      case ArrayLength(Expr array) -> integer(Arrays.length(eval(array)));
      case ArrayCopy(Expr array) ->
          evaluator.arrays().copy(e, name, eval(array), evaluator.position());
      case EnumImm(Type.EnumType type, String constant) -> new EnumValue(type, constant);
      case Same(Expr a, Expr b) -> new Scalar(Expr.bool(eval(a).equals(eval(b))));
      case TextImm(String text) -> new Text(text);
      case Join(List<Expr> parts) ->
          new Text(parts.stream().map(this::eval).map(Value::toString).reduce("", String::concat));
      case NewObject(Type.ObjectType type, List<String> fields, List<Expr> values, Position p) ->
          object(fields, values, p);
      case Field(Expr object, String field, Type type) -> field(object, field);
      case Invoke call -> evaluator.invoke(call, name);
    };
  }

  private Scalar integer(int value) {
    return new Scalar(Expr.int32(value));
  }

  private Value create(Expr site, String name, List<? extends Value> elements) {
    return evaluator.arrays().create(site, name, elements, evaluator.position());
  }

  /** An object, of which there must be one. */
  ObjectValue object(Expr e) {
    if (eval(e) instanceof ObjectValue object) {
      return object;
    }
    throw evaluator.error(Message.NO_OBJECT, evaluator.position());
  }

  private Value field(Expr object, String field) {
    Value value = object(object).get(field);
    if (value == null) {
      throw evaluator.error(Message.NO_VALUE, evaluator.position(), field);
    }
    return value;
  }

  private Value object(List<String> fields, List<Expr> values, Position p) {
    Map<String, Value> object = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      object.put(field, evaluator.variables().keep(field, eval(values.get(i), field), p));
    }
    return ObjectValue.of(object, evaluator.residue().depth());
  }

  /** One of two values; what a side does on the device is done only if it is chosen. */
  private Value choose(Expr condition, Supplier<Value> then, Supplier<Value> otherwise) {
    if (condition instanceof IntImm) {
      return condition.isBool(true) ? then.get() : otherwise.get();
    }
    Value[] values = new Value[2];
    Seq a = branch(condition, () -> values[0] = then.get());
    Seq b = branch(Fold.not(condition), () -> values[1] = otherwise.get());
    if (!(values[0] instanceof Scalar(Expr x)) || !(values[1] instanceof Scalar(Expr y))) {
      evaluator.demands().demand(condition, evaluator.position(), Message.CONDITION_ON_DATA);
      throw new IllegalStateException("demand returned");
    }
    if (a.isEmpty() && b.isEmpty()) {
      return new Scalar(select(condition, x, y));
    }
    Position p = evaluator.position();
    Buffer cell = Buffer.of("chosen", (DataType) x.type(), List.of());
    evaluator.emit(new Allocate(cell, StorageScope.LOCAL, p));
    evaluator.emit(new IfThenElse(condition, storing(a, cell, x, p), storing(b, cell, y, p), p));
    return evaluator.variables().keep("chosen", Variables.load(cell), p);
  }

  private Seq branch(Expr condition, Runnable inside) {
    return evaluator.residue().within(new Context.Branch(condition), inside);
  }

  private static Expr select(Expr condition, Expr x, Expr y) {
    if (y.isBool(false)) {
      return Fold.binary(BinaryOp.AND, condition, x);
    }
    return x.isBool(true) ? Fold.binary(BinaryOp.OR, condition, y) : Fold.select(condition, x, y);
  }

  private static Seq storing(Seq before, Buffer cell, Expr value, Position p) {
    List<Stmt> statements = new ArrayList<>(before.statements());
    statements.add(new BufferStore(cell, List.of(), value, p));
    return new Seq(statements);
  }
}
