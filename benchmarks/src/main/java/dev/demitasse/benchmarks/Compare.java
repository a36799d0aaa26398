package dev.demitasse.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares results with those of another time. */
@Command(
    name = "compare",
    description = {
      "Prints each figure as a multiple of what it was.",
      "Figures that depend on no clock must not be worse by more than a limit, nor missing."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class Compare implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "BEFORE", description = "A folder of results.")
  private Path before;

  @Parameters(paramLabel = "AFTER", description = "Another one.")
  private Path after;

  @Option(
      names = "--limit",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description = "How much worse a figure may be.")
  private double limit;

  @Option(
      names = "--limit-of",
      paramLabel = "FIGURE=PERCENT",
      split = ",",
      description = "The same for one of them, such as textBytes=5.")
  private Map<Figure, Double> limits = Map.of();

  /** A row, and the same of another time. */
  private record Pair(Row before, Row after) {

    Optional<Double> ratio(Figure figure) {
      return before.figure(figure).isPresent() && after.figure(figure).isPresent()
          ? Optional.of(ratio(before.figures().get(figure), after.figures().get(figure)))
          : Optional.empty();
    }

    private static double ratio(long before, long after) {
      return before == after ? 1 : (double) after / before;
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Row> old = rows(before);
    List<Row> now = rows(after);
    List<Pair> pairs = pairs(old, now);
    if (pairs.isEmpty()) {
      throw new Failure("'%s' and '%s' have no row in common".formatted(before, after));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(table(pairs));
    without(old, now).forEach(row -> out.println("only before: " + name(row)));
    without(now, old).forEach(row -> out.println("only after: " + name(row)));
    pairs.forEach(pair -> without(pair.before, pair.after, "only before", out));
    pairs.forEach(pair -> without(pair.after, pair.before, "only after", out));
    List<String> worse = pairs.stream().flatMap(this::worse).toList();
    worse.forEach(spec.commandLine().getErr()::println);
    return worse.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static List<Row> rows(Path folder) throws IOException {
    return Results.readAll(folder).stream().flatMap(results -> results.rows().stream()).toList();
  }

  private static List<Pair> pairs(List<Row> old, List<Row> now) {
    return old.stream()
        .flatMap(a -> now.stream().filter(a::isAs).map(b -> new Pair(a, b)))
        .toList();
  }

  private static List<Row> without(List<Row> rows, List<Row> others) {
    return rows.stream().filter(row -> others.stream().noneMatch(row::isAs)).toList();
  }

  /** Prints which figures another row does not have. */
  private static void without(Row row, Row other, String when, PrintWriter out) {
    for (Figure figure : row.figures().keySet()) {
      if (other.figure(figure).isEmpty()) {
        out.printf("%s: %s of %s%n", when, figure.json(), name(row));
      }
    }
  }

  private static String name(Row row) {
    return "%s on %s with '%s'".formatted(row.model(), row.target(), row.flags());
  }

  private static TextTable<Pair> table(List<Pair> pairs) {
    TextTable<Pair> table = new TextTable<>(pairs);
    table.words("target", pair -> pair.after.target());
    table.words("model", pair -> pair.after.model());
    table.words("flags", pair -> pair.after.flags());
    for (Figure figure : Figure.values()) {
      table.numbers(
          figure.json(),
          pair -> pair.ratio(figure).map(r -> String.format(Locale.ROOT, "%.3f", r)).orElse(""));
    }
    return table;
  }

  /** What is worse than the limits allow. */
  private Stream<String> worse(Pair pair) {
    return Arrays.stream(Figure.values())
        .filter(Figure::isLimited)
        .flatMap(figure -> worse(pair, figure).stream())
        .map(reason -> name(pair.after) + ": " + reason);
  }

  private Optional<String> worse(Pair pair, Figure figure) {
    double allowed = limits.getOrDefault(figure, limit);
    boolean isGone = pair.before.figure(figure).isPresent() && pair.after.figure(figure).isEmpty();
    if (isGone) {
      return Optional.of(figure.json() + " is missing");
    }
    return pair.ratio(figure)
        .filter(ratio -> ratio > 1 + allowed / 100)
        .map(ratio ->
            "%s was %d and is %d, more than %s %% worse"
                .formatted(
                    figure.json(),
                    pair.before.figures().get(figure),
                    pair.after.figures().get(figure),
                    allowed));
  }
}
