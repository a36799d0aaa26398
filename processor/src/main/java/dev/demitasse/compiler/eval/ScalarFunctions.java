package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The helpers from scalars to a scalar that operators call on the device, each specialised once.
 */
public final class ScalarFunctions {
  private final IrModule generic;
  private final Map<String, Optional<PrimFunc>> specialised = new LinkedHashMap<>();

  public ScalarFunctions(IrModule generic) {
    this.generic = generic;
  }

  /** Those called so far, callees before callers. */
  public List<PrimFunc> all() {
    return specialised.values().stream().flatMap(Optional::stream).toList();
  }

  Expr call(PrimFunc callee, List<Value> arguments, Position position) {
    String symbol = callee.symbol();
    if (!specialised.containsKey(symbol)) {
      specialised.put(symbol, Optional.empty());
      PrimFunc function = specialise(callee);
      // Behind the callees, which came in while this one was made.
      specialised.remove(symbol);
      specialised.put(symbol, Optional.of(function));
    } else if (specialised.get(symbol).isEmpty()) {
      throw new UserError(Message.RECURSION, position, callee.userName());
    }
    List<Expr> values = arguments.stream().map(a -> ((Scalar) a).expr()).toList();
    return new Expr.Call(symbol, values, callee.result());
  }

  private PrimFunc specialise(PrimFunc callee) {
    List<Var> parameters = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (Var p : callee.parameters()) {
      Var parameter = Var.of(p.name(), p.type());
      parameters.add(parameter);
      values.add(new Scalar(parameter));
    }
    Evaluator.Outcome outcome = Evaluator.run(generic, callee, values, NoTensors::new, this, false);
    return new PrimFunc(
        callee.kind(),
        callee.symbol(),
        parameters,
        Map.of(),
        callee.result(),
        outcome.body(),
        callee.position());
  }

  /** There are none in a function of scalars. */
  private record NoTensors() implements Evaluator.Tensors {
    @Override
    public TensorValue zeros(
        Evaluator e, String name, DataType element, List<Integer> shape, Position p) {
      throw e.error(Message.TENSOR_IN_SCALAR_FUNCTION, p, name);
    }

    @Override
    public void access(Evaluator e, TensorValue tensor, Position p) {}

    @Override
    public Optional<Value> call(Evaluator e, PrimFunc callee, List<Value> arguments, Invoke call) {
      return Optional.empty();
    }
  }
}
