package dev.demitasse.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Remark.Kind;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Calls as {@code name(what they read; what they write)}, with the place of each argument. */
class RemoveCopiesTest {
  private static final String CONCAT =
      """
      operator "Concat.apply"(a: i8[2], b: i8[4], y: i8[6]) -> void {
        for i in 0 to 2 { y[i] = a[i] }
        for i in 0 to 4 { y[i + 2] = b[i] }
      }
      """;
  private static final String COLUMNS =
      """
      operator "Columns.apply"(a: i8[2], b: i8[4], y: i8[6]) -> void {
        for i in 0 to 2 { y[i * 3] = a[i] }
        for i in 0 to 2 { for j in 0 to 2 { y[i * 3 + j + 1] = b{[2, 2]}[i, j] } }
      }
      """;

  private final List<OperatorCall> calls = new ArrayList<>();
  private final Buffer x = tensor("x", 2);
  private final Buffer z = tensor("z", 4);
  private final Buffer out = tensor("out", 6);
  private Optional<State> state = Optional.empty();

  private static Buffer tensor(String name, int size) {
    return Buffer.of(name, DataType.INT8, List.of(size));
  }

  private Buffer twice(Buffer of, String name) {
    return twice(of, tensor(name, of.size()));
  }

  private Buffer twice(Buffer of, Buffer made) {
    String function =
        """
        operator "Twice.apply"(x: i8[$n], y: i8[$n]) -> void {
          for i in 0 to $n { y[i] = x[i] + x[i] }
        }
        """
            .replace("$n", String.valueOf(of.size()));
    add("Twice", function, List.of(of), made);
    return made;
  }

  private void add(String title, String function, List<Buffer> inputs, Buffer... outputs) {
    PrimFunc f = Parser.parseFunction(function);
    calls.add(new OperatorCall(title, title, f, inputs, List.of(outputs), Position.NONE));
  }

  private NetworkGraph rewritten() {
    NetworkGraph graph =
        new NetworkGraph(
            "net",
            "tvmgen_net",
            List.of(new Port("x", x, Optional.empty()), new Port("z", z, Optional.empty())),
            List.of(),
            state.stream().toList(),
            calls,
            List.of(new Port("out", out, Optional.empty())),
            List.of());
    return RemoveCopies.run(graph, false);
  }

  private static String text(NetworkGraph graph) {
    return graph.calls().stream()
        .map(
            call -> "%s(%s; %s)".formatted(call.title(), text(call.inputs()), text(call.outputs())))
        .collect(Collectors.joining(" "));
  }

  private static String text(List<Buffer> buffers) {
    return buffers.stream()
        .map(b ->
            b.name()
                + (b.offset() instanceof IntImm(var type, long at) && at != 0 ? "+" + at : "")
                + (b.isContiguous() ? "" : b.strides()))
        .collect(Collectors.joining(", "));
  }

  private static List<Kind> kinds(NetworkGraph graph) {
    return graph.remarks().stream().map(Remark::kind).toList();
  }

  @Test
  void partsAreMadeWhereTheyBelong() {
    add("Concat", CONCAT, List.of(twice(x, "a"), twice(z, "b")), out);
    NetworkGraph graph = rewritten();
    assertEquals("Twice(x; out) Twice(z; out+2)", text(graph));
    assertEquals(List.of(Kind.APPLIED), kinds(graph));
  }

  @Test
  void partsAreMadeWithStrides() {
    Buffer b = Buffer.of("b", DataType.INT8, List.of(2, 2));
    add("Columns", COLUMNS, List.of(twice(x, "a"), twice(z, b)), out);
    NetworkGraph graph = rewritten();
    assertEquals("Twice(x; out[3]) Twice(z; out+1[3, 1])", text(graph));
    assertEquals(
        """
        operator "Twice.apply"(x: i8[4], y: i8[2, 2] strides [3, 1]) -> void {
          for i0 in 0 to 2 {
            for i1 in 0 to 2 {
              y[i0, i1] = x[i0 * 2 + i1] * 2:i8
            }
          }
        }
        """,
        Printer.text(graph.calls().get(1).function()));
  }

  @Test
  void whatIsNotMadeHereIsCopied() {
    add("Concat", CONCAT, List.of(x, twice(z, "b")), out);
    assertEquals("Twice(z; out+2) Copy(x; out)", text(rewritten()));
  }

