package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimplifyTest {
  private static final PassTester PASS = new PassTester(Simplify::run);
  private static final String HEAD =
      "func \"f\"(x: f32[64], y: f32[64], n: i32[2], b: bool[2]) -> void {\n";

  private static void makes(String before, String after) {
    PASS.makes(HEAD + before + "}", HEAD + after + "}");
  }

  // ---- Statements ----

  @Test
  void removesLoopWithEmptyBody() {
    makes("for i in 0 to 8 { for j in 0 to 8 { } } y[0] = x[0]", "y[0] = x[0]");
  }

  @Test
  void removesLoopThatNeverRuns() {
    makes("for i in 3 to 3 { y[i] = x[i] }", "");
    makes("for i in 3 to 3 step -1 { y[i] = x[i] }", "");
  }

  @Test
  void unwrapsLoopThatRunsOnce() {
    makes("for i in 3 to 4 { y[i] = x[i] }", "y[3] = x[3]");
    makes("for i in 3 to 9 step 6 { y[i] = x[i] }", "y[3] = x[3]");
    makes("for i in 3 to 2 step -1 { y[i] = x[i] }", "y[3] = x[3]");
  }

  @Test
  void keepsTheSideOfAConditionThatIsKnown() {
    makes("if 1 < 2 { y[0] = x[0] } else { y[1] = x[1] }", "y[0] = x[0]");
    makes(
        "for i in 0 to 8 { if i < 0 { y[i] = x[i] } else { y[0] = x[i] } }",
        "for i in 0 to 8 { y[0] = x[i] }");
  }

  @Test
  void removesConditionWithNothingUnderIt() {
    makes("if b[0] { } else { }", "");
    makes("if b[0] { } else { y[0] = x[0] }", "if !b[0] { y[0] = x[0] }");
  }

  @Test
  void replacesOtherNames() {
    makes(
        "for i in 0 to 8 { let j: i32 = i let k: i32 = j + 0 y[k] = x[j] }",
        "for i in 0 to 8 { y[i] = x[i] }");
    makes("let c: f32 = 1.5:f32 y[0] = c * x[0]", "y[0] = 1.5:f32 * x[0]");
  }

  @Test
  void removesUnusedVariables() {
    makes("let a: f32 = x[0] let c: f32 = a * a y[0] = x[1]", "y[0] = x[1]");
  }

  @Test
  void keepsVariablesOfComputedValues() {
    PASS.keeps(HEAD + "let a: f32 = x[0] * x[1] y[0] = a y[1] = a }");
  }

  @Test
  void removesWhileLoopThatNeverRuns() {
    makes("while 2 < 1 { y[0] = x[0] }", "");
    PASS.keeps(HEAD + "while n[0] < 1 { n[0] = n[0] + 1 } }");
  }

  @Test
  void removesChecksThatHold() {
    makes("for i in 0 to 8 { assert i < 8 y[i] = x[i] }", "for i in 0 to 8 { y[i] = x[i] }");
    PASS.keeps(HEAD + "assert n[0] == n[1] }");
  }

  // ---- Blocks ----

  @Test
  void opensBlockThatNobodyLeaves() {
    makes("block a { y[0] = x[0] } y[1] = x[1]", "y[0] = x[0] y[1] = x[1]");
    makes("block a { y[0] = x[0] leave a }", "y[0] = x[0]");
    makes(
        "block a { if b[0] { y[0] = x[0] leave a } else { leave a } }", "if b[0] { y[0] = x[0] }");
  }

  @Test
  void removesWhatNothingLeadsTo() {
    makes(
        "block a { for i in 0 to 8 { if x[i] > 0.0:f32 { leave a y[0] = 1.0:f32 } } }",
        "block a { for i in 0 to 8 { if x[i] > 0.0:f32 { leave a } } }");
    String head = "func \"f\"(a: i32) -> i32 { ";
    PASS.makes(
        head + "if a < 0 { return 1 } else { return a } return 2 }",
        head + "if a < 0 { return 1 } else { return a } }");
  }

  @Test
  void whatALeavingSkipsIsTheOtherSideOfItsCondition() {
    makes(
        """
        for i in 0 to 8 {
          block next {
            if n[0] < i { leave next }
            let k: f32 = x[i] * x[i]
            if b[1] { y[0] = k leave next }
            y[i] = k
          }
        }
        """,
        """
        for i in 0 to 8 {
          if n[0] >= i {
            let k: f32 = x[i] * x[i]
            if b[1] { y[0] = k } else { y[i] = k }
          }
        }
        """);
  }

  @Test
  void choicesThatLeaveAreAChain() {
    makes(
        """
        block s {
          if n[0] == 0 { y[0] = x[0] leave s }
          if n[0] == 1 { y[1] = x[0] leave s } else { n[1] = 1 }
          y[2] = x[0]
        }
        """,
        """
        if n[0] == 0 {
          y[0] = x[0]
        } else {
          if n[0] == 1 { y[1] = x[0] } else { n[1] = 1 y[2] = x[0] }
        }
        """);
  }

  @Test
  void keepsBlocksThatLoopsLeaveOrThatOnlySomePathsLeave() {
    PASS.keeps(
        HEAD + "block a { for i in 0 to 8 { if x[i] > 0.0:f32 { leave a } y[i] = x[i] } } }");
    PASS.keeps(
        HEAD + "block a { if b[0] { if b[1] { leave a } y[0] = x[0] } y[1] = x[0] } y[2] = x[0] }");
  }

  @Test
  void guardThatLeavesMakesItsCopiesInsideTrue() {
    makes(
        """
        let p: i32 = n[0]
        block a { if p < 0 || p >= 8 { leave a } if p < 9 { y[p] = x[p] } }
        """,
        "let p: i32 = n[0] if p >= 0 && p < 8 { y[p] = x[p] }");
  }

  // ---- Memory ----

  @Test
  void elementsOfTablesAtKnownIndicesAreConstants() {
    makes(
        "const t: f32[2, 2] = {1.0:f32, 2.0:f32, 3.0:f32, 4.0:f32} y[0] = t[1, 0] + t{[2] at 2}[1]",
        "y[0] = 7.0:f32");
    PASS.keeps(
        HEAD + "const t: f32[2, 2] = {1.0:f32, 2.0:f32, 3.0:f32, 4.0:f32} y[0] = t[n[0] & 1, 0] }");
  }

  @Test
  void removesMemoryThatIsNotRead() {
    makes("const t: i32[2] = {1, 2} y[0] = x[0]", "y[0] = x[0]");
    makes("alloc s: f32[] local s[] = x[1] y[0] = x[0]", "y[0] = x[0]");
    makes(
        "alloc s: f32[] local s[] = 0.0:f32 for i in 0 to 8 { s[] = s[] + x[i] } y[0] = x[0]",
        "y[0] = x[0]");
    makes("alloc t: i32[4] local t[n[0] & 3] = 1 y[0] = x[0]", "y[0] = x[0]");
    PASS.keeps(HEAD + "alloc s: f32[] local s[] = x[0] if b[0] { s[] = x[1] } y[0] = s[] }");
  }

  // ---- Expressions ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 + 3 * 4                   | 14
          i + 3 - i                   | 3
          i * 8 / 8                   | i
          (i * 8 + j) / 8             | i
          (i * 8 + j) % 8             | j
          (i * 16 + j * 2 + 1) / 4    | (i * 16 + j * 2 + 1) / 4
          (i * 16 + j * 2 + 1) % 2    | 1
          (i * 8 + j * 3) % 8         | j * 3 % 8
          i / 4 / 2                   | 0
          (i * 64 + j) / 4 / 16       | i
          (i + j) * 4 - j * 3 - i     | i * 3 + j
          i % 8                       | i
          (j + 8) / 8                 | 1
          min(i, 7) + max(j, 0)       | i + j
          select(i < 8, i, j)         | i
          select(n[0] < 0, i, i + 0)  | i
          i - j + (j - i) + 2         | 2
          (i & 0) + j                 | j
          i + -3                      | i - 3
          cast<i32>(cast<i64>(3)) + i | i + 3
          """)
  void simplifies(String before, String after) {
    String head = "for i in 0 to 8 { for j in 0 to 8 { n[0] = ";
    makes(head + before + " } }", head + after + " } }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(n[0] * 8 + i) / 8",
        "(n[0] * 8 + i) % 8",
        "n[0] / 4 / 2",
        "(i - 4) / 4",
        "(i - 8) % 4",
        "n[0] % 8"
      })
  void keepsDivisionsThatRoundTowardsZeroOrWrap(String e) {
    PASS.keeps(HEAD + "for i in 0 to 8 { n[1] = " + e + " } }");
  }

  @Test
  void guardMakesItsCopiesInsideTrue() {
    makes(
        "let p: i32 = n[0] if p >= 0 && p < 8 { if p < 9 { y[p] = x[p] } }",
        "let p: i32 = n[0] if p >= 0 && p < 8 { y[p] = x[p] }");
  }

  @Test
  void somethingComparedWithItselfIsKnown() {
    makes("n[1] = select(n[0] < n[0], 1, n[0] + 2)", "n[1] = n[0] + 2");
    makes("n[1] = select(n[0]@1:2 == n[0]@3:4, n[0] + 1, 2)", "n[1] = n[0] + 1");
    makes("n[1] = max(n[0], n[0])", "n[1] = n[0]");
  }

  @Test
  void somethingWithoutABitIsNoNumberThatHasIt() {
    makes("n[1] = select((n[0] & 12) == 5, 1, 2)", "n[1] = 2");
    makes("n[1] = select((n[0] | 3) != 5, 1, 2)", "n[1] = 1");
    PASS.keeps(HEAD + "n[1] = select((n[0] & 12) == 4, 1, 2) }");
    PASS.keeps(HEAD + "n[1] = select((n[0] | 3) == 7, 1, 2) }");
  }

  @Test
  void removesStoresOfWhatAVariableHas() {
    makes(
        "alloc v: i32[] local v[] = n[0] v[] = v[] n[1] = v[]",
        "alloc v: i32[] local v[] = n[0] n[1] = v[]");
  }

  @Test
  void leavesFloatsAlone() {
    PASS.keeps(
        HEAD + "y[0] = x[0] + 0.0:f32 - x[0] * 0.0:f32 + (x[0] - x[0]) y[1] = x[1] * 1.0:f32 }");
  }

  @Test
  void quotientBeyondTheTypeIsZero() {
    String head = "func \"f\"(a: i64) -> i64 { return ";
    PASS.makes(head + "max(a, 0:i64) / 4294967296:i64 / 4294967296:i64 }", head + "0:i64 }");
  }

  @ParameterizedTest
  @CsvSource({"8", "16", "32", "64"})
  void keepsTheValuesOfRandomFunctions(int bits) {
    Random random = new Random(bits);
    RandomFuncs funcs = new RandomFuncs(random, new DataType(DataType.Code.INT, bits, 1));
    for (int i = 0; i < 3_000; i++) {
      PrimFunc f = funcs.next();
      PrimFunc g = Simplify.run(f);
      Verify.check(g);
      PassTester.assertSameResults(f, g);
    }
  }
}
