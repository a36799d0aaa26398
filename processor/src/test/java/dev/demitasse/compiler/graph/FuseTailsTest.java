package dev.demitasse.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FuseTailsTest {
  private static final PrimFunc TWICE = operator("Twice", "y[i] = x[i] + x[i]");
  private static final PrimFunc NEGATE = operator("Negate", "y[i] = x[i] - 1.0:f32");
  private static final PrimFunc REVERSE = operator("Reverse", "y[i] = x[3 - i]");
  private static final PrimFunc AGAIN = operator("Again", "y[i] = x[i]; y[i] = y[i] + x[i]");

  private static PrimFunc operator(String name, String body) {
    return Parser.parseFunction(
        """
        operator "%s.apply"(x: f32[4], y: f32[4]) -> void {
          for i in 0 to 4 {
            %s
          }
        }
        """
            .formatted(name, body.replace("; ", "\n    ")));
  }

  private final Buffer x = buffer("x");
  private final Buffer h = buffer("h");
  private final Buffer y = buffer("y");
  private final Buffer z = buffer("z");

  private static Buffer buffer(String name) {
    return Buffer.of(name, DataType.FLOAT32, List.of(4));
  }

  private static OperatorCall call(PrimFunc f, Buffer in, Buffer out) {
    String name = f.userName().replace(".apply", "");
    return new OperatorCall(
        name,
        name.toLowerCase(Locale.ROOT),
        f,
        List.of(in),
        List.of(out),
        new Position("Net.java", 7, 1));
  }

  private NetworkGraph graph(List<Buffer> outputs, OperatorCall... calls) {
    List<Port> ports = new ArrayList<>();
    outputs.forEach(b -> ports.add(new Port(b.name(), b, Optional.empty())));
    return new NetworkGraph(
        "net",
        "tvmgen_net",
        List.of(new Port("x", x, Optional.empty())),
        List.of(),
        List.of(),
        List.of(calls),
        ports,
        List.of());
  }

  private static List<String> titles(NetworkGraph graph) {
    return graph.calls().stream().map(OperatorCall::title).toList();
  }

  private static List<String> remarks(NetworkGraph graph) {
    return graph.remarks().stream()
        .map(r -> "%s %s: %s, %s".formatted(r.kind(), r.subject(), r.reason(), r.position()))
        .toList();
  }

  @Test
  void joinsAnElementwiseOperatorWithItsProducer() {
    NetworkGraph fused = FuseTails.run(graph(List.of(y), call(REVERSE, x, h), call(NEGATE, h, y)));
    assertEquals(List.of("Reverse, Negate"), titles(fused));
    assertEquals(
        List.of("APPLIED Reverse, Negate: no 16 bytes between them, no second pass, Net.java:7"),
        remarks(fused));
  }

  @Test
  void saysNothingOfWhatIsNotElementwise() {
    NetworkGraph graph = graph(List.of(y), call(NEGATE, x, h), call(REVERSE, h, y));
    NetworkGraph fused = FuseTails.run(graph);
    assertEquals(List.of("Negate", "Reverse"), titles(fused));
    assertEquals(List.of(), remarks(fused));
  }

  private void assertApart(String reason, NetworkGraph graph) {
    NetworkGraph fused = FuseTails.run(graph);
    assertEquals(titles(graph), titles(fused));
    assertEquals(
        List.of(
            "MISSED %s: %s, Net.java:7"
                .formatted(String.join(", ", titles(graph).subList(0, 2)), reason)),
        remarks(fused));
  }

  @Test
  void leavesWhatOthersRead() {
    assertApart(
        "what lies between them has 1 other reader",
        graph(List.of(y, z), call(REVERSE, x, h), call(NEGATE, h, y), call(REVERSE, h, z)));
  }

  @Test
  void leavesOutputs() {
    assertApart(
        "what lies between them is an output of the network",
        graph(List.of(h, y), call(REVERSE, x, h), call(NEGATE, h, y)));
  }

  @Test
  void leavesParts() {
    Buffer wide = Buffer.of("wide", DataType.FLOAT32, List.of(8));
    Buffer upper = new Buffer(wide.data(), List.of(4), List.of(1), Expr.int32(4));
    assertApart(
        "the second reads a part of what the first writes",
        graph(List.of(y), call(REVERSE, x, wide), call(NEGATE, upper, y)));
  }

  @Test
  void leavesProducersThatReadTheirResult() {
    assertApart(
        "the first does not write each element once and for all",
        graph(List.of(y), call(AGAIN, x, h), call(NEGATE, h, y)));
  }

  @Test
  void leavesKernels() {
    PrimFunc kernel = REVERSE.withAttributes(Map.of(PrimFunc.Attribute.EXTERNAL, "reverse"));
    assertApart(
        "the inside of an external kernel is out of reach",
        graph(List.of(y), call(kernel, x, h), call(NEGATE, h, y)));
  }

  @Test
  void leavesOtherDevices() {
    PrimFunc onDevice = REVERSE.withAttributes(Map.of(PrimFunc.Attribute.DEVICE, "dsp"));
    assertApart(
        "a function runs on one device",
        graph(List.of(y), call(onDevice, x, h), call(NEGATE, h, y)));
  }

  @Test
  void leavesStatesThatAreStillRead() {
    State state = new State(buffer("state"), Optional.empty());
    NetworkGraph plain =
        graph(
            List.of(y),
            call(REVERSE, state.buffer(), h),
            call(NEGATE, h, state.buffer()),
            call(TWICE, x, y));
    NetworkGraph graph =
        new NetworkGraph(
            plain.name(),
            plain.prefix(),
            plain.inputs(),
            List.of(),
            List.of(state),
            plain.calls(),
            plain.outputs(),
            List.of());
    assertApart("new values of a state would be written where old ones are still read", graph);
  }
}
