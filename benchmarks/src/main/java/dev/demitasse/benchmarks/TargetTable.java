package dev.demitasse.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of a target as Markdown. */
final class TargetTable {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("instructions", count(Figure.INSTRUCTIONS)),
          new Column("MACs", count(Figure.MACS)),
          new Column("per MAC", ratio(Figure.INSTRUCTIONS, Figure.MACS)),
          new Column("µs", micros(Figure.NS)),
          new Column("least", micros(Figure.NS_MIN)),
          new Column("ORT µs", micros(Figure.ONNX_NS)),
          new Column("least", micros(Figure.ONNX_NS_MIN)),
          new Column("× ORT", ratio(Figure.NS_MIN, Figure.ONNX_NS_MIN)),
          new Column("text", count(Figure.TEXT)),
          new Column("rodata", count(Figure.RODATA)),
          new Column("RAM", count(Figure.WORKSPACE)),
          new Column("in, out", count(Figure.IO)),
          new Column("stack", count(Figure.STACK)),
          new Column("C", count(Figure.C)),
          new Column("javac s", seconds(Figure.JAVAC_USER)),
          new Column("cc s", seconds(Figure.CC_USER)));

  private static final List<Column> STEP_COLUMNS =
      List.of(
          new Column("instructions", count(Figure.INSTRUCTIONS)),
          new Column("least µs", micros(Figure.NS_MIN)),
          new Column("MACs", count(Figure.MACS)),
          new Column("per MAC", ratio(Figure.INSTRUCTIONS, Figure.MACS)),
          new Column("ns per MAC", ratio(Figure.NS_MIN, Figure.MACS)));

  private TargetTable() {}

  /**
   * A column of numbers.
   *
   * @param cell what a row has there; nothing if that is not known
   */
  private record Column(String head, Function<Row, String> cell) {}

  /** Returns a page: what {@link #of} returns, and a table of steps for each model. */
  static String page(Results results) {
    List<String> blocks = new ArrayList<>();
    blocks.add("# Results: " + results.target());
    blocks.add("[What these are](../README.md)");
    blocks.add(of(results));
    blocks.add("## Operators");
    results.steps().stream()
        .collect(
            Collectors.groupingBy(
                step -> step.row().model(), LinkedHashMap::new, Collectors.toList()))
        .forEach((model, steps) -> {
          blocks.add("### " + model);
          blocks.add("`%s`".formatted(steps.getFirst().row().flags()));
          blocks.add(stepTable(steps).toString());
        });
    return String.join("\n\n", blocks) + "\n";
  }

  /** Returns what was measured with, and a table with a row for each build. */
  static String of(Results results) {
    List<String> flags = results.rows().stream().map(Row::flags).distinct().toList();
    List<String> lines = new ArrayList<>();
    results.machine().forEach((name, value) -> lines.add("* %s: %s".formatted(name, value)));
    if (flags.size() == 1) {
      lines.add("* flags: `%s`".formatted(flags.getFirst()));
    }
    return String.join("\n", lines) + "\n\n" + table(results.rows(), flags.size() > 1);
  }

  private static TextTable<Row> table(List<Row> rows, boolean withFlags) {
    TextTable<Row> table = new TextTable<>(rows);
    table.words("model", Row::model);
    if (withFlags) {
      table.words("flags", row -> "`" + row.flags() + "`");
    }
    COLUMNS.forEach(column -> table.numbers(column.head, column.cell));
    return table;
  }

  private static TextTable<Step> stepTable(List<Step> steps) {
    TextTable<Step> table = new TextTable<>(steps);
    table.numbers("step", step -> String.valueOf(step.index()));
    table.words("operators", Step::title);
    STEP_COLUMNS.forEach(
        column -> table.numbers(column.head, step -> column.cell.apply(step.row())));
    return table;
  }

  private static Function<Row, String> count(Figure figure) {
    return row -> {
      OptionalLong value = row.figure(figure);
      return value.isPresent() ? format("%,d", value.getAsLong()) : "";
    };
  }

  private static Function<Row, String> micros(Figure nanos) {
    return decimal(nanos, 1000);
  }

  private static Function<Row, String> seconds(Figure millis) {
    return decimal(millis, 1000);
  }

  private static Function<Row, String> decimal(Figure figure, double unit) {
    return row -> {
      OptionalLong value = row.figure(figure);
      return value.isPresent() ? format("%,.1f", value.getAsLong() / unit) : "";
    };
  }

  private static Function<Row, String> ratio(Figure dividend, Figure divisor) {
    return row -> {
      OptionalLong a = row.figure(dividend);
      OptionalLong b = row.figure(divisor);
      return a.isPresent() && b.isPresent()
          ? format("%.2f", (double) a.getAsLong() / b.getAsLong())
          : "";
    };
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
