package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Callees;
import dev.demitasse.compiler.eval.Evaluator;
import dev.demitasse.compiler.eval.Value;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import java.util.Optional;

/** Runs the constructor of a network: attributes, parts, and zeros that states begin with. */
public final class Construct implements Evaluator.Tensors {

  private Construct() {}

  /**
   * The object that {@code new} makes.
   *
   * @param fusedMac whether {@code mac} rounds once
   * @throws UserError if a constructor does what cannot be done at build time
   */
  public static ObjectValue run(NetworkDecl network, IrModule generic, boolean fusedMac) {
    PrimFunc constructor = generic.find(network.constructor()).orElseThrow();
    Callees callees = new Callees(generic, fusedMac);
    return (ObjectValue)
        Evaluator.run(callees, constructor, List.of(), Construct::new, true).result();
  }

  @Override
  public TensorValue zeros(
      Evaluator e, String name, DataType element, List<Integer> shape, Position p) {
    return new TensorValue(Buffer.of(name, element, shape));
  }

  @Override
  public Optional<TensorValue> copy(Evaluator e, String name, TensorValue from, Position p) {
    return Optional.of(from); // which nothing can change
  }

  @Override
  public void access(Evaluator e, TensorValue tensor, Position p) {
    throw e.error(Message.NETWORK_ELEMENT, p, tensor.buffer().name());
  }

  @Override
  public Optional<Value> call(Evaluator e, PrimFunc callee, List<Value> arguments, Invoke invoke) {
    if (callee.isOperator()) {
      throw e.error(Message.CONSTRUCTOR_OPERATOR, invoke.position(), callee.userName());
    }
    return Optional.empty();
  }
}
