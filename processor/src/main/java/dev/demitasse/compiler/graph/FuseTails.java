package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.transform.FuseElementwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins element-wise operators with the operator that makes their input, where nobody else reads
 * what lies between the two. The tensor between needs no memory then, and no second pass over it.
 */
public final class FuseTails {

  /** Two functions joined at a parameter of the second. */
  private record Pair(PrimFunc producer, PrimFunc consumer, int input) {}

  private final Set<Var> outputs = new HashSet<>();
  private final Set<Var> states = new HashSet<>();
  private final Map<Var, Integer> readers = new HashMap<>();
  private final Map<Pair, Optional<PrimFunc>> joined = new HashMap<>();
  private final List<OperatorCall> done = new ArrayList<>();

  private FuseTails(NetworkGraph graph) {
    graph.outputs().forEach(port -> outputs.add(port.buffer().data()));
    graph.states().forEach(state -> states.add(state.buffer().data()));
    for (OperatorCall call : graph.calls()) {
      call.inputs().forEach(b -> readers.merge(b.data(), 1, Integer::sum));
    }
  }

  public static NetworkGraph run(NetworkGraph graph) {
    FuseTails pass = new FuseTails(graph);
    graph.calls().forEach(call -> pass.done.add(pass.fused(call)));
    return graph.withCalls(pass.done);
  }

  private static Map<String, Expr> attributes(OperatorCall producer, OperatorCall consumer) {
    Map<String, Expr> all = new LinkedHashMap<>(producer.attributes());
    consumer.attributes().forEach(all::putIfAbsent);
    return all;
  }

  /** The call, joined with the latest producer that it can be joined with. */
  private OperatorCall fused(OperatorCall consumer) {
    for (int i = done.size() - 1; i >= 0; i--) {
      OperatorCall producer = done.get(i);
      if (!canBeOne(producer.function(), consumer.function())
          || producer.outputs().size() != 1
          || consumer.outputs().size() != 1) {
        continue;
      }
      Buffer between = producer.outputs().get(0);
      int input = consumer.inputs().stream().map(Buffer::data).toList().indexOf(between.data());
      if (input < 0
          || !isPrivate(between)
          || !isAll(consumer.inputs().get(input), between)
          || replacesState(producer, consumer)) {
        continue;
      }
      String label = producer.label() + "_" + consumer.label();
      Optional<PrimFunc> function =
          joined.computeIfAbsent(
              new Pair(producer.function(), consumer.function(), input),
              p -> FuseElementwise.run(p.producer(), p.consumer(), p.input(), label));
      if (function.isPresent()) {
        done.remove(i);
        List<Buffer> inputs = new ArrayList<>(producer.inputs());
        List<Buffer> others = new ArrayList<>(consumer.inputs());
        others.remove(input);
        inputs.addAll(others);
        return new OperatorCall(
            producer.title() + ", " + consumer.title(),
            label,
            function.get(),
            inputs,
            consumer.outputs(),
            List.of(),
            attributes(producer, consumer),
            producer.position());
      }
    }
    return consumer;
  }

  /** The inside of a kernel is out of reach, and a function runs on one device. */
  private static boolean canBeOne(PrimFunc producer, PrimFunc consumer) {
    return producer.external().isEmpty()
        && consumer.external().isEmpty()
        && producer.device().equals(consumer.device());
  }

  private boolean isPrivate(Buffer between) {
    return readers.getOrDefault(between.data(), 0) == 1 && !outputs.contains(between.data());
  }

  private static boolean isAll(Buffer read, Buffer made) {
    return read.isWhole() && read.size() == made.size();
  }

  /** New values of a state must not be written where old ones, of whichever, are still read. */
  private boolean replacesState(OperatorCall producer, OperatorCall consumer) {
    return states.contains(consumer.outputs().get(0).data())
        && producer.inputs().stream().anyMatch(b -> states.contains(b.data()));
  }
}
