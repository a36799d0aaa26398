package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;

class LiftAllocationsTest {
  private static final PassTester PASS = new PassTester(LiftAllocations::run);

  @Test
  void workspaceBecomesParametersBehindTheOthers() {
    PASS.makes(
        """
        operator "f"(x: f32[4], y: f32[4]) -> void {
          alloc t: f32[4] workspace
          for i in 0 to 4 {
            alloc u: i32[2, 2] workspace
            t[i] = x[i]
          }
          y[0] = t[3]
        }
        """,
        """
        operator "f"(x: f32[4], y: f32[4], t: f32[4], u: i32[2, 2]) -> void {
          for i in 0 to 4 {
            t[i] = x[i]
          }
          y[0] = t[3]
        }
        """);
  }

  @Test
  void memoryOfWhatAKernelDoesStays() {
    PASS.keeps(
        "operator \"f\"(y: f32[1]) -> void external \"k\" { alloc t: f32[1] workspace y[0] = t[0]"
            + " }");
  }

  @Test
  void scalarVariablesStay() {
    PASS.keeps(
        "operator \"f\"(y: f32[1]) -> void { alloc s: f32[] local s[] = 0.0:f32 y[0] = s[] }");
  }

  @Test
  void scalarParametersStay() {
    PASS.makes(
        "operator \"f\"(y: i32[1], n: i32) -> void { alloc t: i32[1] workspace t[0] = n }",
        "operator \"f\"(y: i32[1], n: i32, t: i32[1]) -> void { t[0] = n }");
  }
}
