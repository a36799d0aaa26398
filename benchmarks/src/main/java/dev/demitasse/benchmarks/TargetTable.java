package dev.demitasse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results of a target as Markdown. */
final class TargetTable {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("instructions", count(Figure.INSTRUCTIONS)),
          new Column("MACs", count(Figure.MACS)),
          new Column("per MAC", ratio(Figure.INSTRUCTIONS, Figure.MACS)),
          new Column("µs", decimal(Figure.NS, 1000)),
          new Column("least", decimal(Figure.NS_MIN, 1000)),
          new Column("ORT µs", decimal(Figure.ONNX_NS, 1000)),
          new Column("least", decimal(Figure.ONNX_NS_MIN, 1000)),
          new Column("× ORT", ratio(Figure.NS_MIN, Figure.ONNX_NS_MIN)),
          new Column("text", count(Figure.TEXT)),
          new Column("rodata", count(Figure.RODATA)),
          new Column("RAM", count(Figure.WORKSPACE)),
          new Column("in, out", count(Figure.IO)),
          new Column("stack", count(Figure.STACK)),
          new Column("C", count(Figure.C)),
          new Column("javac s", decimal(Figure.JAVAC_USER, 1000)),
          new Column("cc s", decimal(Figure.CC_USER, 1000)));

  private TargetTable() {}

  /**
   * A column of numbers.
   *
   * @param cell what a row has there; nothing if that is not known
   */
  private record Column(String head, Function<Row, String> cell) {}

  /** Returns a heading, what was measured with, and a row for each row. */
  static String of(Results results) {
    List<String> flags = results.rows().stream().map(Row::flags).distinct().toList();
    List<String> lines = new ArrayList<>();
    lines.add("### " + results.target());
    lines.add("");
    results.machine().forEach((name, value) -> lines.add("* %s: %s".formatted(name, value)));
    if (flags.size() == 1) {
      lines.add("* flags: `%s`".formatted(flags.getFirst()));
    }
    lines.add("");
    lines.add(table(results.rows(), flags.size() > 1).toString());
    return String.join("\n", lines);
  }

  private static TextTable table(List<Row> rows, boolean withFlags) {
    List<Column> known =
        COLUMNS.stream()
            .filter(column -> rows.stream().anyMatch(row -> !column.cell.apply(row).isEmpty()))
            .toList();
    Stream<String> words = withFlags ? Stream.of("model", "flags") : Stream.of("model");
    List<String> heads = Stream.concat(words, known.stream().map(Column::head)).toList();
    TextTable table = new TextTable(withFlags ? 2 : 1, heads);
    for (Row row : rows) {
      Stream<String> names =
          withFlags ? Stream.of(row.model(), "`" + row.flags() + "`") : Stream.of(row.model());
      Stream<String> cells = known.stream().map(column -> column.cell.apply(row));
      table.add(Stream.concat(names, cells).toList());
    }
    return table;
  }

  private static Function<Row, String> count(Figure figure) {
    return row -> {
      OptionalLong value = row.figure(figure);
      return value.isPresent() ? format("%,d", value.getAsLong()) : "";
    };
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
