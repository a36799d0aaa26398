package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how the figures of networks have changed, and fails if some of them have grown. */
@Command(
    name = "compare",
    description = "Compares the reports of two builds.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing has grown by more than it may",
      "1:something has; standard error says what",
      "2:it was called in a wrong way, or a report is not there or is none"
    })
final class Compare implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A report.json, or a folder with some, such as the class output of a build.")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "Likewise.")
  private Path after;

  @Option(
      names = "--max-increase",
      split = ",",
      converter = {Figure.Converter.class, Increase.Converter.class},
      paramLabel = "FIGURE=LIMIT",
      description =
          "By how much a figure of a network may grow: a number, or a percentage of what it was."
              + " Figures: ram, workspace, state, constants, io, macs, calls, functions, flash,"
              + " stack. Example: ram=0,macs=2.5%%")
  private Map<Figure, Increase> limits = new LinkedHashMap<>();

  /** A network before and after. */
  private record Pair(Optional<Report> before, Optional<Report> after) {
    String title() {
      String was = before.or(() -> after).orElseThrow().network();
      String is = after.or(() -> before).orElseThrow().network();
      return "network '%s'".formatted(was) + (is.equals(was) ? "" : ", now '%s'".formatted(is));
    }
  }

  @Override
  public Integer call() {
    try {
      List<Pair> pairs = pairs(Reports.all(before), Reports.all(after));
      List<String> grown = new ArrayList<>();
      for (Pair pair : pairs) {
        grown.addAll(grown(pair));
      }
      pairs.forEach(this::print);
      grown.forEach(this::err);
      return grown.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (InputException e) {
      err(e.text());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private void err(String text) {
    spec.commandLine().getErr().println(text);
  }

  /** Networks of one name; where there is one on either side, these two. */
  private static List<Pair> pairs(Map<String, Report> were, Map<String, Report> are) {
    if (were.size() == 1 && are.size() == 1) {
      return List.of(
          new Pair(were.values().stream().findFirst(), are.values().stream().findFirst()));
    }
    Set<String> names = new TreeSet<>(were.keySet());
    names.addAll(are.keySet());
    return names.stream()
        .map(name ->
            new Pair(Optional.ofNullable(were.get(name)), Optional.ofNullable(are.get(name))))
        .toList();
  }

  private void print(Pair pair) {
    PrintWriter out = spec.commandLine().getOut();
    if (pair.before().isEmpty() || pair.after().isEmpty()) {
      out.printf("%s: only %s%n", pair.title(), pair.before().isPresent() ? "before" : "after");
      return;
    }
    List<String> lines = Differences.of(pair.before().get(), pair.after().get());
    if (lines.isEmpty()) {
      boolean same = pair.before().get().modelHash().equals(pair.after().get().modelHash());
      out.printf(
          "%s: no difference%s%n", pair.title(), same ? "" : " in figures, but other C or weights");
    } else {
      out.println(pair.title());
      lines.forEach(out::println);
    }
  }

  /** What has grown by more than it may, in a network that there was before. */
  private List<String> grown(Pair pair) throws InputException {
    List<String> grown = new ArrayList<>();
    if (pair.before().isPresent() && pair.after().isEmpty() && !limits.isEmpty()) {
      grown.add("%s is not there any more".formatted(pair.title()));
    }
    if (pair.before().isPresent() && pair.after().isPresent()) {
      for (Map.Entry<Figure, Increase> limit : limits.entrySet()) {
        long was = known(limit.getKey(), pair.before().get(), before);
        long is = known(limit.getKey(), pair.after().get(), after);
        if (!limit.getValue().allows(was, is)) {
          grown.add(
              "%s: %s has grown from %d to %d, by more than %s"
                  .formatted(pair.title(), limit.getKey(), was, is, limit.getValue()));
        }
      }
    }
    return grown;
  }

  private static long known(Figure figure, Report report, Path place) throws InputException {
    return figure
        .of(report)
        .orElseThrow(() ->
            new InputException(
                "'%s' does not say the %s of network '%s'"
                    .formatted(place, figure, report.network()),
                "measure flash and stack with 'check' before"));
  }
}
