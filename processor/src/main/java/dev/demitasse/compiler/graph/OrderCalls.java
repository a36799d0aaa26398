package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.plan.StepOrder;
import java.util.List;

/**
 * Puts calls that do not need each other in the order in which the least lives between operators at
 * once.
 */
public final class OrderCalls {
  private static final String PASS = "order-calls";

  private OrderCalls() {}

  /**
   * The network with its calls in a better order, if there is one.
   *
   * @param withPorts whether inputs and outputs lie in the workspace, too
   */
  public static NetworkGraph run(NetworkGraph graph, boolean withPorts) {
    Lives lives = Lives.of(graph, withPorts);
    List<Integer> order = StepOrder.of(lives.steps(), lives.memory());
    long before = lives.peak();
    long after = lives.peak(order);
    if (after >= before) {
      return graph;
    }
    String brought = "%d bytes live at once instead of %d".formatted(after, before);
    return graph
        .withCalls(order.stream().map(graph.calls()::get).toList())
        .withRemarks(List.of(Remark.applied(PASS, "all calls", brought, Position.NONE)));
  }
}
