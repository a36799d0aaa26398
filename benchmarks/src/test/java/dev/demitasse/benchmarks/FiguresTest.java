package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** How figures come from what programs print, and from many times. */
class FiguresTest {

  @Test
  void sectionsAreAddedUp() {
    String table =
        """
        kws.o  :
        section                  size   addr
        .text                     100      0
        .data                       7      0
        .rodata.cst16              16      0
        .rodata.tvm              2000      0
        .text.startup              11     64
        .eh_frame                 200      0
        Total                    2334


        main.o  :
        .text                       5      0
        """;
    assertEquals(Map.of(Figure.TEXT, 116L, Figure.RODATA, 2016L), Sections.of(table));
  }

  @Test
  void medianAndLeastAreOfAllTurns() {
    Times times = new Times();
    times.add(new long[] {5, 1, 9});
    times.add(new long[] {3, 7});
    assertEquals(Map.of(Figure.NS, 5L, Figure.NS_MIN, 1L), times.figures(Figure.NS, Figure.NS_MIN));
    times.add(new long[] {2});
    assertEquals(Map.of(Figure.NS, 3L, Figure.NS_MIN, 1L), times.figures(Figure.NS, Figure.NS_MIN));
  }
}
