package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.Map;

/**
 * The object that a network is, as its constructor made it, its weights and states bound.
 *
 * @param root the object of the network's class
 * @param weights the arrays that its fields have, each once
 * @param states its states, those of its parts, too
 * @param placements of some of these, by their memory
 */
public record NetworkObject(
    ObjectValue root, List<Constant> weights, List<Slot> states, Map<Var, Placement> placements) {

  /**
   * The field that has a state.
   *
   * @param owner the object
   * @param field its name there
   */
  public record Slot(ObjectValue owner, String field, State state, Position position) {

    /** Lets the field have what it has at the begin of a run. */
    void begin() {
      owner.set(field, new TensorValue(state.buffer()));
    }

    /** What the field has now. */
    Buffer value() {
      return ((TensorValue) owner.get(field)).buffer();
    }
  }

  public NetworkObject {
    weights = List.copyOf(weights);
    states = List.copyOf(states);
    placements = Map.copyOf(placements);
  }
}
