package dev.demitasse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table in Markdown, which is aligned for those who read it as it is.
 *
 * @param <T> what a row is about
 */
final class TextTable<T> {
  private final List<T> rows;
  private final List<Column> columns = new ArrayList<>();

  /**
   * A column.
   *
   * @param left whether cells begin at the left; numbers end at the right
   */
  private record Column(boolean left, List<String> cells) {
    int width() {
      return cells.stream().mapToInt(String::length).max().orElse(0);
    }

    String line(int index) {
      String cell = cells.get(index);
      String blank = " ".repeat(width() - cell.length());
      return left ? cell + blank : blank + cell;
    }

    String ruler() {
      return "-".repeat(width() + 1) + (left ? "-" : ":");
    }
  }

  /** A table without columns. */
  TextTable(List<T> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Adds a column of words. */
  void words(String head, Function<T, String> cell) {
    columns.add(column(true, head, cell));
  }

  /** Adds a column of numbers, unless it would be empty. */
  void numbers(String head, Function<T, String> cell) {
    if (rows.stream().anyMatch(row -> !cell.apply(row).isEmpty())) {
      columns.add(column(false, head, cell));
    }
  }

  private Column column(boolean left, String head, Function<T, String> cell) {
    return new Column(left, Stream.concat(Stream.of(head), rows.stream().map(cell)).toList());
  }

  @Override
  public String toString() {
    String ruler = columns.stream().map(Column::ruler).collect(Collectors.joining("|", "|", "|"));
    List<String> lines = IntStream.rangeClosed(0, rows.size()).mapToObj(this::line).toList();
    return Stream.concat(
            Stream.of(lines.getFirst(), ruler), lines.subList(1, lines.size()).stream())
        .collect(Collectors.joining("\n"));
  }

  private String line(int index) {
    return columns.stream()
        .map(column -> column.line(index))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
