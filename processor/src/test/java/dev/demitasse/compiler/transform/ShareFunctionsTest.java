package dev.demitasse.compiler.transform;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.ir.PrimFunc;
import org.junit.jupiter.api.Test;

class ShareFunctionsTest {
  private static final String SCALE =
      "operator \"scale\"(x: f32[4], y: f32[4]) -> void { for i in 0 to 4 { y[i] = x[i] * K:f32 }"
          + " }";

  private final ShareFunctions pass = new ShareFunctions();

  private PrimFunc shared(String text) {
    return pass.shared(PassTester.parse(text));
  }

  @Test
  void functionsThatDoTheSameAreOne() {
    assertSame(shared(SCALE.replace("K", "2.0")), shared(SCALE.replace("K", "2.0")));
  }

  @Test
  void functionsThatDifferInAConstantOrAShapeAreTwo() {
    PrimFunc first = shared(SCALE.replace("K", "0.0"));
    assertNotSame(first, shared(SCALE.replace("K", "-0.0")));
    assertNotSame(
        first,
        shared(
            SCALE
                .replace("K", "0.0")
                .replace("y: f32[4]", "y: f32[4, 1]")
                .replace("y[i]", "y[i, 0]")));
  }
}
