package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.transform.ShareFunctions;
import dev.demitasse.compiler.transform.ShareFunctions.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets calls whose functions came out alike call one, and give it the numbers that differ. */
public final class ShareCalls {
  private static final String NAME = "share-functions";

  private ShareCalls() {}

  public static NetworkGraph run(NetworkGraph graph) {
    Map<PrimFunc, Map<String, Expr>> functions = new LinkedHashMap<>();
    graph.calls().forEach(call -> functions.putIfAbsent(call.function(), call.attributes()));
    Map<PrimFunc, Shared> shared = ShareFunctions.run(functions);
    List<OperatorCall> calls =
        graph.calls().stream().map(call -> call.with(shared.get(call.function()))).toList();
    return graph.withCalls(calls).withRemarks(remarks(calls));
  }

  /** Which calls share a function, and which do not though their shapes are the same. */
  private static List<Remark> remarks(List<OperatorCall> calls) {
    Map<PrimFunc, List<OperatorCall>> users = new LinkedHashMap<>();
    Map<List<Object>, Set<PrimFunc>> alike = new LinkedHashMap<>();
    for (OperatorCall call : calls) {
      users.computeIfAbsent(call.function(), f -> new ArrayList<>()).add(call);
      alike.computeIfAbsent(shapes(call), s -> new LinkedHashSet<>()).add(call.function());
    }
    List<Remark> remarks = new ArrayList<>();
    users.values().stream()
        .filter(list -> list.size() > 1)
        .forEach(list -> remarks.add(shared(list)));
    alike.values().stream()
        .filter(set -> set.size() > 1)
        .forEach(set -> remarks.add(apart(set, users)));
    return remarks;
  }

  private static List<Object> shapes(OperatorCall call) {
    List<Object> shapes = new ArrayList<>(List.of(call.title()));
    call.arguments().forEach(b -> shapes.add(List.of(b.element(), b.shape())));
    return shapes;
  }

  private static Remark shared(List<OperatorCall> calls) {
    OperatorCall first = calls.get(0);
    int numbers = first.scalars().size();
    return Remark.applied(
        NAME,
        first.title(),
        "%d calls call one function%s"
            .formatted(
                calls.size(),
                numbers == 0
                    ? ""
                    : ", with %d number%s".formatted(numbers, numbers == 1 ? "" : "s")),
        first.position());
  }

  private static Remark apart(Set<PrimFunc> functions, Map<PrimFunc, List<OperatorCall>> users) {
    OperatorCall first = users.get(functions.iterator().next()).get(0);
    return Remark.missed(
        NAME,
        first.title(),
        "%d functions for the same shapes: they differ in more than numbers that may be parameters"
            .formatted(functions.size()),
        first.position());
  }
}
