package dev.demitasse.compiler.tflite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Models of MLPerf Tiny, which lie beside the project where somebody has put them. */
final class RealModels {

  private static final Path FOLDER = Path.of("..", "..", "shared", "models");

  private RealModels() {}

  static boolean areThere() {
    return Files.isDirectory(FOLDER);
  }

  /** Returns the content of a model, and skips the test that needs it if there are none. */
  static byte[] content(String name) {
    Assumptions.assumeTrue(areThere(), "the trained models are not in ../shared/models");
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
