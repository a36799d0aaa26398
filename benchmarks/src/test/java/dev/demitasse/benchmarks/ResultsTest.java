package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again; what is no file of results is said. */
class ResultsTest {
  @TempDir Path folder;

  private static final Row ROW =
      new Row("kws_int8", "board", "-O2", Map.of(Figure.MACS, 7L, Figure.INSTRUCTIONS, 1L << 40));

  @Test
  void areReadAsTheyWereWritten() throws IOException {
    Results board = new Results("board", Map.of("cc", "gcc 12"), List.of(ROW));
    Results other = new Results("a", Map.of(), List.of());
    board.write(folder);
    other.write(folder);
    assertEquals(List.of(other, board), Results.readAll(folder));
  }

  @Test
  void haveTheirFiguresInOneOrder() throws IOException {
    new Results("board", Map.of(), List.of(ROW)).write(folder);
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
          ]
        }
        """,
        Files.readString(folder.resolve("board.json")));
  }

  @Test
  void figuresOfOtherVersionsAreLeftOut() throws IOException {
    Files.writeString(
        folder.resolve("board.json"),
        """
        {"machine": {}, "rows": [
          {"model": "m", "target": "board", "flags": "", "joules": 1, "macs": 2}]}
        """);
    Row row = Results.readAll(folder).getFirst().rows().getFirst();
    assertEquals(Map.of(Figure.MACS, 2L), row.figures());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    for (String text :
        List.of("", "[]", "{}", "{\"machine\": {}, \"rows\": [{}]}", "{\"machine\"")) {
      Files.writeString(folder.resolve("board.json"), text);
      Failure failure = assertThrows(Failure.class, () -> Results.readAll(folder), text);
      assertTrue(failure.getMessage().contains("board.json"), failure::getMessage);
    }
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThrows(Failure.class, () -> Results.readAll(folder));
    assertThrows(Failure.class, () -> Results.readAll(folder.resolve("missing")));
  }
}
