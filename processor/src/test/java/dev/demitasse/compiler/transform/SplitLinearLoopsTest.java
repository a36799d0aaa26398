package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitLinearLoopsTest {
  private static final PassTester PASS = new PassTester(f -> Simplify.run(SplitLinearLoops.run(f)));
  private static final String HEAD =
      "func \"f\"(x: f32[2, 3, 4], y: f32[24], l: i64[24]) -> void {\n";

  private static void makes(String before, String after) {
    PASS.makes(HEAD + before + "}", HEAD + after + "}");
  }

  private static void keeps(String body) {
    new PassTester(SplitLinearLoops::run).keeps(HEAD + body + "}");
  }

  @Test
  void positionsTakenApartBecomeANest() {
    makes(
        "for i in 0 to 24 { y[i] = x[i / 12, i / 4 % 3, i % 4] }",
        """
        for i0 in 0 to 2 { for i1 in 0 to 3 { for i2 in 0 to 4 {
          y[i0 * 12 + i1 * 4 + i2] = x[i0, i1, i2]
        } } }
        """);
  }

  @Test
  void onlyTheAxesThatAreTakenApartAreSplit() {
    makes(
        "for i in 0 to 24 { y[i] = y[i / 4] }",
        "for i0 in 0 to 6 { for i1 in 0 to 4 { y[i0 * 4 + i1] = y[i0] } }");
  }

  @Test
  void nestsAreFoundInside() {
    makes(
        "for k in 0 to 2 { for i in 0 to 12 { y[i] = x[k, i / 4, i % 4] } }",
        """
        for k in 0 to 2 { for i0 in 0 to 3 { for i1 in 0 to 4 {
          y[i0 * 4 + i1] = x[k, i0, i1]
        } } }
        """);
  }

  @Test
  void loopThatTakesNothingApartStays() {
    keeps("for i in 0 to 24 { y[i] = y[i] * y[i] }");
  }

  @Test
  void stridesThatDoNotDivideEachOtherStay() {
    keeps("for i in 0 to 24 { y[i] = y[i / 4] + y[i % 6] }");
    keeps("for i in 0 to 23 { y[i] = y[i / 4] }");
  }

  @Test
  void otherRangesAndStepsStay() {
    keeps("for i in 1 to 24 { y[i] = y[i / 4] }");
    keeps("for i in 0 to 24 step 2 { y[i] = y[i / 4] }");
    keeps("for i in 0 to cast<i32>(l[0]) { y[i] = y[i / 4] }");
  }

  @Test
  void loopOverLongsStays() {
    keeps("for i in 0:i64 to 24:i64 { l[cast<i32>(i)] = i / 4:i64 }");
  }

  @Test
  void nestsKeepTheOrderOfTheirIterations() {
    Random random = new Random(9);
    for (int n = 0; n < 50; n++) {
      int a = 1 + random.nextInt(4);
      int b = 1 + random.nextInt(4);
      int c = 1 + random.nextInt(4);
      String text =
          """
          func "f"(out: i32[] strides []) -> void {
            for i in 0 to %1$d {
              out[] = out[] * 31 + i / %2$d * 7 + i / %3$d %% %4$d * 3 + i %% %3$d
            }
          }
          """
              .formatted(a * b * c, b * c, c, b);
      PrimFunc f = PassTester.parse(text);
      PrimFunc g = Simplify.run(SplitLinearLoops.run(f));
      Verify.check(g);
      PassTester.assertSameResults(f, g);
    }
  }
}
