package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of the values stored to {@code out}, in the order of the stores. */
class FlowTest {

  private static final class Stored extends RangeRewriter {
    private final List<String> ranges = new ArrayList<>();

    @Override
    public Stmt stmt(Stmt s) {
      if (s instanceof BufferStore store && store.buffer().name().equals("out")) {
        ranges.add(ranges().isReachable() ? ranges().of(store.value()).toString() : "never");
      }
      return super.stmt(s);
    }
  }

  private static void assertStored(String expected, String body) {
    String head = "func \"f\"(n: i32, x: i32[8], z: i8[8], out: i32 [] strides []) -> void {";
    PrimFunc f = Parser.parseFunction(head + body + "}");
    Verify.check(f);
    Stored stored = new Stored();
    stored.function(f);
    assertEquals(expected, String.join(", ", stored.ranges));
  }

  // ---- Conditions ----

  @Test
  void conditionsNarrowWhateverTheyCompare() {
    assertStored("0..6", "if n >= 0 && n < 7 { out[] = n }");
    assertStored("0..3", "if (n & 7) < 4 { out[] = n & 7 }");
    assertStored("0..5", "if n % 6 >= 0 { out[] = n % 6 }");
    assertStored("0..9", "if x[3] >= 0 && x[3] < 10 { out[] = x[3] }");
    assertStored("-128..3", "if cast<i32>(z[n & 7]) < 4 { out[] = cast<i32>(z[n & 7]) }");
    assertStored("3", "if n == 3 { out[] = n }");
    assertStored("1..2147483647", "if n != 0 { if n >= 0 { out[] = n } }");
    assertStored("-2147483648..2147483647 without 0", "if n != 0 { out[] = n }");
    assertStored("0..6", "if n < 100 && n + 1 > 0 && n + 1 < 8 { out[] = n }");
  }

  @Test
  void conditionsAreCombined() {
    assertStored("0..20", "if n >= 0 && n < 5 || n > 9 && n <= 20 { out[] = n }");
    assertStored("5..9", "if !(n < 5 || n > 9) { out[] = n }");
    assertStored("5..9", "if n < 5 || n > 9 { } else { out[] = n }");
    assertStored("0..9", "if select(n > 4, n < 10, n >= 0) { out[] = n }");
    String small = "let v: i32 = cast<i32>(z[0])\nif select(v < 0, neg(v), v) < 7 { out[] = v }";
    assertStored("-6..6", small);
    assertStored("-2147483648..6", "if select(n < 0, neg(n), n) < 7 { out[] = n }");
  }

  @Test
  void namedConditionNarrows() {
    assertStored("0..3", "let inside: bool = n >= 0 && n < 4\nif inside { out[] = n }");
    assertStored("0..3", "let outside: bool = n < 0 || n > 3\nif !outside { out[] = n }");
  }

  @Test
  void conditionOnAVariableNarrowsWhatItStandsFor() {
    assertStored("0..7", "let v: i32 = x[2]\nif v >= 0 && v < 8 { out[] = x[2] }");
    assertStored(
        "1..8", "if n < 100 && n > -100 { let v: i32 = n - 1\nif v >= 0 && v < 8 { out[] = n } }");
  }

  @Test
  void whatContradictsIsNeverReached() {
    assertStored("never", "if n > 4 { if n < 3 { out[] = n } }");
    assertStored("never", "let k: i32 = n & 7\nif k == 9 { out[] = k }");
  }

  @Test
  void storeEndsWhatWasKnownOfAnElement() {
    String guarded = "alloc t: i32[8] workspace\nt[0] = n\nif t[0] > 4 { %s out[] = t[0] }";
    assertStored("5..2147483647", guarded.formatted(""));
    assertStored("-2147483648..2147483647", guarded.formatted("t[1] = n\n"));
  }

  @Test
  void extremaAndBitsExcludeZero() {
    assertStored("1..2147483647", "out[] = max(1, n)");
    assertStored("-2147483648..2147483647 without 0", "out[] = n | 1");
    assertStored("-2147483648..2147483647 without 0", "out[] = select(n == 0, 1, n)");
  }

  // ---- Cells ----

  private static final String K = "alloc k: i32[] local\nk[] = 0\n";

  @Test
  void cellHasTheRangeOfItsLastStore() {
    assertStored("0, 7", K + "out[] = k[]\nk[] = 7\nout[] = k[]");
  }

  @Test
  void branchesJoin() {
    assertStored("0..5", K + "if n > 3 { k[] = 5 }\nout[] = k[]");
    assertStored("2..5", K + "if n > 3 { k[] = 5 } else { k[] = 2 }\nout[] = k[]");
  }

  @Test
  void conditionOnACellHoldsUntilTheNextStore() {
    assertStored(
        "4..9, 5..10",
        "alloc k: i32[] local\nk[] = n\nif k[] > 3 && k[] < 10 {"
            + "out[] = k[]\nk[] = k[] + 1\nout[] = k[] }");
  }

  @Test
  void countingWhileStaysBelowItsBound() {
    assertStored("0..6, 7", K + "while k[] < 7 { out[] = k[]\nk[] = k[] + 1 }\nout[] = k[]");
    assertStored("0..2147483646", K + "while k[] < n { out[] = k[]\nk[] = k[] + 1 }");
  }

  @Test
  void wrappingAroundIsSeen() {
    assertStored(
        "0..7",
        K + "for i in 0 to 100 { out[] = k[]\n" + "k[] = select(k[] + 2 < 8, k[] + 2, 0) }");
    assertStored("0..7", K + "for i in 0 to 100 { out[] = k[]\nk[] = k[] + 1 & 7 }");
  }

