package dev.demitasse.boards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of this machine to its end. */
final class Command {
  private Command() {}

  /**
   * How a program ended.
   *
   * @param status its exit code
   * @param output all that it wrote, to both streams
   */
  record Ended(int status, String output) {}

  static Ended run(Path folder, List<String> words) {
    Process process;
    try {
      process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.onExit().join().exitValue(), output);
    } catch (IOException e) {
      throw new BoardException("'" + words.get(0) + "' does not start: " + e.getMessage());
    }
  }
}
