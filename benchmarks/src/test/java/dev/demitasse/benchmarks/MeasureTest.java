package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be measured is said before anything is. */
class MeasureTest {
  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private int measure(String... options) {
    List<String> arguments = new ArrayList<>(List.of("measure", "--results=" + results()));
    arguments.addAll(List.of("--models=" + folder, "--golden=" + folder));
    arguments.addAll(List.of(options));
    return Benchmarks.commandLine()
        .setOut(new PrintWriter(Writer.nullWriter()))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  private Path results() {
    return folder.resolve("results");
  }

  private void refuses(int code, String message, String... options) {
    assertEquals(code, measure(options), err::toString);
    assertTrue(err.toString().contains(message), err::toString);
    assertFalse(err.toString().contains("\tat "), err::toString);
    assertFalse(Files.exists(results()));
  }

  private void model(String index) throws IOException {
    Files.writeString(folder.resolve("kws_int8.tflite"), "");
    Files.writeString(folder.resolve("index.json"), index);
    Files.write(folder.resolve("x.bin"), new byte[1]);
  }

  private static String index(String output) {
    return """
    [{"model": "kws_int8", "input": {"file": "x.bin"}, "output": {"file": "%s"}}]
    """
        .formatted(output);
  }

  @Test
  void aFolderWithoutModels() {
    refuses(1, "vww_float32.tflite': name the folder of the models with --models");
  }

  @Test
  void aModelThatIsNotThere() throws IOException {
    model(index("x.bin"));
    refuses(1, "ic_int8.tflite': name the folder", "--only=kws_int8,ic_int8");
  }

  @Test
  void modelsWithoutReferences() throws IOException {
    model("[]");
    refuses(1, "index.json' has no case of 'kws_int8'");
  }

  @Test
  void anIndexThatIsNone() throws IOException {
    model("[{}]");
    refuses(1, "index.json': '[0].model' is missing");
  }

  @Test
  void aReferenceThatIsNotThere() throws IOException {
    model(index("y.bin"));
    refuses(1, "cannot be read or written: " + folder.resolve("y.bin"));
  }

  @Test
  void noTurns() {
    refuses(2, "--rounds: 0 is no turn", "--rounds=0");
  }

  @Test
  void aTargetThatIsNotKnown() throws IOException {
    model(index("x.bin"));
    refuses(1, "no board is named 'cortex-m5'", "--targets=host,cortex-m5");
  }
}
