package dev.demitasse.compiler.model;

import static dev.demitasse.compiler.model.Graphs.f32;
import static dev.demitasse.compiler.model.Graphs.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.model.Blocks.Block;
import dev.demitasse.compiler.model.ModelGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {
  private static final ModelTensor X = t(0);

  private static ModelTensor t(int i) {
    return f32("t" + i, 4);
  }

  /** {@code t(i + 1) = Relu(t(i))}, but where a node is given for the result. */
  private static ModelGraph chain(int length, Node... others) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      nodes.add(node(t(i + 1), "Relu", t(i)));
    }
    for (Node other : others) {
      nodes.replaceAll(n -> n.result().equals(other.result()) ? other : n);
    }
    return new ModelGraph("A model.", List.of(X), nodes, List.of(t(length)));
  }

  private static List<Integer> sizes(List<Block> blocks) {
    return blocks.stream().map(b -> b.nodes().size()).toList();
  }

  private static void assertComplete(ModelGraph graph, List<Block> blocks) {
    assertEquals(graph.nodes(), blocks.stream().flatMap(b -> b.nodes().stream()).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16})
  void fewNodesAreOneBlock(int length) {
    ModelGraph graph = chain(length);
    Block whole = new Block(List.of(X), graph.nodes(), List.of(t(length)));
    assertEquals(List.of(whole), Blocks.of(graph));
  }

  @Test
  void noNodesAreNoBlock() {
    assertEquals(List.of(), Blocks.of(chain(0)));
  }

  @Test
  void aChainIsCutAtTheUsualLength() {
    ModelGraph graph = chain(40);
    List<Block> blocks = Blocks.of(graph);
    assertEquals(List.of(16, 16, 8), sizes(blocks));
    assertComplete(graph, blocks);
    assertEquals(List.of(t(16)), blocks.get(1).inputs());
    assertEquals(List.of(t(32)), blocks.get(1).outputs());
  }

  @Test
  void theCutIsWhereOneTensorLeadsOn() {
    List<Block> blocks = Blocks.of(chain(40, node(t(20), "Add", t(19), t(12))));
    assertEquals(12, blocks.get(0).nodes().size()); // t(12) is alive from 12 to 19
    assertEquals(List.of(t(12)), blocks.get(0).outputs());
    assertEquals(List.of(t(12)), blocks.get(1).inputs());
  }

  @Test
  void theCutMayBeLaterThanUsual() {
    List<Block> blocks = Blocks.of(chain(60, node(t(30), "Add", t(29), t(2))));
    assertEquals(30, blocks.get(0).nodes().size());
    assertEquals(List.of(t(30)), blocks.get(0).outputs());
  }

  @Test
  void severalTensorsLeadOnFromALongBlock() {
    ModelGraph graph = chain(100, node(t(100), "Add", t(99), X), node(t(90), "Add", t(89), t(3)));
    List<Block> blocks = Blocks.of(graph);
    assertComplete(graph, blocks);
    assertEquals(List.of(48, 48, 4), sizes(blocks));
    assertEquals(List.of(X), blocks.get(0).inputs());
    assertEquals(List.of(t(3), t(48)), blocks.get(0).outputs());
    assertEquals(List.of(t(48), t(3)), blocks.get(1).inputs());
    assertEquals(List.of(t(96)), blocks.get(1).outputs());
    assertEquals(List.of(t(96), X), blocks.get(2).inputs());
  }

  @Test
  void outputsOfTheModelLeadOn() {
    ModelGraph chain = chain(100);
    ModelGraph graph =
        new ModelGraph("A model.", chain.inputs(), chain.nodes(), List.of(t(100), t(5)));
    List<Block> blocks = Blocks.of(graph);
    assertEquals(List.of(t(5), t(48)), blocks.get(0).outputs());
    assertEquals(List.of(t(48)), blocks.get(1).inputs());
  }

  @Test
  void everyBlockReadsWhatWasMadeBeforeIt() {
    Node[] others =
        IntStream.range(2, 200)
            .filter(i -> i % 3 == 0)
            .mapToObj(i -> node(t(i), "Add", t(i - 1), t(i * 5 / 7)))
            .toArray(Node[]::new);
    List<ModelTensor> made = new ArrayList<>(List.of(X));
    for (Block block : Blocks.of(chain(200, others))) {
      assertTrue(block.nodes().size() <= 48);
      assertTrue(made.containsAll(block.inputs()));
      made.addAll(block.outputs());
      List<ModelTensor> inside = new ArrayList<>(block.inputs());
      for (Node node : block.nodes()) {
        assertTrue(node.value().tensors().allMatch(inside::contains), node::toString);
        inside.add(node.result());
      }
    }
    assertTrue(made.contains(t(200)));
  }
}
