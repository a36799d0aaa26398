package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.transform.ShareFunctions;
import dev.demitasse.compiler.transform.ShareFunctions.Shared;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets calls whose functions came out alike call one, and give it the numbers that differ. */
public final class ShareCalls {

  private ShareCalls() {}

  public static NetworkGraph run(NetworkGraph graph) {
    Map<PrimFunc, Map<String, Expr>> functions = new LinkedHashMap<>();
    graph.calls().forEach(call -> functions.putIfAbsent(call.function(), call.attributes()));
    Map<PrimFunc, Shared> shared = ShareFunctions.run(functions);
    return graph.withCalls(
        graph.calls().stream().map(call -> call.with(shared.get(call.function()))).toList());
  }
}
