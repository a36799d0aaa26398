package dev.demitasse.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;

/** Runs other programs. */
final class Command {
  private Command() {}

  /**
   * Runs a program to its end. What it writes to its standard error goes to ours.
   *
   * @param words the program and its arguments
   * @param ifMissing what to tell the user if there is no such program
   * @return what it wrote to its standard output
   * @throws DemoFailure if there is no such program or it did not exit with 0
   */
  static String run(List<String> words, String ifMissing) throws IOException, InterruptedException {
    Process process = start(words, ifMissing);
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), Charset.defaultCharset());
      int status = process.waitFor();
      if (status != 0) {
        throw new DemoFailure("exit code " + status + " of: " + String.join(" ", words));
      }
      return text;
    }
  }

  private static Process start(List<String> words, String ifMissing) {
    try {
      return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new DemoFailure("'" + words.get(0) + "' does not start: " + ifMissing);
    }
  }
}
