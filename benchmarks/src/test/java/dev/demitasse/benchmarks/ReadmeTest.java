package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables in the README are those of the results beside it. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  private static final Path RESULTS = Path.of("results");

  @Test
  void hasTheTablesOfTheResults() throws IOException {
    String text = Files.readString(README);
    assertEquals(
        Tables.with(Results.readAll(RESULTS), text),
        text,
        "to be written again, by 'mvn -q -Pbenchmarks -Drun=tables verify'");
  }

  @Test
  void pagesAreThoseOfTheResults() throws IOException {
    for (Results results : Results.readAll(RESULTS)) {
      Path page = RESULTS.resolve(results.target() + ".md");
      assertEquals(TargetTable.page(results), Files.readString(page), page::toString);
    }
  }

  @Test
  void nothingIsMissingInTheResults() throws IOException {
    EnumSet<Figure> times =
        EnumSet.of(Figure.NS, Figure.NS_MIN, Figure.ONNX_NS, Figure.ONNX_NS_MIN);
    for (Results results : Results.readAll(RESULTS)) {
      Set<Figure> figures =
          results.target().equals("host")
              ? EnumSet.complementOf(EnumSet.of(Figure.INSTRUCTIONS))
              : EnumSet.complementOf(times);
      for (Row row : results.rows()) {
        assertEquals(figures, row.figures().keySet(), row::toString);
      }
      List<Row> steps = results.steps().stream().map(Step::row).toList();
      for (List<Row> rows : List.of(results.rows(), steps)) {
        assertEquals(TrainedModel.NAMES, rows.stream().map(Row::model).distinct().toList());
      }
    }
  }

  /**
   * Nearly, as operators are measured on the first input, and the model is on that with the most.
   */
  @Test
  void operatorsAddUpToTheirModel() throws IOException {
    for (Results results : Results.readAll(RESULTS)) {
      for (Row row : results.rows()) {
        if (row.figure(Figure.INSTRUCTIONS).isPresent()) {
          long all = row.figures().get(Figure.INSTRUCTIONS);
          long sum = instructions(results, row.model());
          assertTrue(Math.abs(all - sum) <= all / 10, () -> sum + " in " + row);
        }
      }
    }
  }

  private static long instructions(Results results, String model) {
    return results.steps().stream()
        .map(Step::row)
        .filter(row -> row.model().equals(model))
        .mapToLong(row -> row.figures().get(Figure.INSTRUCTIONS))
        .sum();
  }

  @Test
  void columnsWithoutFiguresAreLeftOut() {
    Row first = new Row("a", "board", "-O2", Map.of(Figure.INSTRUCTIONS, 30L, Figure.MACS, 12L));
    Row second = new Row("bc", "board", "-O2", Map.of(Figure.INSTRUCTIONS, 1234L));
    Step step = new Step(10, "Conv2d, Relu", first);
    assertEquals(
        """
        # Results: board

        [What these are](../README.md)

        * cc: gcc
        * flags: `-O2`

        | model | instructions | MACs | per MAC |
        |-------|-------------:|-----:|--------:|
        | a     |           30 |   12 |    2.50 |
        | bc    |        1,234 |      |         |

        ## Operators

        ### a

        `-O2`

        | step | operators    | instructions | MACs | per MAC |
        |-----:|--------------|-------------:|-----:|--------:|
        |   10 | Conv2d, Relu |           30 |   12 |    2.50 |
        """,
        TargetTable.page(
            new Results("board", Map.of("cc", "gcc"), List.of(first, second), List.of(step))));
  }

  @Test
  void aTextWithoutPlaceIsRefused() {
    assertThrows(Failure.class, () -> Tables.with(List.of(), "text"));
  }
}
