package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A small model.
 *
 * @param operator what it is about, as in the schema of models
 * @param type what that reads
 * @param network its inputs and output; the body is empty
 * @param model the file
 * @param byHand the same as calls of our operators, where the model is not translated one by one
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record ImportCase(
    String operator,
    ElementType type,
    NetworkCase network,
    byte[] model,
    Optional<Function<List<Tensor<?>>, Tensor<?>>> byHand) {

  /** The name of the model's file. */
  String file() {
    return network.className() + ".tflite";
  }

  /** All that a user writes. */
  String source() {
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < network.inputs().size(); i++) {
      parameters
          .append(i == 0 ? "" : ", ")
          .append(network.inputs().get(i).type().tensorName())
          .append(' ')
          .append(NetworkCase.inputName(i));
    }
    return """
    import dev.demitasse.*;

    @Network(model = "%s", name = "%s")
    public interface %s {
      %s run(%s);
    }
    """
        .formatted(
            file(),
            network.cName(),
            network.className(),
            network.result().tensorName(),
            parameters);
  }

  @Override
  public String toString() {
    return network.className();
  }
}
