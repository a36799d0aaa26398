package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every way to call a network and to bring its memory compiles without a warning, runs, and gives
 * the bits of the JVM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterfaceTest {
  private static final Path FIGURES = Path.of("target", "interface.json");

  @TempDir private static Path folder;

  private final List<Combination> combinations = Combination.all();
  private InterfaceBuild build;
  private int compiled;
  private int failed;

  @BeforeAll
  void compile() throws IOException {
    build = InterfaceBuild.of(folder, combinations);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GCC, -std=c99",
    "CLANG, -std=c99",
    "GXX, -xc++ -std=c++17",
    "CLANGXX, -xc++ -std=c++17"
  })
  void everyCombinationRuns(CCompiler compiler, String dialect) throws IOException {
    List<String> mistakes = build.mistakes(combinations, build.toolchain(compiler, dialect));
    compiled += combinations.size();
    failed += mistakes.size();
    assertEquals("", String.join("\n", mistakes));
  }

  @AfterAll
  void writeFigures() throws IOException {
    String excluded =
        Combination.EXCLUDED.entrySet().stream()
            .map(e -> "    {\"what\": \"%s\", \"why\": \"%s\"}".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(",\n"));
    String text =
        """
        {
          "combinations": %d,
          "failed": %d,
          "ways": %d,
          "excluded": [
        %s
          ]
        }
        """
            .formatted(compiled, failed, combinations.size(), excluded);
    Files.createDirectories(FIGURES.getParent());
    Files.writeString(FIGURES, text);
    System.out.print(text);
  }
}
