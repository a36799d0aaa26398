package dev.demitasse.benchmarks;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.tools.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stack that a network needs, by {@code demitasse check}. */
final class Stack {
  private Stack() {}

  /**
   * Returns the bytes of the deepest way down.
   *
   * @param folder with the {@code .su} files of the C compiler; a folder is made in it
   */
  static long bytes(Generated generated, Path folder) throws IOException {
    Path checked = folder.resolve("checked");
    StringWriter errors = new StringWriter();
    int status =
        Tools.commandLine()
            .setOut(new PrintWriter(Writer.nullWriter()))
            .setErr(new PrintWriter(errors))
            .execute(
                "check",
                generated.file().toString(),
                "--su",
                folder.toString(),
                "--output",
                checked.toString());
    if (status != 0) {
      throw new Failure(errors.toString());
    }
    String report = Files.readString(checked.resolve(generated.file().getFileName()));
    return Report.parse(report).totals().stack().orElseThrow();
  }
}
