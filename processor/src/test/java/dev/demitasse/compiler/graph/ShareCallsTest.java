package dev.demitasse.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareCallsTest {
  private final Buffer x = Buffer.of("x", DataType.FLOAT32, List.of(4));
  private final Buffer y = Buffer.of("y", DataType.FLOAT32, List.of(4));

  private OperatorCall call(String body, int line) {
    PrimFunc function =
        Parser.parseFunction(
            """
            operator "Gain.apply"(x: f32[4], y: f32[4]) -> void {
              for i in 0 to 4 {
                %s
              }
            }
            """
                .formatted(body));
    return new OperatorCall(
        "Gain", "gain", function, List.of(x), List.of(y), new Position("Net.java", line, 1));
  }

  private static List<String> remarks(OperatorCall... calls) {
    NetworkGraph graph =
        new NetworkGraph(
            "net",
            "tvmgen_net",
            List.of(),
            List.of(),
            List.of(),
            List.of(calls),
            List.of(),
            List.of());
    return ShareCalls.run(graph).remarks().stream()
        .map(r -> "%s %s: %s, %s".formatted(r.kind(), r.subject(), r.reason(), r.position()))
        .toList();
  }

  @Test
  void saysWhoSharesAFunction() {
    assertEquals(
        List.of("APPLIED Gain: 3 calls call one function, with 1 number, Net.java:7"),
        remarks(
            call("y[i] = x[i] * 3.0:f32", 7),
            call("y[i] = x[i] * 5.0:f32", 8),
            call("y[i] = x[i] * 7.0:f32", 9)));
    assertEquals(
        List.of("APPLIED Gain: 2 calls call one function, Net.java:7"),
        remarks(call("y[i] = x[i]", 7), call("y[i] = x[i]", 8)));
  }

  @Test
  void saysWhoCouldNotThoughTheShapesAreTheSame() {
    assertEquals(
        List.of(
            "MISSED Gain: 2 functions for the same shapes: they differ in more than numbers that"
                + " may be parameters, Net.java:7"),
        remarks(call("y[i] = x[3 - i]", 7), call("y[i] = x[i]", 8)));
  }

  @Test
  void isSilentOfASingleCall() {
    assertEquals(List.of(), remarks(call("y[i] = x[i]", 7)));
  }
}
