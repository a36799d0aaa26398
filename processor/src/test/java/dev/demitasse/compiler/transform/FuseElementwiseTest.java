package dev.demitasse.compiler.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FuseElementwiseTest {
  private static final String RELU =
      "operator \"relu\"(x: f32[4, 8], y: f32[4, 8]) -> void {"
          + " for i in 0 to 32 { y{[32]}[i] = max(x{[32]}[i], 0.0:f32) } }";
  private static final String SUM =
      "operator \"sum\"(a: f32[4, 8], b: f32[4, 8], y: f32[4, 8]) -> void {"
          + " for i in 0 to 32 { y{[32]}[i] = a{[32]}[i] + b{[32]}[i] } }";
  private static final String SCALE =
      "operator \"scale\"(x: f32[4, 8], w: f32[8], y: f32[4, 8]) -> void {"
          + " for n in 0 to 4 { for m in 0 to 8 { y[n, m] = x[n, m] * w[m] } } }";

  private static Optional<PrimFunc> fused(String producer, String consumer, int input) {
    return FuseElementwise.run(
        PassTester.parse(producer), PassTester.parse(consumer), input, "both");
  }

  private static void assertFused(String producer, String consumer, int input, String expected) {
    PrimFunc f = fused(producer, consumer, input).orElseThrow();
    Verify.check(f);
    assertEquals(Printer.text(PassTester.parse(expected)), Printer.text(f));
  }

  private static void assertApart(String producer, String consumer) {
    assertEquals(Optional.empty(), fused(producer, consumer, 0).map(Printer::text));
  }

  @Test
  void consumerGoesWhereTheProducerStores() {
    assertFused(
        SCALE,
        RELU,
        0,
        """
        operator "both"(x: f32[4, 8], w: f32[8], y: f32[4, 8]) -> void {
          for n in 0 to 4 {
            for m in 0 to 8 {
              let v: f32 = x[n, m] * w[m]
              y[n, m] = max(v, 0.0:f32)
            }
          }
        }
        """);
  }

  @Test
  void otherInputsAreReadAtTheElement() {
    assertFused(
        SCALE,
        SUM,
        1,
        """
        operator "both"(x: f32[4, 8], w: f32[8], a: f32[4, 8], y: f32[4, 8]) -> void {
          for n in 0 to 4 {
            for m in 0 to 8 {
              let v: f32 = x[n, m] * w[m]
              y[n, m] = a{[32]}[n * 8 + m] + v
            }
          }
        }
        """);
  }

  @Test
  void variablesOfTheConsumerAreCopiedForEachStore() {
    assertFused(
        "operator \"halves\"(x: f32[4], y: f32[8]) -> void {"
            + " for i in 0 to 4 { y[i] = x[i] y[i + 4] = neg(x[i]) } }",
        "operator \"square\"(x: f32[8], y: f32[8]) -> void {"
            + " for i in 0 to 8 { let v: f32 = x[i] + 1.0:f32 y[i] = v * v } }",
        0,
        """
        operator "both"(x: f32[4], y: f32[8]) -> void {
          for i in 0 to 4 {
            let v: f32 = x[i]
            let v.1: f32 = v + 1.0:f32
            y[i] = v.1 * v.1
            let v.2: f32 = neg(x[i])
            let v.3: f32 = v.2 + 1.0:f32
            y[i + 4] = v.3 * v.3
          }
        }
        """);
  }

  @Test
  void consumerMayHaveAnotherShape() {
    assertFused(
        SCALE,
        "operator \"flat\"(x: f32[32], y: f32[32]) -> void {"
            + " for i in 0 to 32 { y[i] = neg(x[i]) } }",
        0,
        """
        operator "both"(x: f32[4, 8], w: f32[8], y: f32[32]) -> void {
          for n in 0 to 4 {
            for m in 0 to 8 {
              let v: f32 = x[n, m] * w[m]
              y{[4, 8]}[n, m] = neg(v)
            }
          }
        }
        """);
  }

  /** Operators with the same shapes share one function: it may come after itself. */
  @Test
  void functionIsFusedWithItself() {
    PrimFunc sum = PassTester.parse(SUM);
    PrimFunc f = FuseElementwise.run(sum, sum, 0, "both").orElseThrow();
    Verify.check(f);
    assertEquals(
        Printer.text(
            PassTester.parse(
                """
                operator "both"(a: f32[4, 8], b: f32[4, 8], b.1: f32[4, 8], y: f32[4, 8]) -> void {
                  for i in 0 to 32 {
                    let v: f32 = a{[32]}[i] + b{[32]}[i]
                    y{[32]}[i] = v + b.1{[32]}[i]
                  }
                }
                """)),
        Printer.text(f));
    PrimFunc again = FuseElementwise.run(f, sum, 1, "three").orElseThrow();
    Verify.check(again);
    assertEquals(5, again.parameters().size());
  }

  // ---- What keeps them apart ----

  @Test
  void producerThatWritesTwiceStays() {
    assertApart(
        "operator \"twice\"(x: f32[4, 8], y: f32[4, 8]) -> void {"
            + " for k in 0 to 2 { for i in 0 to 32 { y{[32]}[i] = x{[32]}[i] } } }",
        RELU);
  }

  @Test
  void producerThatReadsItsOutputStays() {
    assertApart(
        "operator \"prefix\"(x: f32[4, 8], y: f32[4, 8]) -> void { y[0, 0] = x[0, 0]"
            + " for i in 1 to 32 { y{[32]}[i] = x{[32]}[i] + y{[32]}[i - 1] } }",
        RELU);
  }

  @Test
  void producerThatWritesUnderAConditionStays() {
    assertApart(
        "operator \"some\"(x: f32[4, 8], y: f32[4, 8]) -> void { for i in 0 to 32 {"
            + " if x{[32]}[i] > 0.0:f32 { y{[32]}[i] = 1.0:f32 } else { y{[32]}[i] = 0.0:f32 } } }",
        RELU);
  }

  @Test
  void consumerThatReadsAnotherElementStays() {
    assertApart(
        SCALE,
        "operator \"reverse\"(x: f32[4, 8], y: f32[4, 8]) -> void {"
            + " for i in 0 to 32 { y{[32]}[i] = x{[32]}[31 - i] } }");
  }

  @Test
  void consumerOfSeveralLoopsStays() {
    assertApart(
        SCALE,
        "operator \"half\"(x: f32[4, 8], y: f32[4, 8]) -> void {"
            + " for i in 0 to 16 { y{[32]}[i] = x{[32]}[i] }"
            + " for i in 16 to 32 { y{[32]}[i] = x{[32]}[i] } }");
  }

  @Test
  void consumerThatReadsItsOutputStays() {
    assertApart(
        SCALE,
        "operator \"add\"(x: f32[4, 8], y: f32[4, 8]) -> void {"
            + " for i in 0 to 32 { y{[32]}[i] = y{[32]}[i] + x{[32]}[i] } }");
  }
}
