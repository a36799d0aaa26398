package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Evaluator;
import dev.demitasse.compiler.eval.Specialiser;
import dev.demitasse.compiler.eval.Value;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a method that calls operators with the shapes its author gives as an example. */
public final class Examples implements Evaluator.Tensors {
  private final Specialiser specialiser;
  private final Map<PrimFunc, Position> called = new LinkedHashMap<>();

  private Examples(Specialiser specialiser) {
    this.specialiser = specialiser;
  }

  /**
   * The functions that an example calls, specialised, with the place of the call.
   *
   * @param fusedMac whether {@code mac} rounds once
   * @throws UserError if an operator cannot have the shapes it is given
   */
  public static Map<PrimFunc, Position> run(PrimFunc example, IrModule generic, boolean fusedMac) {
    Specialiser specialiser = new Specialiser(generic, fusedMac);
    Examples[] attempt = new Examples[1];
    Evaluator.run(
        specialiser.callees(),
        example,
        List.of(),
        () -> attempt[0] = new Examples(specialiser),
        true);
    Map<PrimFunc, Position> called = attempt[0].called;
    specialiser.callees().scalarFunctions().forEach(f -> called.put(f, example.position()));
    return called;
  }

  /** A tensor of any content. */
  @Override
  public TensorValue zeros(
      Evaluator e, String name, DataType element, List<Integer> shape, Position p) {
    return new TensorValue(Buffer.of(name, element, shape));
  }

  @Override
  public void access(Evaluator e, TensorValue tensor, Position p) {
    throw e.error(Message.NETWORK_ELEMENT, p, tensor.buffer().name());
  }

  @Override
  public Optional<Value> call(Evaluator e, PrimFunc callee, List<Value> arguments, Invoke call) {
    if (!callee.isOperator()) {
      return Optional.empty();
    }
    Specialiser.Specialised specialised =
        e.explained(callee, call.position(), () -> specialiser.specialise(callee, arguments));
    called.putIfAbsent(specialised.function(), call.position());
    return Optional.of(
        specialised.result().mapTensors("y", (name, b) -> Buffer.of(name, b.element(), b.shape())));
  }
}
