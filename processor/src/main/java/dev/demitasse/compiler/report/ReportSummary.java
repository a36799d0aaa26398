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
    if (hasNamedPools(report)) {
      report.pools().forEach(pool -> lines.add("  pool " + pool(pool)));
    }
    lines.addAll(most(report.steps()));
    return String.join("\n", lines);
  }

  /** Whether there are others than those that every network has. */
  private static boolean hasNamedPools(Report report) {
    return report.pools().stream().anyMatch(p -> !p.name().equals(content(p)));
  }

  private static String content(Pool p) {
    return p.holds().name().toLowerCase(Locale.ROOT);
  }

  private static String pool(Pool p) {
    String used = p.capacity().map(c -> number(p.bytes()) + " of ").orElse("");
    return "%s: %s%s%s"
        .formatted(
            p.name(),
            used,
            bytes(p.capacity().orElse(p.bytes())),
            p.holds() == Pool.Content.WORKSPACE ? certificate(p) : ", " + content(p));
  }

  /** Of the whole workspace: several plans are not the smallest because each of them is. */
  private static String certificate(Report report) {
    List<Pool> pools =
        report.pools().stream().filter(p -> p.holds() == Pool.Content.WORKSPACE).toList();
    return pools.size() == 1 ? certificate(pools.get(0)) : "";
  }

  private static String certificate(Pool p) {
    return p.optimal() ? " (optimal)" : " (at least %s)".formatted(number(p.lowerBound()));
  }

  /** The steps that take most of something, side by side. */
  private static List<String> most(List<Step> steps) {
    List<List<String>> columns = new ArrayList<>();
    long live = steps.stream().mapToLong(Step::live).max().orElse(0);
    columns.add(column("most RAM in step", steps, Step::live, live));
    columns.add(column("most MACs in step", steps, s -> s.macs().orElse(0L)));
    columns.add(column("most constants in step", steps, Step::constants));
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
    int digits = String.valueOf(steps.size() - 1).length();
    List<String> column = new ArrayList<>();
    IntStream.range(0, steps.size())
        .boxed()
        .filter(i -> value.applyAsLong(steps.get(i)) > 0)
        .sorted(Comparator.comparingLong(i -> -value.applyAsLong(steps.get(i))))
        .limit(MOST)
        .forEach(i -> {
          Step s = steps.get(i);
          long share = Math.round(100.0 * value.applyAsLong(s) / all);
          String step = String.format(Locale.ROOT, "%" + digits + "d", i);
          column.add(shortened("%3d %%  %s  %s".formatted(share, step, s.title())));
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
