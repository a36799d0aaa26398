package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProveTerminationTest {

  private static List<Diagnostic> unproved(String body) {
    String head =
        """
        func "f"(n: i32, x: i32[8]) -> void {
          alloc i: i32[] local
          alloc j: i32[] local
          i[] = 0
          j[] = 8
        """;
    PrimFunc f = Parser.parseFunction(head + body + "}");
    Verify.check(f);
    return ProveTermination.of(f);
  }

  private static void assertEnds(String body) {
    assertEquals(List.of(), unproved(body));
  }

  private static void assertUnproved(String body) {
    List<Diagnostic> found = unproved(body);
    assertEquals(1, found.size(), found::toString);
    assertEquals("while-bound", found.get(0).message().code());
  }

  @Test
  void countingComesCloser() {
    assertEnds("while i[] < n { i[] = i[] + 1 }");
    assertEnds("while i[] < (n & 255) - 3 && x[0] > 0 { i[] = i[] + 2 }");
    assertEnds("while j[] > 0 { j[] = j[] - 1 }");
    assertEnds("while 0 <= j[] { j[] = j[] - 3 }");
    assertEnds("while !(i[] >= 8 || x[i[] & 7] == 0) { i[] = i[] + 1 }");
    assertEnds("while i[] < j[] { i[] = i[] + 1\nj[] = j[] - 1 }");
  }

  @Test
  void standingStillOrGoingAwayIsNoProgress() {
    assertUnproved("while i[] < n { }");
    assertUnproved("while i[] < 8 { i[] = i[] - 1 }");
    assertUnproved("while i[] < n { i[] = i[] + (n & 1) }");
    assertUnproved("while i[] < j[] { i[] = i[] + 1\nj[] = j[] + 1 }");
    assertUnproved("while x[0] > 0 { i[] = i[] + 1 }");
    assertUnproved("while true { i[] = i[] + 1 }");
  }

  @Test
  void everyWayMustMakeProgress() {
    assertEnds("while i[] < 8 { if n > 3 { i[] = i[] + 1 } else { i[] = i[] + 2 } }");
    assertUnproved("while i[] < 8 { if n > 3 { i[] = i[] + 1 } }");
    assertEnds("while i[] < 8 { block b { if n > 3 { leave b } }\ni[] = i[] + 1 }");
    assertUnproved("while i[] < 8 { block b { if n > 3 { leave b }\ni[] = i[] + 1 } }");
    assertEnds("block b { while i[] < 8 { if n < 3 { leave b }\ni[] = i[] + 1 } }");
  }

  @Test
  void whatMayWrapAroundIsNoProgress() {
    assertUnproved("while i[] <= n { i[] = i[] + 1 }");
    assertUnproved("while i[] < n { i[] = i[] + 2 }");
    assertEnds("while i[] <= min(n, 9) { i[] = i[] + 2 }");
  }

  @Test
  void boundThatMovesIsNoBound() {
    assertUnproved("while i[] < x[0] { i[] = i[] + 1\nx[0] = x[0] + 1 }");
    assertUnproved("while i[] < x[0] { i[] = i[] + 1\nx[n & 7] = i[] }");
    assertEnds("while i[] < x[0] { i[] = i[] + 1 }");
    assertUnproved("while i[] < j[] { let k: i32 = j[]\nj[] = k + 1\ni[] = i[] + 1 }");
  }

  @Test
  void halvingComesCloserToZero() {
    assertEnds("i[] = n\nwhile i[] > 0 { i[] = i[] >> 1 }");
    assertEnds("i[] = n\nwhile i[] != 0 { i[] = i[] >>> 1 }");
    assertEnds("i[] = n\nwhile i[] > 0 { i[] = i[] / 10 }");
    assertEnds("i[] = n\nwhile i[] > 1 { let half: i32 = i[] / 2\ni[] = half }");
    assertUnproved("i[] = n\nwhile i[] != 0 { i[] = i[] >> 1 }");
    assertUnproved("i[] = n\nwhile i[] >= 0 { i[] = i[] >> 1 }");
  }

  @Test
  void clearingTheLowestBitComesCloserToZero() {
    assertEnds("i[] = max(n, 0)\nwhile i[] != 0 { i[] = i[] & i[] - 1 }");
  }

  @Test
  void remaindersBecomeSmaller() {
    assertEnds(
        "i[] = n & 255\nj[] = n & 511\n"
            + "while j[] != 0 { let t: i32 = i[] % divisor(j[])\ni[] = j[]\nj[] = t }");
  }

  @Test
  void binarySearchEnds() {
    String search =
        """
        while i[] < j[] {
          let mid: i32 = %s
          if x[min(mid, 7)] < n {
            i[] = %s
          } else {
            j[] = mid
          }
        }
        """;
    assertEnds(search.formatted("i[] + j[] >>> 1", "mid + 1"));
    assertEnds(search.formatted("(i[] + j[]) / 2", "mid + 1"));
    assertEnds(search.formatted("i[] + (j[] - i[]) / 2", "mid + 1"));
    assertUnproved(search.formatted("i[] + j[] >>> 1", "mid"));
  }

  @Test
  void leavingInTheMiddleIsACondition() {
    assertEnds("block b { while true { if i[] >= n { leave b }\ni[] = i[] + 1 } }");
    assertEnds(
        "block b { while true { let k: i32 = i[]\nif k == 8 || k > n { leave b }\n"
            + "i[] = k + 1 } }");
    assertUnproved("block b { while true { if i[] >= 8 { leave b }\ni[] = i[] + (n & 1) } }");
    assertUnproved("while true { block b { if i[] >= 8 { leave b }\ni[] = i[] + 1 } }");
  }

  @Test
  void leavingAtTheEndIsACondition() {
    assertEnds("block b { while true { i[] = i[] + 1\nif i[] >= 8 { leave b } } }");
    assertUnproved("block b { while true { i[] = i[] + 1\nif i[] == n { leave b } } }");
  }

  @Test
  void unequalIsAConditionWhereTheOrderIsKnown() {
    assertEnds("while j[] != 0 { j[] = j[] - 1 }");
    assertUnproved("j[] = n\nwhile j[] != 0 { j[] = j[] - 1 }");
  }

  @Test
  void innerLoopsEndByThemselves() {
    assertEnds("while i[] < 8 { j[] = 0\nwhile j[] < i[] { j[] = j[] + 1 }\ni[] = i[] + 1 }");
    assertUnproved("while i[] < 8 { while j[] < 9 { i[] = 0\nj[] = j[] + 1 }\ni[] = i[] + 1 }");
  }

  @Test
  void loopThatIsNeverReachedNeedsNoProof() {
    assertEnds("if n > 3 { if n < 2 { while true { } } }");
  }
}
