package dev.demitasse.compiler.transform;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Substitute;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.transform.ShareFunctions.Shared;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareFunctionsTest {
  private static final String HEAD = "operator \"f\"(x: i32[8], z: f32[8], y: i32[8]";

  /** The functions with each of these in place of K, which do what they did before. */
  private static List<Shared> shared(String text, String... values) {
    Map<PrimFunc, Map<String, Expr>> functions = new LinkedHashMap<>();
    for (String value : values) {
      functions.put(PassTester.parse(text.replace("K", value)), Map.of());
    }
    return shared(functions);
  }

  private static List<Shared> shared(Map<PrimFunc, Map<String, Expr>> functions) {
    Map<PrimFunc, Shared> shared = ShareFunctions.run(functions);
    functions.keySet().forEach(f -> PassTester.assertSameResults(f, given(f, shared.get(f))));
    return functions.keySet().stream().map(shared::get).toList();
  }

  /** The function with the numbers in place of its last parameters. */
  private static PrimFunc given(PrimFunc f, Shared shared) {
    PrimFunc g = shared.function();
    Verify.check(g);
    List<Var> parameters = g.parameters();
    Map<Var, Expr> values = new HashMap<>();
    for (int i = 0; i < shared.scalars().size(); i++) {
      values.put(parameters.get(f.parameters().size() + i), shared.scalars().get(i));
    }
    return new PrimFunc(
        g.kind(),
        g.symbol(),
        parameters.subList(0, f.parameters().size()),
        g.buffers(),
        g.result(),
        new Substitute(values).seq(g.body()),
        g.position());
  }

  /** All are {@code after}, and are given these numbers, in the words of {@link Printer}. */
  private static void assertShared(String after, String scalars, List<Shared> shared) {
    shared.forEach(s -> assertSame(shared.get(0).function(), s.function()));
    assertEquals(Printer.text(PassTester.parse(after)), Printer.text(shared.get(0).function()));
    String given =
        shared.stream()
            .map(s -> s.scalars().stream().map(Printer::text).collect(joining(" ")))
            .collect(joining(", "));
    assertEquals(scalars, given);
  }

  private static String stores(String value) {
    return HEAD + ") -> void { for i in 0 to 8 { y[i] = " + value + " } }";
  }

  @Test
  void functionsThatDoTheSameAreOne() {
    assertShared(stores("x[i] + 5"), ", ", shared(stores("x[i] + K"), "5", "5"));
  }

  @Test
  void numbersThatDifferBecomeParameters() {
    assertShared(
        HEAD
            + ", scalar0: f32, scalar1: i32) -> void {"
            + " for i in 0 to 8 { y[i] = cast<i32>(z[i] * scalar0 + 1.5:f32) + scalar1 } }",
        "0x1.8p1:f32 7, -0x0.0p0:f32 -1",
        shared(stores("cast<i32>(z[i] * K"), "3.0:f32 + 1.5:f32) + 7", "-0.0:f32 + 1.5:f32) + -1"));
  }

  @Test
  void numbersThatAreAlwaysAlikeAreOneParameter() {
    assertShared(
        HEAD
            + ", scalar0: i32) -> void {"
            + " for i in 0 to 8 { y[i] = min(max(x[i] + scalar0, 5), scalar0) } }",
        "7, 9, 5",
        shared(stores("min(max(x[i] + K)"), "7, 5), 7", "9, 5), 9", "5, 5), 5"));
  }

  @Test
  void parametersHaveTheNamesOfAttributes() {
    PrimFunc f = PassTester.parse(stores("cast<i32>(z[i] * 3.0:f32) + 7"));
    PrimFunc g = PassTester.parse(stores("cast<i32>(z[i] * 5.0:f32) + 9"));
    Map<PrimFunc, Map<String, Expr>> functions = new LinkedHashMap<>();
    functions.put(f, Map.of("offset", Expr.int32(7), "gain", Expr.int32(3), "x", Expr.int32(7)));
    functions.put(g, Map.of("offset", Expr.int32(9), "gain", Expr.int32(4), "x", Expr.int32(9)));
    assertShared(
        HEAD
            + ", scalar0: f32, offset: i32) -> void {"
            + " for i in 0 to 8 { y[i] = cast<i32>(z[i] * scalar0) + offset } }",
        "0x1.8p1:f32 7, 0x1.4p2:f32 9",
        shared(functions));
  }

  @Test
  void integersOfEitherSignAreOneParameter() {
    assertShared(
        HEAD
            + ", scalar0: i32) -> void { for i in 0 to 8 {"
            + " y[i] = cast<i32>(cast<u32>(x[i] + scalar0) + cast<u32>(scalar0)) } }",
        "7, -100",
        shared(stores("cast<i32>(cast<u32>(x[i]K:u32)"), " + 7) + 7", " - 100) - 100"));
  }

  /** What the data decides is no bound that is proved, also through a variable. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "y[0] = select(x[0] > K, 1, x[0])",
        "if x[0] > K { y[0] = 1 }",
        "let v: i32 = x[0] - K y[0] = v * v",
        "alloc v: i32[] local v[] = K for i in 0 to 8 { v[] = v[] + x[i] } y[0] = v[]",
        "y[0] = 10 / (x[0] & 3 | 1) + K",
        "y[0] = cast<i32>(z[0] / K.0:f32)",
        "y[0] = K * x[0]"
      })
  void numbersThatDataIsComparedOrComputedWithAreParameters(String body) {
    List<Shared> shared = shared(HEAD + ") -> void { " + body + " }", "3", "7");
    assertSame(shared.get(0).function(), shared.get(1).function());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 0 to K { y[i] = x[i] }",
        "for i in K to 8 { y[i] = x[i] }",
        "y[K] = x[0]",
        "y[0] = x[K]",
        "let k: i32 = x[0] & K y[0] = x[k]",
        "alloc k: i32[] local k[] = K y[0] = x[k[]]",
        "for i in 0 to 8 { if i < K { y[i] = x[K - i - 1] } }",
        "for i in 0 to 8 { y[i] = select(i < K, x[i], 1) }",
        "for i in 0 to 8 { let j: i32 = i - K if j > -1 { y[j] = x[i] } }",
        "y[0] = x[0] >> K",
        "y[0] = x[0] / K",
        "y[0] = 100 % (x[0] & 3 | K)",
        "alloc n: i32[] local n[] = K while n[] > 0 { n[] = n[] - 1 y[n[]] = x[0] }",
        "const t: i32[2] = {K, 4} y[0] = t[x[0] & 1]",
      })
  void whatIsProvedKeepsFunctionsApart(String body) {
    List<Shared> shared = shared(HEAD + ") -> void { " + body + " }", "3", "7");
    assertNotSame(shared.get(0).function(), shared.get(1).function());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x[i] * K", "K * x[i]", "cast<i32>(z[i] / K.0:f32)"})
  void powersOfTwoAreQuickerWhereTheyStand(String value) {
    List<Shared> shared = shared(stores(value), "4", "7", "8", "9");
    assertEquals(3, shared.stream().map(Shared::function).distinct().count());
    assertSame(shared.get(1).function(), shared.get(3).function());
  }

  @Test
  void manyNumbersKeepFunctionsApart() {
    String eight = IntStream.range(0, 8).mapToObj(i -> " + x[i] ^ K" + i).collect(joining());
    assertSharedAre(1, stores("1" + eight.replace(" ^", " &")));
    assertSharedAre(3, stores("K" + eight.replace(" ^", " &")));
  }

  private static void assertSharedAre(int functions, String text) {
    List<Shared> shared = shared(text, "10", "20", "10", "30");
    assertEquals(functions, shared.stream().map(Shared::function).distinct().count());
  }

  @Test
  void externalKernelsKeepTheirParameters() {
    String kernel = stores("x[i] + K").replace("void {", "void external \"k\" {");
    assertSharedAre(3, kernel);
  }

  @Test
  void functionsOfOtherShapesAreOthers() {
    List<Shared> shared = shared(stores("x[i]").replace("z: f32[8]", "z: f32[K]"), "8", "9");
    assertNotSame(shared.get(0).function(), shared.get(1).function());
  }
}
