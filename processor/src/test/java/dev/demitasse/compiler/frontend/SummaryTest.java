package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build says of a network that is compiled. */
class SummaryTest {
  @TempDir Path folder;

  /** javac indents what comes behind the first line. */
  @Test
  void saysWhatItTakesOfTheDevice() throws Exception {
    assertSummary(
        """
        network 'net': 2 calls of 2 functions
            workspace 0 bytes, state 12 bytes, constants 0 bytes, 0 MACs
            report: META-INF/demitasse/report/net/report.html\
        """,
        NET);
  }

  @Test
  void saysWhatLiesInPoolsThatTheAuthorHasNamed() throws Exception {
    assertSummary(
        """
        network 'net': 2 calls of 2 functions
            workspace 12 bytes (optimal), constants 0 bytes, 0 MACs
            pool sram: 12 of 64 bytes (optimal)
            most RAM in step
            100 %  0  Twice, Twice
            100 %  1  Copy
            report: META-INF/demitasse/report/net/report.html\
        """,
        NET.replace("@Network", "@dev.demitasse.Pool(name = \"sram\", bytes = 64) @Network")
            .replace("@State", "@State @dev.demitasse.Placed(\"sram\")"));
  }

  private void assertSummary(String expected, String network) throws Exception {
    Project project =
        new Project(folder).with("Twice.java", Project.TWICE).with("Net.java", network);
    JavacRun run =
        JavacRun.of(
            Files.createDirectories(folder.resolve("out")),
            List.of(project.root().resolve("Twice.java"), project.root().resolve("Net.java")));
    assertEquals(List.of(expected), run.notes());
  }

  private static final String NET =
      """
      package nets;

      import dev.demitasse.F32;
      import dev.demitasse.Network;
      import dev.demitasse.Shape;
      import dev.demitasse.State;
      import ops.Twice;

      @Network
      class Net {
        @State F32 last = F32.zeros(3);

        public F32 run(@Shape({3}) F32 x) {
          F32 y = Twice.apply(last);
          last = x;
          return Twice.apply(y);
        }
      }
      """;
}
