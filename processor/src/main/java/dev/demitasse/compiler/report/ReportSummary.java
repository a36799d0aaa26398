package dev.demitasse.compiler.report;

import dev.demitasse.compiler.report.Report.Pool;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report for the console: what the network takes, and of which operators the most. */
final class ReportSummary {
  private static final int MOST = 3;
  private static final int WIDTH = 36;

  private ReportSummary() {}

  static String text(Report report) {
    Totals t = report.totals();
    List<String> lines = new ArrayList<>();
    lines.add(
        "network '%s': %s of %s"
            .formatted(
                report.network(), counted(t.calls(), "call"), counted(t.functions(), "function")));
    List<String> figures = new ArrayList<>();
    figures.add("workspace " + bytes(t.workspace()) + certificate(report));
    if (t.state() > 0) {
      figures.add("state " + bytes(t.state()));
    }
    figures.add("constants " + bytes(t.constants()));
    t.macs().ifPresent(macs -> figures.add(number(macs) + " MACs"));
    lines.add("  " + String.join(", ", figures));
    lines.addAll(most(report.steps()));
    return String.join("\n", lines);
  }

  private static String certificate(Report report) {
    List<Pool> pools =
        report.pools().stream().filter(p -> p.holds() == Pool.Content.WORKSPACE).toList();
    if (pools.isEmpty()) {
      return "";
    }
    return pools.stream().allMatch(Pool::optimal)
        ? " (optimal)"
        : " (at least %s)".formatted(number(pools.stream().mapToLong(Pool::lowerBound).sum()));
  }

  /** The steps that take most of something, side by side. */
  private static List<String> most(List<Step> steps) {
    List<List<String>> columns = new ArrayList<>();
    long live = steps.stream().mapToLong(Step::live).max().orElse(0);
    columns.add(column("most RAM", steps, Step::live, live));
    columns.add(column("most MACs", steps, s -> s.macs().orElse(0L)));
    columns.add(column("most constants", steps, Step::constants));
    columns.removeIf(List::isEmpty);
    int height = columns.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, height)
        .mapToObj(line ->
            columns.stream()
                .map(c -> ("%-" + WIDTH + "s").formatted(line < c.size() ? c.get(line) : ""))
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing())
        .toList();
  }

  private static List<String> column(String head, List<Step> steps, ToLongFunction<Step> value) {
    return column(head, steps, value, steps.stream().mapToLong(value).sum());
  }

  private static List<String> column(
      String head, List<Step> steps, ToLongFunction<Step> value, long all) {
    List<String> column = new ArrayList<>();
    IntStream.range(0, steps.size())
        .boxed()
        .filter(i -> value.applyAsLong(steps.get(i)) > 0)
        .sorted(Comparator.comparingLong(i -> -value.applyAsLong(steps.get(i))))
        .limit(MOST)
        .forEach(i -> {
          Step s = steps.get(i);
          long share = Math.round(100.0 * value.applyAsLong(s) / all);
          column.add(shortened("%3d %%  step %d  %s".formatted(share, i, s.title())));
        });
    if (!column.isEmpty()) {
      column.add(0, head);
    }
    return column;
  }

  private static String shortened(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String bytes(long n) {
    return counted(n, "byte");
  }

  private static String counted(long n, String what) {
    return number(n) + " " + what + (n == 1 ? "" : "s");
  }
}
