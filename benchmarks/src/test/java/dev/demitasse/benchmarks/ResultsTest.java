package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read again; what is no file of results is said. */
class ResultsTest {
  @TempDir Path folder;

  private static final Row ROW =
      new Row("kws_int8", "board", "-O2", Map.of(Figure.MACS, 7L, Figure.INSTRUCTIONS, 1L << 40));

  private static final Step STEP = new Step(2, "Conv2d, Relu", ROW);

  @Test
  void areReadAsTheyWereWritten() throws IOException {
    Results board = new Results("board", Map.of("cc", "gcc 12"), List.of(ROW), List.of(STEP));
    Results other = new Results("a", Map.of(), List.of(), List.of());
    board.write(folder);
    other.write(folder);
    assertEquals(List.of(other, board), Results.readAll(folder));
  }

  @Test
  void haveTheirFiguresInOneOrder() throws IOException {
    new Results("board", Map.of(), List.of(ROW), List.of(STEP)).write(folder);
    assertEquals(
        """
        {
          "machine": {},
          "rows": [
            {
              "model": "kws_int8",
              "target": "board",
              "flags": "-O2",
              "instructions": 1099511627776,
              "macs": 7
            }
          ],
          "steps": [
            {
              "step": 2,
              "title": "Conv2d, Relu",
              "model": "kws_int8",
              "target": "board",
              "flags": "-O2",
              "instructions": 1099511627776,
              "macs": 7
            }
          ]
        }
        """,
        Files.readString(folder.resolve("board.json")));
  }

  /** What is there instead of something right, and what is said of it. */
  private static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("{", "[", "is no JSON"),
        Arguments.of("\"rows\"", "\"lines\"", ": 'rows' is missing"),
        Arguments.of("[ROW]", "{}", ": 'rows' is no list"),
        Arguments.of("[ROW]", "[ROW, 3]", ": 'rows[1]' is no object"),
        Arguments.of("\"model\": \"m\", ", "", ": 'rows[0].model' is missing"),
        Arguments.of("\"m\"", "7", ": 'rows[0].model' is 7, but must be a string"),
        Arguments.of("\"board\"", "\"b\"", ": 'rows[0].target' is 'b', in the file of 'board'"),
        Arguments.of("macs", "maks", ": 'rows[0].maks' is no figure that is measured"),
        Arguments.of("12", "1.5", ": 'rows[0].macs' is 1.5, but must be a whole number from 0"),
        Arguments.of("12", "-1", ": 'rows[0].macs' is -1, but must be a whole number from 0"),
        Arguments.of("12", "null", ": 'rows[0].macs' is null, but must be a whole number from 0"),
        Arguments.of("12", "1e99", ": 'rows[0].macs' is 1e99, but must be a whole number from 0"),
        Arguments.of("\"gcc\"", "[]", ": 'machine.cc' is [], but must be a string"),
        Arguments.of("[]", "[ROW]", ": 'steps[0].step' is missing"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatIsOddIsSaidWithItsPlace(String right, String wrong, String message) throws IOException {
    String file = "{\"machine\": {\"cc\": \"gcc\"}, \"rows\": [ROW], \"steps\": []}";
    String row = "{\"model\": \"m\", \"target\": \"board\", \"flags\": \"\", \"macs\": 12}";
    Path json = folder.resolve("board.json");
    Files.writeString(json, file.replace("ROW", row));
    assertEquals(
        Map.of(Figure.MACS, 12L), Results.readAll(folder).getFirst().rows().getFirst().figures());
    String text = file.contains(right) ? file.replace(right, wrong) : file;
    Files.writeString(
        json, text.replace("ROW", file.contains(right) ? row : row.replace(right, wrong)));
    Failure failure = assertThrows(Failure.class, () -> Results.readAll(folder));
    String start = "'%s'".formatted(json);
    assertTrue(failure.getMessage().startsWith(start), failure::getMessage);
    assertTrue(failure.getMessage().contains(message), failure::getMessage);
  }

  @Test
  void aFileWithoutAnythingIsRefused() throws IOException {
    Path json = Files.writeString(folder.resolve("board.json"), "");
    Failure failure = assertThrows(Failure.class, () -> Results.readAll(folder));
    assertEquals("'%s' is no object".formatted(json), failure.getMessage());
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThrows(Failure.class, () -> Results.readAll(folder));
    assertThrows(Failure.class, () -> Results.readAll(folder.resolve("missing")));
  }
}
