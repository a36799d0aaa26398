package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.demitasse.F32;
import dev.demitasse.boards.Board;
import dev.demitasse.compiler.tflite.ModelBuilder;
import dev.demitasse.compiler.tflite.TfliteType;
import dev.demitasse.operators.Dense;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is as small as can be goes all the way, here and on boards. */
class MeasuredModelTest {
  private static final List<Board> BOARDS = Board.of(System.getProperty("boards", "all"));
  private static final F32 X = F32.of(new float[] {2, -1}, 1, 2);
  private static final F32 WEIGHTS = F32.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private static final F32 BIAS = F32.of(new float[] {0.5f, 0.25f, -8}, 3);

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeModel() throws IOException {
    ModelBuilder model = new ModelBuilder();
    model.tensor("x", TfliteType.FLOAT32, 1, 2);
    model.constant("weights", TfliteType.FLOAT32, WEIGHTS.toBytes(), 3, 2);
    model.constant("bias", TfliteType.FLOAT32, BIAS.toBytes(), 3);
    model.tensor("y", TfliteType.FLOAT32, 1, 3);
    model.operator("FULLY_CONNECTED", new int[] {0, 1, 2}, 3);
    Files.write(folder.resolve("dense_float32.tflite"), model.inputs(0).outputs(3).build());
    Files.write(folder.resolve("x.bin"), X.toBytes());
    Files.writeString(
        folder.resolve("index.json"),
        """
        [{"model": "dense_float32", "input": {"file": "x.bin"}, "output": {"file": "y.bin"}}]
        """);
  }

  private int measure(String targets, F32 reference) throws IOException {
    Files.write(folder.resolve("y.bin"), reference.toBytes());
    return Benchmarks.commandLine()
        .setOut(new PrintWriter(Writer.nullWriter()))
        .setErr(new PrintWriter(err))
        .execute(
            "measure",
            "--models=" + folder,
            "--golden=" + folder,
            "--only=dense_float32",
            "--targets=" + targets,
            "--rounds=1",
            "--results=" + folder.resolve("results"));
  }

  private List<Results> measured(String targets) throws IOException {
    assertEquals(0, measure(targets, Dense.apply(X, WEIGHTS, BIAS)), err::toString);
    return Results.readAll(folder.resolve("results"));
  }

  /** Skips a test where a tool of a board is missing, and says which. */
  private static void require(List<Board> boards) {
    if (System.getenv("CI") == null) {
      boards.forEach(board -> board.toolchain().missing().ifPresent(missing -> abort(missing)));
    }
  }

  private static void checkSteps(Results results, Figure figure) {
    Step step = results.steps().getFirst();
    assertEquals(1, results.steps().size());
    assertEquals("Dense", step.title());
    assertEquals(6, step.row().figures().get(Figure.MACS));
    assertTrue(step.row().figures().get(figure) > 0, step::toString);
  }

  @Test
  void onThisComputer() throws IOException {
    Results results = measured("host").getFirst();
    assertEquals(
        List.of(
            "-std=c99 -O3 -march=native",
            "-std=c99 -O3 -march=native -Ademitasse.mac=fused",
            "-std=c99 -O2"),
        results.rows().stream().map(Row::flags).toList());
    for (Row row : results.rows()) {
      assertEquals(6, row.figures().get(Figure.MACS));
      assertEquals(20, row.figures().get(Figure.IO));
      assertTrue(row.figures().get(Figure.NS_MIN) <= row.figures().get(Figure.NS), row::toString);
    }
    checkSteps(results, Figure.NS_MIN);
  }

  @Test
  void onBoards() throws IOException {
    require(BOARDS);
    List<String> names = BOARDS.stream().map(Board::id).sorted().toList();
    List<Results> all = measured(String.join(",", names));
    assertEquals(names, all.stream().map(Results::target).toList());
    for (Results results : all) {
      Row row = results.rows().getFirst();
      assertTrue(row.figures().get(Figure.INSTRUCTIONS) > 6, row::toString);
      assertTrue(row.figures().get(Figure.RODATA) >= 36, row::toString);
      checkSteps(results, Figure.INSTRUCTIONS);
    }
  }

  @Test
  void withAnotherReferenceNothingIsWritten() throws IOException {
    Board board = BOARDS.getFirst();
    require(List.of(board));
    assertEquals(1, measure(board.id(), Dense.apply(X, WEIGHTS, F32.zeros(3))));
    String message =
        "dense_float32: output 0 of %s is 8.0 from the reference".formatted(board.id());
    assertTrue(err.toString().contains(message), err::toString);
    assertFalse(Files.exists(folder.resolve("results").resolve(board.id() + ".json")));
  }
}
