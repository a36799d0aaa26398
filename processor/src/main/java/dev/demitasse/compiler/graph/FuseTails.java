package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.transform.FuseElementwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Map<Var, Integer> readers = new HashMap<>();
  private final Map<Pair, Optional<PrimFunc>> joined = new HashMap<>();
  private final List<OperatorCall> done = new ArrayList<>();

  private FuseTails(NetworkGraph graph) {
    graph.outputs().forEach(port -> outputs.add(port.buffer().data()));
    for (OperatorCall call : graph.calls()) {
      call.inputs().forEach(b -> readers.merge(b.data(), 1, Integer::sum));
    }
  }

  public static NetworkGraph run(NetworkGraph graph) {
    FuseTails pass = new FuseTails(graph);
    graph.calls().forEach(call -> pass.done.add(pass.fused(call)));
    return graph.withCalls(pass.done);
  }

  /** The call, joined with the latest producer that it can be joined with. */
  private OperatorCall fused(OperatorCall consumer) {
    for (int i = done.size() - 1; i >= 0; i--) {
      OperatorCall producer = done.get(i);
      int input =
          consumer.inputs().stream().map(Buffer::data).toList().indexOf(producer.output().data());
      if (input < 0
          || !isPrivate(producer.output())
          || !isAll(consumer.inputs().get(input), producer)) {
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
            consumer.output(),
            producer.position());
      }
    }
    return consumer;
  }

  private boolean isPrivate(Buffer between) {
    return readers.getOrDefault(between.data(), 0) == 1 && !outputs.contains(between.data());
  }

  private static boolean isAll(Buffer read, OperatorCall producer) {
    return read.isWhole() && read.size() == producer.output().size();
  }
}
