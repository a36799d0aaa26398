package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.tflite.ModelBuilder;
import dev.demitasse.compiler.tflite.TfliteType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** The budget of a trained model stands at its interface. */
class BudgetTest {
  @TempDir private Path folder;

  /** A layer of three neurons, and their probabilities. */
  @BeforeEach
  void write() throws IOException {
    ModelBuilder model = new ModelBuilder();
    model.tensor("x", TfliteType.FLOAT32, 1, 6);
    model.constant("w", TfliteType.FLOAT32, new byte[3 * 6 * 4], 3, 6);
    model.constant("b", TfliteType.FLOAT32, new byte[3 * 4], 3);
    model.tensor("dense", TfliteType.FLOAT32, 1, 3);
    model.tensor("y", TfliteType.FLOAT32, 1, 3);
    model.operator("FULLY_CONNECTED", new int[] {0, 1, 2}, 3);
    model.operator("SOFTMAX", new int[] {3}, 4);
    Files.write(folder.resolve("layer.tflite"), model.inputs(0).outputs(4).build());
  }

  private JavaBuild build(String budget) throws IOException {
    String source =
        """
        import dev.demitasse.*;

        @Network(model = "layer.tflite")
        @Budget(%s)
        public interface Layer {
          F32 run(F32 x);
        }
        """
            .formatted(budget);
    return JavaBuild.of(
        folder.resolve("classes"), Map.of("Layer", source), List.of("resources=" + folder));
  }

  @Test
  void thatHoldsGoesToTheReport() throws IOException {
    JavaBuild build = build("ram = 12, constants = 84, macs = 18, stack = 99");
    byte[] json = build.generatedFiles().get("META-INF/demitasse/report/layer/report.json");
    Report report = Report.parse(new String(json, StandardCharsets.UTF_8));
    assertEquals(
        Optional.of(
            new Report.Budget(
                Optional.of(12L),
                Optional.of(84L),
                Optional.of(18L),
                Optional.empty(),
                Optional.of(99L))),
        report.budget());
    assertEquals(Optional.of(18L), report.totals().macs());
  }

  @Test
  void thatIsBrokenIsReportedThere() {
    AssertionFailedError failure =
        assertThrows(
            AssertionFailedError.class, () -> build("ram = 11, constants = 83, macs = 17"));
    for (String code : List.of("ram", "constants", "macs")) {
      String message = "Layer.java:4: error: [budget-" + code + "] network 'layer' ";
      assertTrue(failure.getMessage().contains(message), failure::getMessage);
    }
  }
}
