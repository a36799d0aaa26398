package dev.demitasse.operators.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of this machine to its end. */
final class Command {
  private Command() {}

  /** How a program ended, and what it said. */
  record Ended(int status, String messages) {}

  static Ended run(Path folder, List<String> words) {
    try {
      Process process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.onExit().join().exitValue(), messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
