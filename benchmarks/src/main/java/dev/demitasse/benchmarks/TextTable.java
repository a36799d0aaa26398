package dev.demitasse.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown, which is aligned for those who read it as it is. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final int words;

  /**
   * A table with a first row.
   *
   * @param words how many columns have words; those behind them have numbers
   */
  TextTable(int words, List<String> heads) {
    this.words = words;
    rows.add(heads);
  }

  void add(List<String> row) {
    rows.add(row);
  }

  @Override
  public String toString() {
    List<Integer> widths =
        IntStream.range(0, rows.getFirst().size())
            .mapToObj(
                column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toList();
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.add(1, ruler(widths));
    return String.join("\n", lines);
  }

  private String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> padded(row.get(column), widths.get(column), column < words))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String padded(String cell, int width, boolean left) {
    String blank = " ".repeat(width - cell.length());
    return left ? cell + blank : blank + cell;
  }

  private String ruler(List<Integer> widths) {
    return IntStream.range(0, widths.size())
        .mapToObj(column -> "-".repeat(widths.get(column) + 1) + (column < words ? "-" : ":"))
        .collect(Collectors.joining("|", "|", "|"));
  }
}
