package dev.demitasse.compiler.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model as calls of operators.
 *
 * @param description one line on where it comes from
 * @param inputs what its caller brings, in order
 * @param nodes each computes from inputs, constants and the results of those before it
 * @param outputs what it returns, in order
 */
public record ModelGraph(
    String description, List<ModelTensor> inputs, List<Node> nodes, List<ModelTensor> outputs) {

  /**
   * A step.
   *
   * @param result the tensor that it makes
   * @param value how
   */
  public record Node(ModelTensor result, Argument value) {}

  public ModelGraph {
    inputs = List.copyOf(inputs);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /** The same graph with other nodes. */
  ModelGraph with(List<Node> others) {
    return new ModelGraph(description, inputs, others, outputs);
  }

  /** How often each tensor is read, by nodes and as an output. */
  Map<ModelTensor, Long> uses() {
    return Stream.concat(nodes.stream().flatMap(n -> n.value().tensors()), outputs.stream())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
