package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Value.ArrayValue;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the functions of a module call. Helpers from scalars to a scalar become functions of the
 * device, each specialised once; tables are computed once.
 */
public final class Callees {
  private final IrModule generic;
  private final boolean fusedMac;
  private final Map<String, Optional<PrimFunc>> scalarFunctions = new LinkedHashMap<>();
  private final Map<String, UserError> refused = new HashMap<>();
  private final Map<String, Value> tables = new HashMap<>();

  /**
   * The callees among these functions.
   *
   * @param fusedMac whether {@code mac} rounds once
   */
  public Callees(IrModule generic, boolean fusedMac) {
    this.generic = generic;
    this.fusedMac = fusedMac;
  }

  boolean fusedMac() {
    return fusedMac;
  }

  Optional<PrimFunc> find(String symbol) {
    return generic.find(symbol);
  }

  /** The functions of scalars that are called on the device, callees before callers. */
  public List<PrimFunc> scalarFunctions() {
    return scalarFunctions.values().stream().flatMap(Optional::stream).toList();
  }

  /**
   * A call on the device.
   *
   * @throws UserError if a function for whatever arguments cannot be made
   */
  Expr call(PrimFunc callee, List<Value> arguments, Position position) {
    String symbol = callee.symbol();
    if (refused.containsKey(symbol)) {
      throw refused.get(symbol);
    }
    if (!scalarFunctions.containsKey(symbol)) {
      scalarFunctions.put(symbol, Optional.empty());
      PrimFunc function = specialise(callee);
      // Behind the callees, which came in while this one was made.
      scalarFunctions.remove(symbol);
      scalarFunctions.put(symbol, Optional.of(function));
    } else if (scalarFunctions.get(symbol).isEmpty()) {
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
    Evaluator.Outcome outcome;
    try {
      outcome = Evaluator.run(this, callee, values, NoTensors::new, false);
    } catch (UserError e) {
      scalarFunctions.remove(callee.symbol());
      refused.put(callee.symbol(), e);
      throw e;
    }
    return new PrimFunc(
        callee.kind(),
        callee.symbol(),
        parameters,
        Map.of(),
        callee.result(),
        outcome.body(),
        callee.position());
  }

  /** The value of a {@code static final} field. */
  Value table(PrimFunc table, Position position) {
    if (!tables.containsKey(table.symbol())) {
      tables.put(table.symbol(), null);
      Value value = compute(table, List.of());
      tables.put(
          table.symbol(), value instanceof ArrayValue array ? array.frozen(field(table)) : value);
    }
    Value value = tables.get(table.symbol());
    if (value == null) {
      throw new UserError(Message.RECURSION, position, table.userName());
    }
    return value;
  }

  /** The name of the field. */
  private static String field(PrimFunc table) {
    String name = table.userName();
    return name.substring(name.indexOf('.') + 1);
  }

  /** The value of a function of which all arguments are known and none is a tensor. */
  Value compute(PrimFunc function, List<Value> arguments) {
    return Evaluator.run(this, function, arguments, NoTensors::new, true).result();
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
