package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;

class BindBoundsTest {
  private static final PassTester PASS = new PassTester(BindBounds::run);
  private static final String HEAD = "func \"f\"(x: i32[8], n: i32[8]) -> void {\n";

  @Test
  void endThatTheBodyChangesIsBoundBefore() {
    PASS.makes(
        HEAD + "n[0] = 3 for i in 0 to n[0] { n[0] = 1 x[i & 7] = i } }",
        HEAD + "n[0] = 3 let end: i32 = n[0] for i in 0 to end { n[0] = 1 x[i & 7] = i } }");
  }

  @Test
  void endThatTheBodyOnlyReadsStays() {
    PASS.keeps(HEAD + "n[0] = 3 for i in 0 to n[0] { x[i & 7] = n[0] } }");
  }
}
