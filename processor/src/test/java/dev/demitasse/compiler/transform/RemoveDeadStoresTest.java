package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;

class RemoveDeadStoresTest {
  private static final PassTester PASS = new PassTester(RemoveDeadStores::run);
  private static final String HEAD = "func \"f\"(x: f32[8], y: f32[2, 4], c: i32[1]) -> void {\n";
  private static final String FILL = "for i in 0 to 8 { y{[8]}[i] = 0.0:f32 }\n";

  private static void removesFill(String following) {
    PASS.makes(HEAD + FILL + following + "}", HEAD + following + "}");
  }

  private static void keepsFill(String following) {
    PASS.keeps(HEAD + FILL + following + "}");
  }

  @Test
  void removesFillThatIsOverwritten() {
    removesFill("for i in 0 to 2 { for j in 0 to 4 { y[i, j] = x[i * 4 + j] } }");
  }

  @Test
  void removesFillThatSeveralLoopsOverwrite() {
    removesFill("for i in 0 to 4 { y[0, i] = x[i] } for i in 0 to 4 { y[1, i] = x[i] }");
  }

  @Test
  void removesFillOfAllocationThatIsOverwritten() {
    PASS.makes(
        HEAD
            + "alloc t: f32[8] workspace for i in 0 to 8 { t[i] = 0.0:f32 }"
            + "for i in 0 to 8 { t[i] = x[i] } for i in 0 to 8 { y{[8]}[i] = t[7 - i] } }",
        HEAD
            + "alloc t: f32[8] workspace "
            + "for i in 0 to 8 { t[i] = x[i] } for i in 0 to 8 { y{[8]}[i] = t[7 - i] } }");
  }

  @Test
  void removesFillOfElementsReadBehindTheirOverwriting() {
    removesFill("for i in 0 to 8 { y{[8]}[i] = x[i] y{[8]}[i] = y{[8]}[i] * x[i] }");
  }

  @Test
  void removesFillInALoop() {
    PASS.makes(
        HEAD + "for k in 0 to 3 {" + FILL + "for i in 0 to 8 { y{[8]}[i] = x[k] } } }",
        HEAD + "for k in 0 to 3 { for i in 0 to 8 { y{[8]}[i] = x[k] } } }");
  }

  @Test
  void keepsFillOfElementsThatAreNotWritten() {
    keepsFill("for i in 0 to 7 { y{[8]}[i] = x[i] }");
    keepsFill("");
  }

  @Test
  void keepsFillThatIsRead() {
    keepsFill("for i in 0 to 8 { y{[8]}[i] = y{[8]}[i] + x[i] }");
    keepsFill("for i in 0 to 8 { y{[8]}[i] = y{[8]}[7 - i] }");
    keepsFill("x[0] = y[0, 0] for i in 0 to 8 { y{[8]}[i] = x[i] }");
    keepsFill("if y[1, 1] > 0.0:f32 { x[0] = 1.0:f32 } for i in 0 to 8 { y{[8]}[i] = x[i] }");
  }

  @Test
  void keepsFillUnderAConditionOnData() {
    keepsFill("for i in 0 to 8 { if c[0] == 1 { y{[8]}[i] = x[i] } }");
  }

  @Test
  void keepsFillWithWhatIsComputed() {
    String fill = "for i in 0 to 8 { y{[8]}[i] = x[i] }";
    PASS.keeps(HEAD + fill + fill + "}");
  }

  @Test
  void keepsFillThatALeavingMayShow() {
    String all = "for i in 0 to 8 { y{[8]}[i] = x[i] }";
    keepsFill("block b { if c[0] == 1 { leave b } " + all + " }");
    PASS.keeps(HEAD + "block b { " + FILL + "if c[0] == 1 { leave b } " + all + " } }");
    keepsFill("block b { for i in 0 to 8 { if c[0] == i { leave b } y{[8]}[i] = x[i] } }");
    keepsFill("c[0] = 1 while c[0] > 0 { c[0] = 0 " + all + " }");
  }

  @Test
  void removesFillBesideALeavingThatSkipsNoStore() {
    removesFill(
        """
        for i in 0 to 8 {
          block b { for j in 0 to 8 { if x[j] > x[i] { c[0] = j leave b } } c[0] = i }
          y{[8]}[i] = x[i]
        }
        """);
  }
}
