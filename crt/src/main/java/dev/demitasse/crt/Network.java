package dev.demitasse.crt;

import java.util.List;

/**
 * A network of a device, as it describes itself.
 *
 * @param name the prefix of its functions, such as {@code tvmgen_digits}
 * @param inputs what it reads, in order
 * @param outputs what it writes, in order
 * @param workspaces memory that it needs while it runs, and that holds its state between runs
 */
public record Network(
    String name, List<Tensor> inputs, List<Tensor> outputs, List<Tensor> workspaces) {
  /** A named tensor of a network. */
  public record Tensor(String name, TensorType type) {}

  /** Keeps copies of the lists. */
  public Network {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    workspaces = List.copyOf(workspaces);
  }

  /** Returns the name of the function that runs it. */
  public String function() {
    return name + "_run";
  }
}
