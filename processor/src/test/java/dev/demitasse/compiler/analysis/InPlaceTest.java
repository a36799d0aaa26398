package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that read {@code x} and write {@code y}. */
class InPlaceTest {

  private static boolean isSafe(String body) {
    PrimFunc f =
        Parser.parseFunction(
            "func \"f\"(x: i32[12], y: i32[12], c: bool, n: i32) -> void {" + body + "}");
    return InPlace.isSafe(f, f.parameterBuffers().get(0), f.parameterBuffers().get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 0 to 12 { y[i] = x[i] + 1 }",
        "for i in 11 to -1 step -1 { y[i] = x[i] + 1 }",
        "for i in 0 to 3 { for j in 0 to 4 { y{[3, 4]}[i, j] = x{[3, 4]}[i, j] * 2 } }",
        "for i in 0 to 12 { if c { y[i] = x[i] } else { y[i] = 0 - x[i] } }",
        // All reads come first.
        "let a: i32 = x[n] for i in 0 to 12 { y[i] = a }",
        // Ahead of what is written.
        "for i in 0 to 11 { y[i] = x[i + 1] }",
        // What is read again is the result itself.
        "for i in 0 to 12 { y[i] = x[i] } for i in 0 to 12 { y[i] = y[i] + y[0] }",
        "",
      })
  void nothingIsReadBehindItsResult(String body) {
    assertTrue(isSafe(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 1 to 12 { y[i] = x[i - 1] }",
        "for i in 0 to 12 { y[i] = x[11 - i] }",
        "for i in 0 to 12 { y[i] = x[i] + x[0] }",
        "for i in 0 to 12 { y[i] = 0 } for i in 0 to 12 { y[i] = x[i] }",
        "y[0] = 1 y[1] = x[n]",
        "y[n] = 1 y[1] = x[0]",
        // May be done, and may be read.
        "if c { y[3] = 1 } y[1] = x[3]",
        "y[3] = 1 if c { y[1] = x[3] }",
        "if c { y[3] = 1 } else { y[0] = x[3] } y[1] = x[3]",
        "while c { y[0] = x[1] y[1] = 0 }",
        "while x[0] < 3 { y[0] = 1 }",
        "for i in 0 to n { y[i] = x[i] }",
      })
  void whatIsReadLaterIsKept(String body) {
    assertFalse(isSafe(body));
  }

  /** C compilers take memory of one type for other memory than that of another type. */
  @ParameterizedTest
  @ValueSource(strings = {"f32", "u32", "i8"})
  void typesAreTheSame(String type) {
    PrimFunc f =
        Parser.parseFunction(
            "func \"f\"(x: i32[12], y: %s[12]) -> void { for i in 0 to 12 { y[i] = y[i] } }"
                .formatted(type));
    assertFalse(InPlace.isSafe(f, f.parameterBuffers().get(0), f.parameterBuffers().get(1)));
  }
}
