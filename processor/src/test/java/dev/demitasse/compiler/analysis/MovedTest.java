package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Parser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that make {@code y} of {@code a} and {@code b}. */
class MovedTest {

  private static Optional<Moved> moved(String body) {
    String head = "func \"f\"(a: i32[4], b: i32[2], y: i32[6]) -> void {";
    return Moved.of(Parser.parseFunction(head + body + "}"), 1).map(results -> results.get(0));
  }

  @Test
  void partsOfAResultAreFound() {
    Moved m = moved("for i in 0 to 4 { y[i] = a[i] } y[5] = b[0] y[4] = b[1]").orElseThrow();
    assertEquals(List.of(0, 1), m.sources());
    assertEquals(Optional.of(new Moved.View(0, List.of(1))), m.inResult(0, List.of(4)));
    assertEquals(Optional.of(new Moved.View(0, List.of(2, 1))), m.inResult(0, List.of(2, 2)));
    assertEquals(Optional.empty(), m.inResult(1, List.of(2))); // from high to low
    assertEquals(Optional.empty(), m.resultIn(0, List.of(6)));
    assertEquals(Optional.empty(), m.fill());
  }

  @Test
  void whatIsFilledFirstIsOverwritten() {
    Moved m =
        moved("for i in 0 to 6 { y[i] = 3 } for i in 0 to 2 { y[i * 2 + 1] = b[i] }").orElseThrow();
    assertEquals(List.of(1), m.sources());
    assertEquals(Optional.of(new Moved.View(1, List.of(2))), m.inResult(1, List.of(2)));
    assertEquals(Optional.of(Expr.int32(3)), m.fill());
  }

  @Test
  void resultsAreViewsWhereElementsRepeat() {
    Moved m = moved("for i in 0 to 3 { for j in 0 to 2 { y[i * 2 + j] = b[j] } }").orElseThrow();
    assertEquals(Optional.of(new Moved.View(0, List.of(0, 1))), m.resultIn(1, List.of(3, 2)));
    assertEquals(Optional.empty(), m.inResult(1, List.of(2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 0 to 4 { y[i] = a[i] }",
        "for i in 0 to 6 { y[i] = a[i / 2] + 1 }",
        "for i in 0 to 6 { y[i] = 0 } for i in 0 to 3 { y[i] = 1 }",
        "for i in 0 to 6 { y[i] = 0 } if a[0] == 1 { y[0] = a[1] }",
        "for i in 0 to 6 { y[i] = a[b[0] & 3] }",
        "for i in 0 to 6 { y[i] = a[0] } assert a[0] == 1",
        "for i in 0 to 5 { y[i] = a[0] } y[5] = y[0]",
      })
  void functionsThatDoMoreAreNoMoves(String body) {
    assertTrue(moved(body).isEmpty());
  }
}
