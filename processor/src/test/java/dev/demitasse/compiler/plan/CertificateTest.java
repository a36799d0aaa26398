package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CertificateTest {

  @Test
  void saysWhatIsKnown() {
    assertEquals("16000 bytes, optimal", new Certificate(16_000, 16_000).toString());
    assertEquals(
        "16128 bytes, at least 16000 (gap 0.8 %)", new Certificate(16_128, 16_000).toString());
    assertEquals("0 bytes, optimal", new Certificate(0, 0).toString());
  }

  @Test
  void gapIsRoundedUp() {
    assertEquals(
        "1000001 bytes, at least 1000000 (gap 0.1 %)",
        new Certificate(1_000_001, 1_000_000).toString());
    assertEquals("8 bytes, at least 7 (gap 12.5 %)", new Certificate(8, 7).toString());
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> new Certificate(7, 8));
    assertThrows(IllegalArgumentException.class, () -> new Certificate(7, -1));
  }
}
