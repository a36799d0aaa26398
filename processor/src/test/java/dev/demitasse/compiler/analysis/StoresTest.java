package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoresTest {

  private static PrimFunc function(String body) {
    String head = "func \"f\"(x: i32[12], y: i32[3, 4], c: bool, n: i32) -> void {";
    return Parser.parseFunction(head + body + "}");
  }

  private static Stores stores(String body) {
    PrimFunc f = function(body);
    Buffer y = f.parameterBuffers().get(1);
    return new Stores(y.data(), y.size()).add(f.body());
  }

  private static void assertCovers(boolean all, boolean once, String body) {
    assertEquals(all, stores(body).coverAll());
    assertEquals(once, stores(body).coverAllOnce());
  }

  @Test
  void loopsOverAllAxesWriteEachElementOnce() {
    assertCovers(true, true, "for i in 0 to 3 { for j in 0 to 4 { y[i, j] = 0 } }");
    assertCovers(true, true, "for i in 2 to -1 step -1 { for j in 0 to 4 { y[i, j] = 0 } }");
    assertCovers(true, true, "for i in 0 to 12 { y[i / 4, i % 4] = 0 }");
    assertCovers(true, true, "for i in 0 to 12 { y{[12]}[i] = 0 }");
    assertCovers(
        true, true, "for i in 0 to 4 { for j in 0 to 3 { y{[4, 3] strides [1, 4]}[i, j] = 0 } }");
  }

  @Test
  void missingElementsAreMissed() {
    assertCovers(false, false, "for i in 0 to 3 { for j in 1 to 4 { y[i, j] = 0 } }");
    assertCovers(false, false, "for i in 0 to 12 step 2 { y{[12]}[i] = 0 }");
    assertCovers(false, false, "");
  }

  @Test
  void elementsWrittenTwiceAreCounted() {
    assertCovers(true, false, "for k in 0 to 2 { for i in 0 to 12 { y{[12]}[i] = k } }");
    assertCovers(true, false, "for i in 0 to 12 { y{[12]}[i] = 0 y{[12]}[0] = 1 }");
  }

  @Test
  void variablesAndConditionsOfLoopVariablesAreFollowed() {
    assertCovers(
        true,
        true,
        """
        for i in 0 to 6 {
          let k: i32 = i * 2
          y{[12]}[k] = 1
          if i < 5 { y{[12]}[k + 1] = 2 } else { y{[12]}[11] = 3 }
        }
        """);
  }

  @Test
  void storesUnderUnknownConditionsDoNotCount() {
    assertCovers(false, false, "for i in 0 to 12 { if c { y{[12]}[i] = 0 } }");
    assertCovers(true, false, "for i in 0 to 12 { y{[12]}[i] = 0 } if x[0] > 0 { y[0, 0] = 1 }");
  }

  @Test
  void storesThatALeavingMaySkipDoNotCount() {
    String fill = "for i in 0 to 12 { y{[12]}[i] = 0 }";
    assertCovers(false, false, "block b { if c { leave b } " + fill + " }");
    assertCovers(false, false, "block b { for i in 0 to 12 { if c { leave b } y{[12]}[i] = 0 } }");
    assertCovers(false, false, "for i in 0 to 12 { block b { if c { leave b } y{[12]}[i] = 0 } }");
    assertCovers(true, true, "block b { " + fill + " if c { leave b } }");
    assertCovers(true, true, "block b { for i in 0 to n { if c { leave b } } }" + fill);
    assertCovers(
        true, true, "for i in 0 to 12 { block b { if c { leave b } x[0] = i } y{[12]}[i] = 0 }");
  }

  @Test
  void storesInWhileLoopsDoNotCount() {
    assertCovers(false, false, "while c { for i in 0 to 12 { y{[12]}[i] = 0 } }");
    assertCovers(true, false, "for i in 0 to 12 { y{[12]}[i] = 0 } while x[0] > 0 { y[0, 0] = 1 }");
    assertCovers(true, true, "while x[0] > 0 { x[0] = 0 } for i in 0 to 12 { y{[12]}[i] = 0 }");
  }

  @Test
  void readsInBlocksAndLoopsAreSeen() {
    assertTrue(stores("while y[0, 0] > 0 { x[0] = 1 }").readEarly());
    assertTrue(stores("while c { x[0] = y[0, 0] y[0, 0] = 1 }").readEarly());
    assertTrue(stores("block b { if c { leave b } y[0, 0] = 1 } x[0] = y[0, 0]").readEarly());
    assertTrue(stores("assert y[0, 0] > 0").readEarly());
    assertFalse(stores("block b { y[0, 0] = 1 if c { leave b } x[0] = y[0, 0] }").readEarly());
  }

  @Test
  void storesAtUnknownPlacesDoNotCount() {
    assertCovers(true, false, "for i in 0 to 12 { y{[12]}[i] = 0 } y{[12]}[x[0]] = 1");
    assertCovers(false, false, "for i in 0 to n { y{[12]}[i] = 0 }");
  }

  @Test
  void otherBuffersDoNotMatter() {
    assertCovers(true, true, "for i in 0 to 12 { y{[12]}[i] = x[i] x[i] = 1 }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          y[0, 0] = 1                          | false | true
          x[0] = y[0, 0]                       | true  | false
          call<void> "g"(address(y))           | true  | false
          for i in 0 to x[0] { x[i] = i }      | false | false
          if y[1, 1] == 0 { y[1, 1] = 1 }      | true  | true
          """)
  void readsAndWritesAreSeen(String body, boolean reads, boolean writes) {
    PrimFunc f = function(body);
    Buffer y = f.parameterBuffers().get(1);
    assertEquals(reads, Stores.reads(f.body(), y.data()));
    assertEquals(writes, Stores.writes(f.body(), y.data()));
  }

  @Test
  void loopsTooLongToRunAreUncertain() {
    Stores stores = stores("for k in 0 to 2000000000 { for i in 0 to 12 { y{[12]}[i] = 0 } }");
    assertTrue(stores.coverAll());
    assertFalse(stores.coverAllOnce());
  }
}