  @Test
  void whatIsNeededTwiceIsCopiedOnce() {
    Buffer a = twice(x, "a");
    String pair =
        """
        operator "Pair.apply"(a: i8[2], b: i8[2], y: i8[6]) -> void {
          for i in 0 to 2 { y[i] = a[i] y[i + 2] = b[i] y[i + 4] = 7:i8 }
        }
        """;
    add("Pair", pair, List.of(a, a), out);
    assertEquals("Fill(; out) Twice(x; out) Copy(out; out+2)", text(rewritten()));
  }

  @Test
  void resultsAreViews() {
    Buffer b = twice(z, "b");
    Buffer last = tensor("last", 2);
    String slice =
        "operator \"Last.apply\"(x: i8[4], y: i8[2]) -> void { for i in 0 to 2 { y[i] = x[i + 2] }"
            + " }";
    add("Last", slice, List.of(b), last);
    add("Concat", CONCAT, List.of(last, b), out);
    // The whole of b is made in out, and so is its second half, which is copied to the front.
    assertEquals("Twice(z; out+2) Copy(out+4; out)", text(rewritten()));
  }

  @Test
  void stridesReachThoseWhoRead() {
    Buffer b = twice(z, "b");
    Buffer odd = tensor("odd", 2);
    String slice =
        "operator \"Odd.apply\"(x: i8[4], y: i8[2]) -> void {"
            + " for i in 0 to 2 { y[i] = x[i * 2 + 1] } }";
    add("Odd", slice, List.of(b), odd);
    Buffer even = twice(odd, "even");
    add("Concat", CONCAT, List.of(even, b), out);
    assertEquals("Twice(z; out+2) Twice(out+3[2]; out)", text(rewritten()));
  }

  @Test
  void viewsOfStatesAreReadBeforeTheStatesChange() {
    Buffer memory = tensor("memory", 4);
    state = Optional.of(new State(memory, Optional.empty()));
    Buffer old = tensor("old", 4);
    String copy =
        "operator \"Copy4.apply\"(x: i8[4], y: i8[4]) -> void { for i in 0 to 4 { y[i] = x[i] } }";
    add("Copy4", copy, List.of(memory), old);
    add("Copy4", copy, List.of(z), memory);
    add("Concat", CONCAT, List.of(twice(x, "a"), old), out);
    NetworkGraph graph = rewritten();
    assertEquals("Copy4(memory; out+2) Copy4(z; memory) Twice(x; out)", text(graph));
  }

  @Test
  void viewsThatKeepMoreAliveAreNotMade() {
    Buffer large = tensor("large", 64);
    String first =
        "operator \"First.apply\"(x: i8[64], y: i8[2]) -> void { for i in 0 to 2 { y[i] = x[i] } }";
    String spread =
        "operator \"Spread.apply\"(x: i8[4], y: i8[64]) -> void {"
            + " for i in 0 to 64 { y[i] = x[0] + x[1] } }";
    String join =
        "operator \"Join.apply\"(a: i8[2], b: i8[64], y: i8[6]) -> void {"
            + " for i in 0 to 6 { y[i] = a[i % 2] + b[i] } }";
    add("Spread", spread, List.of(z), large);
    Buffer two = tensor("two", 2);
    add("First", first, List.of(large), two);
    Buffer other = tensor("other", 64);
    add("Spread", spread, List.of(z), other);
    add("Join", join, List.of(two, other), out);
    NetworkGraph graph = rewritten();
    assertEquals(
        "Spread(z; large) First(large; two) Spread(z; other) Join(two, other; out)", text(graph));
    assertEquals(List.of(Kind.MISSED), kinds(graph));
    assertEquals("views would keep more alive at once", graph.remarks().get(0).reason());
  }

  @Test
  void allResultsOfASplitAreViews() {
    String split =
        """
        operator "Split.apply"(x: i8[4], p: i8[2], q: i8[2]) -> void {
          for i in 0 to 2 { p[i] = x[i] q[i] = x[i + 2] }
        }
        """;
    String join =
        """
        operator "Join.apply"(p: i8[2], q: i8[2], y: i8[6]) -> void {
          for i in 0 to 6 { y[i] = p[i % 2] + q[i / 3] }
        }
        """;
    Buffer p = tensor("p", 2);
    Buffer q = tensor("q", 2);
    add("Split", split, List.of(twice(z, "b")), p, q);
    add("Join", join, List.of(q, p), out);
    assertEquals("Twice(z; b) Join(b+2, b; out)", text(rewritten()));
  }
}
