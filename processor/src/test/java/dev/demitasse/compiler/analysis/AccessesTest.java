package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.ir.Parser;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccessesTest {

  private static Map<String, Long> accesses(String body) {
    String head = "operator \"f\"(x: i32[12], w: i32[12], y: i32[3]) -> void {";
    Map<String, Long> accesses = new TreeMap<>();
    Accesses.of(Parser.parseFunction(head + body + "}"))
        .forEach((data, count) -> accesses.put(data.name(), count));
    return accesses;
  }

  @Test
  void loadsAndStoresCountAsOftenAsTheLoopsAroundThemGoRound() {
    assertEquals(
        Map.of("w", 12L, "x", 12L, "y", 15L),
        accesses(
            """
            for m in 0 to 3 {
              for k in 0 to 4 {
                y[m] = w[m * 4 + k] * x[k]
              }
              y[m] = 0
            }
            """));
  }

  @Test
  void endsOfLoopsThatVaryCountWithTheMostThatTheyGive() {
    assertEquals(
        Map.of("x", 6L), accesses("for i in 0 to 3 { for k in i to 2 { let a: i32 = x[k] } }"));
  }

  @Test
  void conditionsCountAsIfTheyHeld() {
    assertEquals(
        Map.of("w", 6L, "x", 12L, "y", 6L),
        accesses(
            "for i in 0 to 12 step 2 { if x[i] < 0 { y[0] = x[i + 1] } else { let b: i32 = w[i] }"
                + " }"));
  }

  @Test
  void whatIsNotTouchedIsNotThere() {
    assertEquals(Map.of("y", 1L), accesses("y[2] = 1"));
  }
}