  @Test
  void bestIndexIsOneOfTheLoop() {
    assertStored("0..7", K + "for i in 1 to 8 { if x[i] > x[k[]] { k[] = i } }\nout[] = k[]");
  }

  @Test
  void accumulatorMayBeAnything() {
    assertStored(
        "-2147483648..2147483647", K + "for i in 0 to 8 { k[] = k[] + x[i] }\nout[] = k[]");
  }

  @Test
  void binarySearchStaysInside() {
    assertStored(
        "0..7, 0..8",
        """
        alloc lo: i32[] local
        alloc hi: i32[] local
        lo[] = 0
        hi[] = 8
        while lo[] < hi[] {
          let mid: i32 = lo[] + hi[] >>> 1
          out[] = mid
          if x[mid] < n {
            lo[] = mid + 1
          } else {
            hi[] = mid
          }
        }
        out[] = lo[]
        """);
  }

  // ---- Blocks ----

  @Test
  void whatDidNotLeaveIsKnown() {
    assertStored("0..3", "block b { if n < 0 || n > 3 { leave b }\nout[] = n }");
  }

  @Test
  void behindABlockAllWaysJoin() {
    assertStored(
        "3..9", K + "block b { if n > 5 { k[] = 9\nleave b }\nk[] = 4\nk[] = 3 }\nout[] = k[]");
  }

  @Test
  void endlessLoopIsLeftWithWhatHoldsThere() {
    assertStored(
        "0..7, 8",
        K
            + "block b { while true { if k[] >= 8 { leave b }\nout[] = k[]\nk[] = k[] + 1 } }\n"
            + "out[] = k[]");
    assertStored("never", "while true { }\nout[] = 1");
  }

  @Test
  void breakLeavesALoopEarly() {
    assertStored(
        "0..8",
        K + "block b { for i in 0 to 8 { if x[i] > n { leave b }\nk[] = k[] + 1 } }\nout[] = k[]");
  }

  // ---- Cells that count along ----

  @Test
  void cellCountsAlongWithALoop() {
    assertStored("0..7, 8", K + "for i in 0 to 8 { out[] = k[]\nk[] = k[] + 1 }\nout[] = k[]");
    assertStored("0..21", K + "for i in 0 to 8 { out[] = k[]\nk[] = k[] + 3 }");
    assertStored(
        "0..7", "alloc j: i32[] local\nj[] = 7\nfor i in 0 to 8 { out[] = j[]\nj[] = j[] - 1 }");
  }

  @Test
  void cellCountsAlongWithNestedLoops() {
    assertStored(
        "0..23, 24",
        K
            + "for a in 0 to 2 { for b in 0 to 3 { for c in 0 to 4 {"
            + "out[] = k[]\nk[] = k[] + 1 } } }\nout[] = k[]");
  }

  @Test
  void whatMayWrapDoesNotCount() {
    assertStored(
        "-2147483648..2147483647",
        "alloc k: i32[] local\nk[] = n\nfor i in 0 to 8 { k[] = k[] + 1 }\nout[] = k[]");
  }

  // ---- Sums ----

  @Test
  void innerIndexStaysBelowTheOuter() {
    assertStored("0..6", "for i in 0 to 8 { for j in 0 to i { out[] = i - j - 1 } }");
    assertStored("1..7", "for i in 0 to 8 { for j in i + 1 to 8 { out[] = j - i } }");
    assertStored(
        "2..7", "for i in 0 to 8 { for j in 0 to i { for k in 0 to j { out[] = i - k } } }");
  }

  @Test
  void conditionOnASumHoldsForTheSum() {
    assertStored("0..7", "for i in 0 to 8 { for j in 0 to 8 { if i + j < 8 { out[] = j + i } } }");
    assertStored(
        "0..7",
        "for i in 0 to 8 { for j in 0 to 3 { if i + j - 1 >= 0 && j + i < 9 {"
            + "out[] = i + j - 1 } } }");
  }

  @Test
  void sumThatMayWrapIsNoSum() {
    assertStored("-2147483648..2147483647", "if n >= n + 1 { out[] = n }");
    assertStored("-2147483647..2147483647", "if n + 1 > n { out[] = n + 1 }");
    assertStored(
        "-2147483648..2147483647",
        "for i in 0 to 65536 { for j in 0 to 65536 { out[] = i * 65536 + j } }");
    assertStored(
        "0..2147483647", "for i in 0 to 32768 { for j in 0 to 65536 { out[] = i * 65536 + j } }");
  }

  @Test
  void quotientsLieBetweenTheirMultiples() {
    assertStored("0..1", "for i in 0 to 8 { out[] = i - i / 2 * 2 }");
    assertStored("0..4", "for i in 0 to 8 { out[] = i - (i >> 1) }");
  }

  @Test
  void tableHasTheRangeOfItsValues() {
    assertStored("1..5", "const t: i32[3] = {1, 5, 3}\nout[] = t[min(max(n, 0), 2)]");
  }

  @Test
  void elementsOfAnArrayHaveTheRangeOfWhatWasStored() {
    assertStored(
        "0..7",
        """
        alloc o: i32[8] local
        for i in 0 to 8 { o[i] = i }
        for i in 0 to 7 {
          let t: i32 = o[i]
          o[i] = o[i + 1]
          o[i + 1] = t
        }
        out[] = o[n & 7]
        """);
  }
}
