package dev.demitasse.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
  private static final PrimFunc SUM =
      Parser.parseFunction(
          """
          operator "Sum.apply"(a: i8[2], b: i8[2], y: i8[2]) -> void {
            for i in 0 to 2 {
              y[i] = cast<i8>(cast<i32>(a[i]) + cast<i32>(b[i]))
            }
          }
          """);
  private static final PrimFunc CHECKED =
      Parser.parseFunction(
          """
          checked "Checked.apply"(a: i8[2], b: i8[2], y: i8[2]) -> void {
            assert a[0] == b[0]
            y[0] = a[1]
            y[1] = b[1]
          }
          """);

  private final Buffer x = Buffer.of("x", DataType.INT8, List.of(2));
  private final Buffer weights = Buffer.of("weights", DataType.INT8, List.of(4));
  private final Constant constant = new Constant(weights, "w.npz", new byte[] {1, 2, 30, 40});
  private final Buffer lower = half(0);
  private final Buffer upper = half(2);
  private final Buffer sum = Buffer.of("sum", DataType.INT8, List.of(2));
  private final Buffer y = Buffer.of("y", DataType.INT8, List.of(2));

  private Buffer half(int offset) {
    return new Buffer(weights.data(), List.of(2), List.of(1), Expr.int32(offset));
  }

  private static OperatorCall call(PrimFunc function, Buffer a, Buffer b, Buffer y) {
    return new OperatorCall("Sum", "sum", function, List.of(a, b), List.of(y), Position.NONE);
  }

  private NetworkGraph graph(OperatorCall... calls) {
    return new NetworkGraph(
        "net",
        "tvmgen_net",
        List.of(new Port("x", x, Optional.empty())),
        List.of(constant),
        List.of(),
        List.of(calls),
        List.of(new Port("y", y, Optional.empty())),
        List.of());
  }

  @Test
  void computesWhatNeedsWeightsOnly() {
    OperatorCall last = call(SUM, x, sum, y);
    NetworkGraph folded = FoldConstants.run(graph(call(SUM, lower, upper, sum), last));
    assertEquals(List.of(last), folded.calls());
    assertEquals(1, folded.constants().size());
    Constant made = folded.constants().get(0);
    assertEquals(sum, made.buffer());
    assertEquals("Sum of w.npz", made.source());
    assertArrayEquals(new byte[] {31, 42}, made.data());
    assertEquals(
        List.of(
            Remark.applied("fold-constants", "Sum", "needs nothing but weights", Position.NONE)),
        folded.remarks());
  }

  @Test
  void keepsConstantsThatOthersRead() {
    NetworkGraph folded =
        FoldConstants.run(
            graph(
                call(SUM, lower, upper, sum),
                call(SUM, lower, sum, Buffer.of("again", DataType.INT8, List.of(2))),
                call(SUM, x, upper, y)));
    assertEquals(1, folded.calls().size());
    assertEquals(List.of(constant), folded.constants());
  }

  @Test
  void leavesWhatTheCallerBringsOrTakes() {
    NetworkGraph graph = graph(call(SUM, x, lower, sum), call(SUM, lower, upper, y));
    assertLeft(graph, "writes an output or a state of the network");
  }

  @Test
  void leavesChecksThatFailToTheDevice() {
    NetworkGraph graph = graph(call(CHECKED, lower, upper, sum), call(SUM, x, sum, y));
    assertLeft(graph, "a check of it fails");
  }

  private static void assertLeft(NetworkGraph graph, String reason) {
    NetworkGraph folded = FoldConstants.run(graph);
    assertEquals(graph.calls(), folded.calls());
    assertEquals(graph.constants(), folded.constants());
    assertEquals(
        List.of(Remark.missed("fold-constants", "Sum", reason, Position.NONE)), folded.remarks());
  }

  @Test
  void isSilentWhereNothingIsConstant() {
    NetworkGraph graph = graph(call(SUM, x, lower, y));
    assertSame(graph, FoldConstants.run(graph));
  }
}
