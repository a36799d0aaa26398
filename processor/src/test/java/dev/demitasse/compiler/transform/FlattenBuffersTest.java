package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;

class FlattenBuffersTest {
  private static final PassTester PASS = new PassTester(FlattenBuffers::run);
  private static final String HEAD =
      "func \"f\"(x: f32[2, 4], y: f32[4, 2], n: i32[3, 2], t: f32[2, 2] strides [1, 2]) -> void"
          + " {\n";

  private static void makes(String before, String after) {
    PASS.makes(HEAD + before + "}", HEAD + after + "}");
  }

  @Test
  void indicesBecomeDistances() {
    makes(
        "for i in 0 to 2 { for j in 0 to 4 { y[j, i] = x[i, j] } }",
        "for i in 0 to 2 { for j in 0 to 4 { y{[8]}[j * 2 + i] = x{[8]}[i * 4 + j] } }");
  }

  @Test
  void viewsBecomeDistances() {
    makes(
        "for i in 0 to 2 { y{[2, 2] strides [1, 2] at i * 4}[1, 0] = x{[4] at i * 4}[3] }",
        "for i in 0 to 2 { y{[8]}[i * 4 + 1] = x{[8]}[i * 4 + 3] }");
  }

  @Test
  void parameterReachesToItsLastElement() {
    makes("y[0, 0] = t[1, 0]", "y{[8]}[0] = t{[4]}[1]");
  }

  @Test
  void allocationsGetOneAxis() {
    makes(
        "alloc w: f32[2, 2] workspace w[1, 1] = x[0, 0] y[0, 0] = w[1, 1]",
        "alloc w: f32[4] workspace w[3] = x{[8]}[0] y{[8]}[0] = w[3]");
  }

  @Test
  void scalarVariablesKeepTheirRank() {
    makes(
        "alloc sum: f32[] local sum[] = x[0, 1] y[0, 0] = sum[]",
        "alloc sum: f32[] local sum[] = x{[8]}[1] y{[8]}[0] = sum[]");
  }

  @Test
  void indicesAndStartsOfViewsAreFlattenedToo() {
    makes(
        "y[n[2, 1] & 3, 0] = x[0, n[1, 0] & 3]",
        "y{[8]}[(n{[6]}[5] & 3) * 2] = x{[8]}[n{[6]}[2] & 3]");
    makes(
        "y{[2] at n[1, 1] & 3}[0] = x{[2] at n[2, 0] & 3}[1]",
        "y{[8]}[n{[6]}[3] & 3] = x{[8]}[(n{[6]}[4] & 3) + 1]");
  }

  @Test
  void localArraysAndTablesGetOneAxis() {
    makes(
        "alloc w: f32[2, 2] local w[1, 0] = x[0, 1] y[0, 0] = w{[2] at 2}[0]",
        "alloc w: f32[4] local w[2] = x{[8]}[1] y{[8]}[0] = w[2]");
    makes(
        "const w: f32[1, 2] = {1.0:f32, 2.0:f32} y[0, 0] = w[0, n[1, 0] & 1]",
        "const w: f32[2] = {1.0:f32, 2.0:f32} y{[8]}[0] = w[n{[6]}[2] & 1]");
  }

  @Test
  void flatFunctionsStayTheSame() {
    PASS.keeps(
        """
        func "f"(x: f32[8], y: f32[8], n: i32[1]) -> void {
          alloc acc: f32[4] local
          const w: f32[2] = {1.0:f32, 2.0:f32}
          alloc s: f32[] local
          s[] = x[n[0] & 7]
          for i in 0 to 4 { acc[i] = x[i] * s[] }
          while y[0] < acc[3] { y[0] = y[0] + w[1] }
        }
        """);
  }
}
