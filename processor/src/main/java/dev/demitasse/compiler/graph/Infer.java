package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Evaluator;
import dev.demitasse.compiler.eval.Specialiser;
import dev.demitasse.compiler.eval.Value;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.graph.NetworkDecl.Input;
import dev.demitasse.compiler.graph.NetworkDecl.RecordInput;
import dev.demitasse.compiler.graph.NetworkDecl.TensorInput;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.NetworkObject.Slot;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the method of a network with its shapes, and notes the operators it calls. This is the last
 * stage in which the user can be wrong.
 */
public final class Infer {
  private final NetworkDecl network;
  private final NetworkObject object;
  private final Moves moves = new Moves();
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Map<Var, Placement> placements;
  private List<OperatorCall> calls = List.of();

  private Infer(NetworkDecl network, NetworkObject object) {
    this.network = network;
    this.object = object;
    this.placements = new HashMap<>(object.placements());
  }

  /**
   * The graph of a network.
   *
   * @param object what its constructor made
   * @param generic everything it may call, as lowered from Java
   * @param fusedMac whether {@code mac} rounds once
   * @param prefix what C symbols begin with, before the name of the network: {@code tvmgen}
   * @throws UserError if the network or an operator it calls is wrong
   */
  public static NetworkGraph run(
      NetworkDecl network,
      NetworkObject object,
      IrModule generic,
      boolean fusedMac,
      String prefix) {
    return new Infer(network, object).graph(generic, new Specialiser(generic, fusedMac), prefix);
  }

  private NetworkGraph graph(IrModule generic, Specialiser specialiser, String prefix) {
    List<Value> arguments = new ArrayList<>();
    arguments.add(object.root());
    network.inputs().forEach(input -> arguments.add(argument(input)));
    RecordCalls[] recorded = new RecordCalls[1];
    PrimFunc entry = generic.find(network.entry()).orElseThrow();
    Evaluator.Outcome outcome =
        Evaluator.run(
            specialiser.callees(),
            entry,
            arguments,
            () -> {
              object.states().forEach(Slot::begin);
              recorded[0] = new RecordCalls(specialiser, moves, object.states());
              return recorded[0];
            },
            true);
    calls = recorded[0].calls();
    for (NetworkDecl.Output output : network.outputs()) {
      outputs.add(output(output, outcome.result(), entry.position()));
    }
    updateStates();
    placements.putAll(recorded[0].placements());
    List<State> states = usedStates();
    return new NetworkGraph(
            network.name(),
            prefix + "_" + network.name(),
            inputs,
            NetworkGraph.read(object.weights(), calls, states),
            states,
            calls,
            outputs,
            specialiser.callees().scalarFunctions())
        .withPlacements(placements);
  }

  private Value argument(Input input) {
    return switch (input) {
      case TensorInput t -> {
        Buffer buffer = Buffer.of(t.port(), t.element(), t.shape());
        inputs.add(new Port(t.port(), buffer, t.quantization()));
        t.placement().ifPresent(placement -> placements.put(buffer.data(), placement));
        yield new TensorValue(buffer);
      }
      case RecordInput r -> {
        Map<String, Value> components = new LinkedHashMap<>();
        r.components().forEach(c -> components.put(c.name(), argument(c)));
        yield ObjectValue.of(components);
      }
    };
  }

  /** A result as a buffer of its own, which the caller of the network can bring. */
  private Port output(NetworkDecl.Output output, Value result, Position p) {
    Value value = result;
    for (String component : output.path()) {
      value = ((ObjectValue) value).get(component);
    }
    Buffer tensor = ((TensorValue) value).buffer();
    if (isMade(tensor) && !isOutput(tensor)) {
      return new Port(output.port(), tensor, output.quantization());
    }
    Buffer copy = Buffer.of(output.port(), tensor.element(), tensor.shape());
    calls.add(moves.copy(tensor, copy, p));
    return new Port(output.port(), copy, output.quantization());
  }

  /** Whether this is all that a call has written. */
  private boolean isMade(Buffer tensor) {
    return tensor.isWhole()
        && calls.stream()
            .flatMap(call -> call.outputs().stream())
            .anyMatch(made -> made.data() == tensor.data() && made.size() == tensor.size());
  }

  private boolean isOutput(Buffer tensor) {
    return outputs.stream().anyMatch(port -> port.buffer().data() == tensor.data());
  }

  /** At the end of a run, when nobody reads the old values any more, states get their new ones. */
  private void updateStates() {
    List<Slot> changed = object.states().stream().filter(Infer::isChanged).toList();
    Set<Var> overwritten = new HashSet<>();
    changed.forEach(slot -> overwritten.add(slot.state().buffer().data()));
    List<OperatorCall> updates = new ArrayList<>();
    for (Slot slot : changed) {
      Buffer state = slot.state().buffer();
      Buffer value = slot.value();
      if (overwritten.contains(value.data())) {
        Buffer saved = Buffer.of(state.name() + "_next", value.element(), value.shape());
        calls.add(moves.copy(value, saved, slot.position()));
        value = saved;
      }
      updates.add(moves.copy(value, state, slot.position()));
    }
    calls.addAll(updates);
  }

  private static boolean isChanged(Slot slot) {
    Buffer state = slot.state().buffer();
    Buffer value = slot.value();
    return value.data() != state.data() || !value.isWhole();
  }

  private List<State> usedStates() {
    Set<Var> touched = new HashSet<>();
    calls.forEach(call -> call.arguments().forEach(b -> touched.add(b.data())));
    return object.states().stream()
        .map(Slot::state)
        .filter(state -> touched.contains(state.buffer().data()))
        .toList();
  }
}
