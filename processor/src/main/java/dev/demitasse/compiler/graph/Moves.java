package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.eval.Views;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a network that are no operators of anybody: copies and fills. */
final class Moves {
  private final Map<List<Object>, PrimFunc> made = new HashMap<>();

  /** Copies the elements of a view, in row-major order, to one of as many. */
  OperatorCall copy(Buffer from, Buffer to, Position p) {
    PrimFunc function =
        made.computeIfAbsent(
            List.of("copy", from.element(), from.shape(), from.strides(), to.shape(), to.strides()),
            key -> {
              Var x = Var.of("x", from.data().type());
              Buffer in = new Buffer(x, from.shape(), from.strides(), Expr.int32(0));
              Var y = Var.of("y", from.data().type());
              Buffer out = new Buffer(y, to.shape(), to.strides(), Expr.int32(0));
              return function("copy", List.of(in, out), Views.copy(in, out, Position.NONE));
            });
    return new OperatorCall("Copy", "copy", function, List.of(from), List.of(to), p);
  }

  /** Makes all elements of a whole tensor zero. */
  OperatorCall clear(Buffer tensor, Position p) {
    return fill("Zeros", tensor, Expr.zero(tensor.element()), p);
  }

  /** Gives all elements of a whole tensor a value. */
  OperatorCall fill(Buffer tensor, Expr value, Position p) {
    return fill("Fill", tensor, value, p);
  }

  private OperatorCall fill(String title, Buffer tensor, Expr value, Position p) {
    String label = Names.snakeCase(title);
    PrimFunc function =
        made.computeIfAbsent(
            List.of(label, value, tensor.shape()),
            key -> {
              Buffer out = Buffer.of("y", tensor.element(), tensor.shape());
              return function(label, List.of(out), Views.fill(out, value, Position.NONE));
            });
    return new OperatorCall(title, label, function, List.of(), List.of(tensor), p);
  }

  private static PrimFunc function(String symbol, List<Buffer> parameters, Stmt body) {
    Map<Var, Buffer> buffers = new LinkedHashMap<>();
    parameters.forEach(b -> buffers.put(b.data(), b));
    return new PrimFunc(
        PrimFunc.Kind.OPERATOR,
        symbol,
        List.copyOf(buffers.keySet()),
        buffers,
        Type.VOID,
        new Seq(List.of(body)),
        Position.NONE);
  }
}
