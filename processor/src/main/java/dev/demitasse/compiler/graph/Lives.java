package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import dev.demitasse.compiler.plan.StepOrder;
import dev.demitasse.compiler.plan.StepOrder.Memory;
import dev.demitasse.compiler.plan.StepOrder.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the calls of a network touch, as plain numbers, and so how much lives at once.
 *
 * @param steps the calls
 * @param memory all that they touch; without bytes if it does not lie in the workspace
 */
record Lives(List<Step> steps, List<Memory> memory) {

  /**
   * Of the calls in their order.
   *
   * @param withPorts whether inputs and outputs lie in the workspace, too
   */
  static Lives of(NetworkGraph graph, boolean withPorts) {
    Set<Var> inputs = new HashSet<>();
    graph.inputs().forEach(port -> inputs.add(port.buffer().data()));
    Set<Var> outputs = new HashSet<>();
    graph.outputs().forEach(port -> outputs.add(port.buffer().data()));
    Set<Var> elsewhere = new HashSet<>();
    graph.constants().forEach(constant -> elsewhere.add(constant.buffer().data()));
    graph.states().forEach(state -> elsewhere.add(state.buffer().data()));
    if (!withPorts) {
      elsewhere.addAll(inputs);
      elsewhere.addAll(outputs);
    }
    Map<Var, Integer> index = new HashMap<>();
    List<Memory> memory = new ArrayList<>();
    graph
        .wholes()
        .forEach((data, whole) -> {
          long bytes = elsewhere.contains(data) ? 0 : whole.bytes();
          index.put(data, memory.size());
          memory.add(new Memory(bytes, inputs.contains(data), outputs.contains(data)));
        });
    List<Step> steps = new ArrayList<>();
    for (OperatorCall call : graph.calls()) {
      List<Integer> reads = call.inputs().stream().map(b -> index.get(b.data())).toList();
      List<Integer> writes = call.outputs().stream().map(b -> index.get(b.data())).toList();
      steps.add(new Step(reads, writes, scratch(call)));
    }
    return new Lives(steps, memory);
  }

  /** The most bytes that live at one call: no workspace is smaller, unless calls work in place. */
  long peak() {
    return peak(Stream.iterate(0, i -> i + 1).limit(steps.size()).toList());
  }

  /** The same, with the calls in another order. */
  long peak(List<Integer> order) {
    return StepOrder.peak(steps, memory, order);
  }

  private static long scratch(OperatorCall call) {
    long[] bytes = {0};
    Walk.stmts(
        call.function().body(),
        s -> {
          if (s instanceof Allocate(Buffer b, StorageScope scope, var p)
              && scope == StorageScope.WORKSPACE) {
            bytes[0] += b.bytes();
          }
        });
    return bytes[0];
  }
}
