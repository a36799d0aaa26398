package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.GenericExpr.Dim;
import dev.demitasse.compiler.ir.GenericExpr.TensorLoad;
import dev.demitasse.compiler.ir.GenericExpr.View;
import dev.demitasse.compiler.ir.GenericStmt.TensorStore;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tensors: their extents, their elements, and other ways to look at them. */
final class TensorExprs {

  /** An element of a buffer. */
  private record Element(Buffer buffer, List<Expr> indices) {}

  private final Evaluator evaluator;
  private final Expressions expressions;

  TensorExprs(Evaluator evaluator, Expressions expressions) {
    this.evaluator = evaluator;
    this.expressions = expressions;
  }

  Value dim(Dim dim) {
    Buffer buffer = expressions.tensor(dim.tensor()).buffer();
    int d = expressions.known(dim.axis(), dim.position());
    if (d < 0 || d >= buffer.rank()) {
      throw evaluator.error(Message.AXIS, dim.position(), d, buffer.rank(), buffer.name());
    }
    return new Scalar(Expr.int32(buffer.shape().get(d)));
  }

  Value load(TensorLoad load) {
    TensorValue tensor = expressions.tensor(load.tensor());
    evaluator.tensors().access(evaluator, tensor, load.position());
    Element at = element(tensor, load.indices(), load.position());
    return new Scalar(new BufferLoad(at.buffer(), at.indices(), load.position()));
  }

  void store(TensorStore store) {
    Position p = store.position();
    TensorValue tensor = expressions.tensor(store.tensor());
    evaluator.tensors().access(evaluator, tensor, p);
    evaluator.requireOwn(tensor, p);
    Element at = element(tensor, store.indices(), p);
    Expr value = expressions.scalar(store.value());
    evaluator.emit(new BufferStore(at.buffer(), at.indices(), value, p));
  }

  private Element element(TensorValue tensor, List<Expr> indices, Position p) {
    Buffer buffer = tensor.buffer();
    List<Expr> values = new ArrayList<>();
    for (Expr index : indices) {
      Value value = expressions.eval(index);
      if (value instanceof Scalar(Expr e)) {
        values.add(e);
      } else {
        evaluator.arrays().elements(value, p).forEach(v -> values.add(((Scalar) v).expr()));
      }
    }
    if (values.size() == buffer.rank()) {
      return new Element(buffer, values);
    }
    if (values.size() != 1) {
      throw evaluator.error(Message.INDEX_COUNT, p, values.size(), buffer.name(), buffer.rank());
    }
    return Views.linear(buffer, values.get(0), Element::new);
  }

  Value view(View view, String name) {
    TensorValue tensor = expressions.tensor(view.tensor());
    Buffer b = tensor.buffer();
    List<Value> xs = view.arguments().stream().map(expressions::eval).toList();
    Position p = view.position();
    Demands demands = evaluator.demands();
    try {
      return switch (view.kind()) {
        case RESHAPE -> new TensorValue(Views.reshape(b, demands.shape(xs.get(0), p)));
        case SLICE -> {
          int axis = demands.known(number(xs.get(0)), p);
          int length = demands.known(number(xs.get(2)), p);
          Expr start = evaluator.variables().now("start", number(xs.get(1)), p);
          yield new TensorValue(Views.slice(b, axis, start, length, p));
        }
        case TRANSPOSE -> new TensorValue(Views.transpose(b, demands.ints(xs.get(0), p)));
        case BROADCAST -> new TensorValue(Views.broadcast(b, demands.shape(xs.get(0), p)));
        case ROW -> {
          Expr row = evaluator.variables().now("row", number(xs.get(0)), p);
          yield new TensorValue(Views.row(b, row, p));
        }
        case COPY -> copy(name, tensor, p);
      };
    } catch (IllegalArgumentException impossible) {
      throw evaluator.error(Message.VIEW, p, impossible.getMessage());
    }
  }

  private static Expr number(Value value) {
    return ((Scalar) value).expr();
  }

  private Value copy(String name, TensorValue tensor, Position p) {
    Optional<TensorValue> whole = evaluator.tensors().copy(evaluator, name, tensor, p);
    if (whole.isPresent()) {
      return whole.get();
    }
    Buffer from = tensor.buffer();
    evaluator.tensors().access(evaluator, tensor, p);
    TensorValue to = evaluator.tensors().zeros(evaluator, name, from.element(), from.shape(), p);
    evaluator.emit(Views.copy(from, to.buffer(), p));
    return to;
  }
}
