package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;

class LowerMacTest {
  private static final PassTester FUSED = PassTester.withFusedMac(f -> LowerMac.run(f, true));
  private static final PassTester SEPARATE = new PassTester(f -> LowerMac.run(f, false));

  private static final String HEAD = "func \"f\"(s: f32, a: f32, b: f32) -> f32 { return ";
  private static final String INTS = "func \"f\"(s: i32, a: i32, b: i32) -> i32 { return ";

  @Test
  void separateMacIsProductThenSum() {
    SEPARATE.makes(HEAD + "mac(s, a, b) }", HEAD + "s + a * b }");
    SEPARATE.makes(HEAD + "mac(mac(s, a, b), b, b) }", HEAD + "s + a * b + b * b }");
  }

  @Test
  void fusedMacIsFma() {
    FUSED.makes(HEAD + "mac(s, a, b) }", HEAD + "fma(a, b, s) }");
    FUSED.makes(HEAD + "mac(mac(s, a, b), b, b) }", HEAD + "fma(b, b, fma(a, b, s)) }");
  }

  @Test
  void macOfIntegersIsProductThenSum() {
    FUSED.makes(INTS + "mac(s, a, b) }", INTS + "s + a * b }");
  }

  @Test
  void otherArithmeticStays() {
    FUSED.keeps(HEAD + "s + a * b }");
    SEPARATE.keeps(HEAD + "fma(a, b, s) }");
  }
}
