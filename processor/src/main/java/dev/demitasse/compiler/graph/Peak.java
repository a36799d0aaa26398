package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How much lies between the operators of a network at once, before any planning. */
final class Peak {

  private Peak() {}

  /**
   * The most bytes that live at one call: no workspace is smaller, unless calls work in place.
   *
   * @param withPorts whether inputs and outputs lie in the workspace, too
   */
  static long of(NetworkGraph graph, boolean withPorts) {
    Set<Var> brought = new HashSet<>();
    graph.constants().forEach(constant -> brought.add(constant.buffer().data()));
    graph.states().forEach(state -> brought.add(state.buffer().data()));
    Map<Var, Integer> first = new HashMap<>();
    Map<Var, Integer> last = new HashMap<>();
    for (int i = 0; i < graph.calls().size(); i++) {
      for (Buffer b : graph.calls().get(i).arguments()) {
        first.putIfAbsent(b.data(), i);
        last.put(b.data(), i);
      }
    }
    for (Port port : graph.inputs()) {
      first.put(port.buffer().data(), 0);
    }
    for (Port port : graph.outputs()) {
      last.put(port.buffer().data(), graph.calls().size() - 1);
    }
    if (!withPorts) {
      graph.inputs().forEach(port -> brought.add(port.buffer().data()));
      graph.outputs().forEach(port -> brought.add(port.buffer().data()));
    }
    long[] changes = new long[graph.calls().size() + 1];
    graph
        .wholes()
        .forEach((data, whole) -> {
          if (!brought.contains(data)) {
            changes[first.get(data)] += whole.bytes();
            changes[last.get(data) + 1] -= whole.bytes();
          }
        });
    long live = 0;
    long most = 0;
    for (int i = 0; i < graph.calls().size(); i++) {
      live += changes[i];
      most = Math.max(most, live + scratch(graph.calls().get(i)));
    }
    return most;
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
