package dev.demitasse.compiler.model;

import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a model in runs that are short enough to be read, and to be methods on the JVM. A
 * run ends, where it can, where one tensor leads on.
 */
final class Blocks {
  /** Runs do not end earlier. */
  private static final int FEWEST = 6;

  /** Runs end here or earlier if one tensor leads on there. */
  private static final int USUAL = 16;

  /** Runs end here or earlier. */
  private static final int MOST = 48;

  /**
   * A run.
   *
   * @param inputs what it reads of what is made before it
   * @param outputs what is read of it behind it
   */
  record Block(List<ModelTensor> inputs, List<Node> nodes, List<ModelTensor> outputs) {}

  private final ModelGraph graph;

  /** By tensor, the number of the node that makes it, -1 for inputs of the model. */
  private final Map<ModelTensor, Integer> made = new HashMap<>();

  /** By tensor, the number of the node that reads it last. */
  private final Map<ModelTensor, Integer> last = new HashMap<>();

  /** How many tensors lead from the nodes before a number to those behind. */
  private final int[] alive;

  private Blocks(ModelGraph graph) {
    this.graph = graph;
    int count = graph.nodes().size();
    graph.inputs().forEach(t -> made.put(t, -1));
    for (int i = 0; i < count; i++) {
      Node node = graph.nodes().get(i);
      made.put(node.result(), i);
      for (ModelTensor t : (Iterable<ModelTensor>) node.value().tensors()::iterator) {
        last.put(t, i);
      }
    }
    graph.outputs().forEach(t -> last.put(t, count));
    alive = new int[count + 2];
    made.forEach((t, at) -> {
      alive[at + 1]++;
      alive[last.getOrDefault(t, at) + 1]--;
    });
    Arrays.parallelPrefix(alive, Integer::sum);
  }

  static List<Block> of(ModelGraph graph) {
    return new Blocks(graph).blocks();
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int count = graph.nodes().size();
    for (int begin = 0; begin < count; ) {
      int end = end(begin, count);
      blocks.add(block(begin, end));
      begin = end;
    }
    return blocks;
  }

  private int end(int begin, int count) {
    if (count - begin <= USUAL) {
      return count;
    }
    for (int end = begin + USUAL; end >= begin + FEWEST; end--) {
      if (alive[end] == 1) {
        return end;
      }
    }
    for (int end = begin + USUAL; end < Math.min(begin + MOST, count); end++) {
      if (alive[end] == 1) {
        return end;
      }
    }
    return Math.min(begin + MOST, count);
  }

  private Block block(int begin, int end) {
    Set<ModelTensor> inputs = new LinkedHashSet<>();
    List<ModelTensor> outputs = new ArrayList<>();
    List<Node> nodes = graph.nodes().subList(begin, end);
    for (Node node : nodes) {
      node.value().tensors().filter(t -> made.getOrDefault(t, end) < begin).forEach(inputs::add);
      if (last.getOrDefault(node.result(), -1) >= end) {
        outputs.add(node.result());
      }
    }
    return new Block(List.copyOf(inputs), nodes, outputs);
  }
}
