package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes results into a text. */
@Command(
    name = "tables",
    description = "Writes the tables of results into the README again.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class Tables implements Callable<Integer> {
  private static final String BEGIN = "<!-- results -->";
  private static final String END = "<!-- end of results -->";

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "results",
      description = "The results.")
  private Path results;

  @Option(
      names = "--readme",
      paramLabel = "FILE",
      defaultValue = "README.md",
      description = "The text, with the lines '" + BEGIN + "' and '" + END + "'.")
  private Path readme;

  @Override
  public Integer call() throws IOException {
    Files.writeString(readme, with(Results.readAll(results), Files.readString(readme)));
    return CommandLine.ExitCode.OK;
  }

  /** Returns a text with these results in the place of those that it has. */
  static String with(List<Results> results, String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new Failure("the text has no place for results: '%s', '%s'".formatted(BEGIN, END));
    }
    String tables =
        results.stream()
            .map(r ->
                "### [%s](results/%s.md)\n\n%s"
                    .formatted(r.target(), r.target(), TargetTable.of(r)))
            .collect(Collectors.joining("\n\n"));
    return text.substring(0, begin + BEGIN.length())
        + "\n\n"
        + tables
        + "\n\n"
        + text.substring(end);
  }
}
