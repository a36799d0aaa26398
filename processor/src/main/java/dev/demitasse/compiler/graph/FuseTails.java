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

  private static final String NAME = "fuse-tails";

  /** Two functions joined at a parameter of the second. */
  private record Pair(PrimFunc producer, PrimFunc consumer, int input) {}

  private final Set<Var> outputs = new HashSet<>();
  private final Set<Var> states = new HashSet<>();
  private final Map<Var, Integer> readers = new HashMap<>();
  private final Map<Pair, Optional<PrimFunc>> joined = new HashMap<>();
  private final List<OperatorCall> done = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();

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
    return graph.withCalls(pass.done).withRemarks(pass.remarks);
  }

  private static Map<String, Expr> attributes(OperatorCall producer, OperatorCall consumer) {
    Map<String, Expr> all = new LinkedHashMap<>(producer.attributes());
    consumer.attributes().forEach(all::putIfAbsent);
    return all;
  }

  /** The call, joined with the latest producer that it can be joined with. */
  private OperatorCall fused(OperatorCall consumer) {
    List<Remark> missed = new ArrayList<>();
    for (int i = done.size() - 1; i >= 0; i--) {
      OperatorCall producer = done.get(i);
      if (producer.outputs().size() != 1 || consumer.outputs().size() != 1) {
        continue;
      }
      Buffer between = producer.outputs().get(0);
      int input = consumer.inputs().stream().map(Buffer::data).toList().indexOf(between.data());
      if (input < 0) {
        continue;
      }
      String title = producer.title() + ", " + consumer.title();
      Optional<String> obstacle = obstacle(producer, consumer, between, input);
      if (obstacle.isEmpty()) {
        Optional<OperatorCall> call = joined(producer, consumer, input, title);
        if (call.isPresent()) {
          done.remove(i);
          String gain = "no %d bytes between them, no second pass".formatted(between.bytes());
          remarks.add(Remark.applied(NAME, title, gain, consumer.position()));
          return call.get();
        }
      }
      if (FuseElementwise.isElementwise(consumer.function(), input)) {
        String reason = obstacle.orElse("the first does not write each element once and for all");
        missed.add(Remark.missed(NAME, title, reason, consumer.position()));
      }
    }
    remarks.addAll(missed);
    return consumer;
  }

  /** Why two calls must stay two, whatever their functions are. */
  private Optional<String> obstacle(
      OperatorCall producer, OperatorCall consumer, Buffer between, int input) {
    PrimFunc first = producer.function();
    PrimFunc second = consumer.function();
    int others = readers.getOrDefault(between.data(), 0) - 1;
    if (first.external().isPresent() || second.external().isPresent()) {
      return Optional.of("the inside of an external kernel is out of reach");
    } else if (!first.device().equals(second.device())) {
      return Optional.of("a function runs on one device");
    } else if (outputs.contains(between.data())) {
      return Optional.of("what lies between them is an output of the network");
    } else if (others > 0) {
      return Optional.of(
          "what lies between them has %d other reader%s".formatted(others, others == 1 ? "" : "s"));
    } else if (!isAll(consumer.inputs().get(input), between)) {
      return Optional.of("the second reads a part of what the first writes");
    } else if (replacesState(producer, consumer)) {
      return Optional.of("new values of a state would be written where old ones are still read");
    }
    return Optional.empty();
  }

  private Optional<OperatorCall> joined(
      OperatorCall producer, OperatorCall consumer, int input, String title) {
    String label = producer.label() + "_" + consumer.label();
    List<Buffer> inputs = new ArrayList<>(producer.inputs());
    List<Buffer> others = new ArrayList<>(consumer.inputs());
    others.remove(input);
    inputs.addAll(others);
    return joined
        .computeIfAbsent(
            new Pair(producer.function(), consumer.function(), input),
            p -> FuseElementwise.run(p.producer(), p.consumer(), p.input(), label))
        .map(function ->
            new OperatorCall(
                title,
                label,
                function,
                inputs,
                consumer.outputs(),
                List.of(),
                attributes(producer, consumer),
                producer.position()));
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
