package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProveAccessesTest {

  private static List<Diagnostic> unproved(String body) {
    String head = "func \"f\"(x: i32[8], y: i32[4, 8], n: i32) -> void at 2:1 {";
    IrModule module = Parser.parse("F.java", head + body + "}");
    return ProveAccesses.of(module.find("f").orElseThrow());
  }

  private static void assertProved(String body) {
    assertEquals(List.of(), unproved(body));
  }

  private static void assertUnproved(String expected, String body) {
    List<Diagnostic> found = unproved(body);
    assertEquals(1, found.size(), found::toString);
    Diagnostic d = found.get(0);
    List<String> facts = d.arguments().subList(0, Math.min(5, d.arguments().size()));
    assertEquals(expected, d.position() + " " + d.message().code() + " " + facts);
  }

  @Test
  void loopVariablesStayWithinTheirBounds() {
    assertProved("for i in 0 to 4 { for j in 0 to 8 { y[i, j] = x[j] } }");
    assertUnproved(
        "F.java:5 index-bounds [1, y, j, 0..8, 8]",
        "for i in 0 to 4 { for j in 0 to 9 { y[i, j] = 0 at 5:6 } }");
  }

  @Test
  void boundsOfBothSidesAreProved() {
    assertUnproved(
        "F.java:4 index-bounds [0, x, i - 1, -1..6, 8]",
        "for i in 0 to 8 { y[0, i] = x[i - 1]@4:9 at 4:3 }");
  }

  @Test
  void guardedAccessIsProved() {
    assertProved(
        """
        for i in 0 to 8 {
          for k in 0 to 3 {
            let p: i32 = i + k - 1
            if p >= 0 && p < 8 {
              y[0, i] = x[p]
            }
            y[1, i] = select(p < 0 || p > 7, 0, x[p])
          }
        }
        """);
  }

  @Test
  void guardOfTheOtherBranchDoesNotHelp() {
    assertUnproved(
        "F.java:7 index-bounds [0, x, n, -2147483648..7, 8]", "if n < 8 { y[0, 0] = x[n]@7:1 }");
    assertEquals(1, unproved("if n < 8 && n >= 0 { } else { y[0, 0] = x[n] }").size());
  }

  @Test
  void clampedAndMaskedIndicesAreProved() {
    assertProved("y[0, 0] = x[max(0, min(n, 7))] + x[n & 7]");
    assertProved("y[0, 0] = x[max(0, min(x[0], 7))]");
  }

  @Test
  void remainderMayBeNegative() {
    assertUnproved("F.java:2 index-bounds [0, x, n % 8, -7..7, 8]", "y[0, 0] = x[n % 8]");
  }

  @Test
  void indexOfConditionIsProvedUnderIt() {
    assertProved("if n >= 0 && (n < 8 && x[n] > 0) { y[0, 0] = 1 }");
    assertEquals(1, unproved("if x[n] > 0 && (n >= 0 && n < 8) { y[0, 0] = 1 }").size());
  }

  @Test
  void divisorsDifferFromZero() {
    assertProved("y[0, 0] = 7 / max(1, n) + 7 % -3");
    assertUnproved("F.java:2 divisor [n, -2147483648..2147483647, n]", "y[0, 0] = 7 / n");
    assertProved("if n > 0 { y[0, 0] = 7 % n }");
  }

  @Test
  void elementWithoutPositionIsBlamedOnItsStatement() {
    assertUnproved(
        "F.java:9 index-bounds [0, x, n, -2147483648..2147483647, 8]", "y[0, 0] = x[n] at 9:4");
  }

  @Test
  void divisorIsBlamedOnItsStatement() {
    assertUnproved("F.java:4 divisor [n, -2147483648..2147483647, n]", "let q: i32 = 7 / n at 4:3");
  }

  @Test
  void viewsLieWithinTheirMemory() {
    assertProved("for i in 0 to 4 { for j in 0 to 8 { y{[8] at i * 8}[j] = 0 } }");
    assertProved("for i in 0 to 7 { y{[4, 2] strides [8, 1] at i}[3, 1] = 0 }");
    assertUnproved(
        "F.java:3 index-bounds [of the view, y, i * 8 + 8, 8..32, 25]",
        "for i in 0 to 4 { y{[8] at i * 8 + 8}[0] = 0 at 3:3 }");
    assertUnproved(
        "F.java:3 index-bounds [of the view, y, n, -2147483648..2147483647, 25]",
        "x[0] = y{[8] at n}[0]@3:8");
  }

  private static void assertFix(String expected, String body) {
    Diagnostic d = unproved(body).get(0);
    assertTrue(d.text(d.position()).endsWith("\n  fix:    " + expected), d::toString);
  }

  @Test
  void fixIsWhatToWrite() {
    assertFix(
        "guard it: if (n >= 0 && n < 8), or clamp it: Math.max(0, Math.min(n, 7)),"
            + " or mask it: n & 7",
        "y[0, 0] = x[n]");
    assertFix(
        "guard it: if (i + 1 < 8), or clamp it: Math.min(i + 1, 7)",
        "for i in 0 to 8 { y[0, i] = x[i + 1] }");
    assertFix(
        "guard it: if (i - 1 >= 0), or clamp it: Math.max(0, i - 1)",
        "for i in 0 to 8 { y[0, i] = x[i - 1] }");
    assertFix("correct the index: it is never inside", "y[0, 0] = x[8]");
    assertFix(
        "guard it: if ((n & 3) != 0), or use Math.max(1, n & 3)", "y[0, 0] = 7 / divisor(n & 3)");
  }

  @Test
  void expressionsAreShownAsJava() {
    assertUnproved(
        "F.java:2 index-bounds [0, x, k + Math.min(n, x.at(1)) * (3 - n),"
            + " -2147483648..2147483647, 8]",
        "alloc k: i32[] local\nk[] = n\ny[0, 0] = x[k[] + min(n, x[1]) * (3 - n)]");
    assertUnproved(
        "F.java:2 index-bounds [0, x, n > 3 ? (int) (byte) n : -n, -128..127, 8]",
        "if n > -5 { y[0, 0] = x[select(n > 3, cast<i32>(cast<i8>(n)), neg(n))] }");
  }

  @Test
  void viewThatMayBeginOutsideIsToldOnce() {
    assertUnproved(
        "F.java:3 index-bounds [of the view, y, n, -2147483648..2147483647, 4]",
        "x[0] = y{[8] at bounded(n, 4)@3:8 * 8}[0]");
    assertProved("if n >= 0 && n < 4 { x[0] = y{[8] at bounded(n, 4)@3:8 * 8}[0] }");
  }

  @Test
  void whatIsNeverReachedNeedsNoProof() {
    assertProved("if n > 4 { if n < 3 { x[n] = 7 / n } }");
  }

  @Test
  void everyUnprovedAccessIsReported() {
    List<Diagnostic> all = unproved("y[n, 8] = x[-1] / n");
    assertEquals(
        List.of(Message.INDEX_BOUNDS, Message.DIVISOR, Message.INDEX_BOUNDS, Message.INDEX_BOUNDS),
        all.stream().map(Diagnostic::message).toList());
  }
}
