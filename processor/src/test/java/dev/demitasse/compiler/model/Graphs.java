package dev.demitasse.compiler.model;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.model.Argument.Call;
import dev.demitasse.compiler.model.Argument.Of;
import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small graphs in few words. */
final class Graphs {
  private Graphs() {}

  static ModelTensor f32(String name, Integer... shape) {
    return new ModelTensor(name, ElementType.F32, List.of(shape), Optional.empty(), false);
  }

  static ModelTensor i8(String name, Quantization q, Integer... shape) {
    return new ModelTensor(name, ElementType.I8, List.of(shape), Optional.of(q), false);
  }

  static ModelTensor constant(ModelTensor t) {
    return new ModelTensor(t.name(), t.type(), t.shape(), t.quantization(), true);
  }

  /** A call of an operator with tensors, other arguments, or both. */
  static Node node(ModelTensor result, String operator, Object... arguments) {
    List<Argument> all =
        Arrays.stream(arguments)
            .map(a -> a instanceof ModelTensor t ? new Of(t) : (Argument) a)
            .toList();
    return new Node(result, new Call(operator, all));
  }

  static ModelGraph graph(List<ModelTensor> inputs, List<ModelTensor> outputs, Node... nodes) {
    return new ModelGraph("A model.", inputs, List.of(nodes), outputs);
  }
}
