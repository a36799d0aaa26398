package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.analysis.Macs.Certainty;
import dev.demitasse.compiler.analysis.Macs.Count;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacsTest {
  private static final String HELPER =
      """
      func "norm"(n: i32) -> i32 {
        alloc s: i32[] local
        s[] = 0
        for i in 0 to 5 { s[] = s[] + n * n }
        return s[]
      }
      """;

  private static Count count(String body) {
    String head =
        "func \"f\"(x: i32[12], w: i32[12], y: i32[3, 4], z: f32[4], c: bool, n: i32) -> void {";
    PrimFunc f = Parser.parseFunction(head + body + "}");
    return Macs.of(f, IrModule.of(List.of(Parser.parseFunction(HELPER))));
  }

  private static void assertCounts(long number, String body) {
    assertEquals(new Count(number, Certainty.EXACT), count(body));
  }

  private static void assertAtMost(long number, String body) {
    assertEquals(new Count(number, Certainty.AT_MOST), count(body));
  }

  private static String summing(String store) {
    return "alloc s: i32[] local s[] = 0 for i in 0 to 12 { " + store + " }";
  }

  @Test
  void countsProductsAddedToWhatTheyAreStoredTo() {
    assertCounts(12, summing("s[] = s[] + x[i] * w[i]"));
    assertCounts(12, summing("s[] = x[i] * w[i] + s[]"));
    assertCounts(12, summing("s[] = s[] - x[i] * w[i]"));
    assertCounts(12, summing("y[0, 0] = y[0, 0] + x[i] * w[i]"));
    assertCounts(12, "for i in 0 to 12 { y{[12]}[i] = y{[12]}[i] + x[i] * w[i] }");
    assertCounts(4, "for i in 0 to 4 { y{[4] at 4}[i] = y{[12]}[i + 4] + x[i] * w[i] }");
  }

  @Test
  void countsEachProductOfASum() {
    assertCounts(24, summing("s[] = s[] + x[i] * w[i] - x[0] * w[0]"));
    assertCounts(12, summing("s[] = s[] + x[i] * w[i] * w[i]"));
    assertCounts(12, summing("s[] = s[] + (x[i] - 3) * (w[i] + 4) + 5"));
  }

  @Test
  void countsFusedOnes() {
    assertCounts(4, "for i in 0 to 4 { z[0] = fma(z[i], z[i], z[0]) }");
    assertCounts(8, "for i in 0 to 4 { z[0] = fma(z[i], z[i], fma(z[1], z[i], z[0])) }");
    assertCounts(0, "for i in 0 to 4 { z[i] = fma(z[i], z[i], z[0] * 2.0:f32) }");
  }

  @Test
  void seesThroughCastsAndVariables() {
    assertCounts(12, summing("s[] = cast<i32>(cast<u32>(s[]) + cast<u32>(x[i] * w[i]))"));
    assertCounts(12, summing("let p: i32 = x[i] * w[i] let t: i32 = s[] + p s[] = t"));
    assertCounts(12, summing("s[] = s[] + select(c, x[i] * w[i], 0)"));
  }

  @Test
  void otherProductsAreNone() {
    assertCounts(0, "for i in 0 to 12 { y{[12]}[i] = x[i] * w[i] }");
    assertCounts(0, "for i in 0 to 12 { y{[12]}[i] = x[i] * w[i] + x[0] }");
    assertCounts(0, summing("s[] = s[] + x[i]"));
    assertCounts(0, summing("s[] = s[] * x[i] + w[i]"));
    assertCounts(0, summing("s[] = s[] + (x[i] * w[i] >> 3)"));
    assertCounts(0, "for i in 1 to 12 { y{[12]}[i] = y{[12]}[i - 1] + x[i] * w[i] }");
  }

  @Test
  void loopsMultiply() {
    assertCounts(
        3 * 4 * 5,
        """
        for i in 0 to 3 { for j in 8 to 0 step -2 { for k in 0 to 5 {
          y[i, 0] = y[i, 0] + x[k] * w[k]
        } } }
        """);
    assertCounts(4, "for i in 0 to 10 step 3 { y[0, 0] = y[0, 0] + x[i] * w[i] }");
    assertCounts(0, "for i in 3 to 3 { y[0, 0] = y[0, 0] + x[i] * w[i] }");
  }

  @Test
  void conditionsCountAsIfTheyHeld() {
    assertCounts(12, summing("if i > 5 && c { s[] = s[] + x[i] * w[i] }"));
    assertCounts(
        24,
        summing("if c { s[] = s[] + x[i] * w[i] } else { s[] = s[] + x[i] * w[i] + x[0] * w[0] }"));
    assertCounts(12, summing("block b { if c { leave b } s[] = s[] + x[i] * w[i] }"));
  }

  @Test
  void helpersCountWhereTheyAreCalled() {
    assertCounts(5, "y[0, 0] = call<i32> \"norm\"(n)");
    assertCounts(12 * 6, summing("s[] = s[] + x[i] * call<i32> \"norm\"(i)"));
    assertCounts(5, "if call<i32> \"norm\"(n) > 3 { y[0, 0] = 1 }");
    assertCounts(5, "y[0, 0] = x[call<i32> \"norm\"(n) & 3]");
  }

  @Test
  void loopsWithVaryingBoundsCountWithTheMostRounds() {
    assertAtMost(3 * 2, "for i in 0 to 3 { for j in 0 to i { y[i, 0] = y[i, 0] + x[j] * w[j] } }");
    assertAtMost(7, "for i in 0 to n & 7 { y[0, 0] = y[0, 0] + x[i] * w[i] }");
    assertAtMost(
        4, "let e: i32 = min(n, 9) for i in 1 to e step 2 { y[0, 0] = y[0, 0] + x[i] * w[i] }");
    assertCounts(0, "for i in 0 to n { y[0, 0] = y[0, 0] + x[i] }");
  }

  @Test
  void whatIsBeyondLongStaysThere() {
    assertAtMost(
        Long.MAX_VALUE,
        """
        for i in 0 to n { for j in 0 to n { for k in 0 to n { for l in 0 to n {
          y[0, 0] = y[0, 0] + x[0] * w[0]
        } } } }
        """);
  }

  @Test
  void roundsOfWhileLoopsAreUnknown() {
    assertEquals(
        new Count(13, Certainty.AT_LEAST),
        count(
            summing("s[] = s[] + x[i] * w[i]")
                + " while y[0, 0] < n { y[0, 0] = y[0, 0] + x[0] * w[0] }"));
    assertCounts(0, "while y[0, 0] < n { y[0, 0] = y[0, 0] + 1 }");
  }
}
