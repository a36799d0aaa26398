package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That minus zero and NaN come out right is seen by running both functions on them. */
class LowerMinMaxTest {
  private static final PassTester PASS = new PassTester(LowerMinMax::run);
  private static final String HEAD = "func \"f\"(x: f32[8], y: f32[8], b: bool[1]) -> void {\n";

  private static void makes(String before, String after) {
    PASS.makes(HEAD + before + "}", HEAD + after + "}");
  }

  private static void keeps(String body) {
    PASS.keeps(HEAD + body + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "1.0", "-1.5", "Infinity", "-Infinity"})
  void maximumWithConstantIsOneComparison(String c) {
    makes(
        "for i in 0 to 8 { let a: f32 = x[i] y[i] = max(a, C:f32) }".replace("C", c),
        "for i in 0 to 8 { let a: f32 = x[i] y[i] = select(!(a <= C:f32), a, C:f32) }"
            .replace("C", c));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.0", "1.0", "-1.5", "Infinity", "-Infinity"})
  void minimumWithConstantIsOneComparison(String c) {
    makes(
        "for i in 0 to 8 { let a: f32 = x[i] y[i] = min(a, C:f32) }".replace("C", c),
        "for i in 0 to 8 { let a: f32 = x[i] y[i] = select(!(a >= C:f32), a, C:f32) }"
            .replace("C", c));
  }

  @Test
  void computedValueIsBoundFirst() {
    makes(
        "for i in 0 to 8 { y[i] = min(max(x[i], 0.0:f32), 6.0:f32) }",
        """
        for i in 0 to 8 {
          let v: f32 = x[i]
          let v.1: f32 = select(!(v <= 0.0:f32), v, 0.0:f32)
          y[i] = select(!(v.1 >= 6.0:f32), v.1, 6.0:f32)
        }
        """);
  }

  @Test
  void valueOfAConditionIsBoundBeforeIt() {
    makes(
        "if max(x[0], 0.0:f32) > 1.0:f32 { y[0] = max(x[1], 0.0:f32) }",
        """
        let v: f32 = x[0]
        if select(!(v <= 0.0:f32), v, 0.0:f32) > 1.0:f32 {
          let v: f32 = x[1]
          y[0] = select(!(v <= 0.0:f32), v, 0.0:f32)
        }
        """);
  }

  @Test
  void zeroThatLosesToTheOtherStays() {
    keeps("y[0] = max(x[0], -0.0:f32) y[1] = min(x[0], 0.0:f32)");
  }

  @Test
  void nanStays() {
    keeps("y[0] = max(x[0], NaN:f32) y[1] = min(x[0], NaN:f32)");
  }

  @Test
  void valueThatIsComputedUnderAConditionOnlyStays() {
    keeps("y[0] = select(b[0], max(x[0], 0.0:f32), 1.0:f32)");
    keeps("b[0] = b[0] && max(x[0], 0.0:f32) > 1.0:f32");
  }

  @Test
  void twoVariablesStay() {
    keeps("y[0] = max(x[0], x[1])");
  }

  @Test
  void integersStay() {
    PASS.keeps("func \"f\"(a: i32) -> i32 { return max(a, 0) }");
  }

  @Test
  void conditionOfAWhileLoopIsComputedAnewEachTime() {
    keeps("y[0] = 4.0:f32 while max(y[0] - 1.0:f32, 0.0:f32) > 0.0:f32 { y[0] = y[0] - 1.0:f32 }");
    makes(
        "y[0] = 4.0:f32 while y[0] > 0.0:f32 { y[0] = min(y[0] - 1.0:f32, 1.0:f32) }",
        """
        y[0] = 4.0:f32
        while y[0] > 0.0:f32 {
          let v: f32 = y[0] - 1.0:f32
          y[0] = select(!(v >= 1.0:f32), v, 1.0:f32)
        }
        """);
  }
}
