package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is worse than before, and by how much, decides how a comparison ends. */
class CompareTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void before() throws IOException {
    write("before", row("kws", 1000));
  }

  private static Row row(String model, long each) {
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      figures.put(figure, each);
    }
    return new Row(model, "board", "-O2", figures);
  }

  private static Row with(Row row, Figure figure, long value) {
    Map<Figure, Long> figures = new EnumMap<>(row.figures());
    figures.put(figure, value);
    return new Row(row.model(), row.target(), row.flags(), figures);
  }

  private void write(String name, Row... rows) throws IOException {
    new Results("board", Map.of(), List.of(rows), List.of()).write(folder.resolve(name));
  }

  private int compare(String... options) {
    List<String> arguments = new ArrayList<>(List.of("compare"));
    arguments.addAll(List.of(options));
    arguments.add(folder.resolve("before").toString());
    arguments.add(folder.resolve("after").toString());
    return Benchmarks.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(
      value = Figure.class,
      names = {"INSTRUCTIONS", "MACS", "TEXT", "RODATA", "WORKSPACE", "IO", "STACK", "C"})
  void moreThanTheLimitFails(Figure figure) throws IOException {
    write("after", with(row("kws", 1000), figure, 1011));
    assertEquals(1, compare());
    assertEquals(
        "kws on board with '-O2': %s was 1000 and is 1011, more than 1.0 %% worse"
            .formatted(figure.json()),
        err.toString().strip());
  }

  @ParameterizedTest
  @EnumSource(
      value = Figure.class,
      names = {"INSTRUCTIONS", "MACS", "TEXT", "RODATA", "WORKSPACE", "IO", "STACK", "C"},
      mode = EnumSource.Mode.EXCLUDE)
  void timesMayDiffer(Figure figure) throws IOException {
    write("after", with(row("kws", 1000), figure, 2000));
    assertEquals(0, compare());
    assertTrue(out.toString().contains("2.000"), out::toString);
  }

  @Test
  void upToTheLimitIsFine() throws IOException {
    write("after", row("kws", 1010));
    assertEquals(0, compare());
    assertEquals(1, compare("--limit=0.9"));
  }

  @Test
  void lessIsFine() throws IOException {
    write("after", row("kws", 1));
    assertEquals(0, compare("--limit=0"));
  }

  @Test
  void somethingBehindNothingFails() throws IOException {
    write("before", with(row("kws", 1000), Figure.STACK, 0));
    write("after", with(row("kws", 1000), Figure.STACK, 8));
    assertEquals(1, compare());
  }

  @Test
  void rowsOfOneSideAreNamed() throws IOException {
    write("after", row("ic", 1), row("kws", 1000));
    write("before", row("kws", 1000), row("vww", 1));
    assertEquals(0, compare());
    assertTrue(out.toString().contains("only before: vww on board"), out::toString);
    assertTrue(out.toString().contains("only after: ic on board"), out::toString);
  }

  private static Row without(Figure figure) {
    Map<Figure, Long> figures = new EnumMap<>(row("kws", 1000).figures());
    figures.remove(figure);
    return new Row("kws", "board", "-O2", figures);
  }

  @Test
  void figuresOfOneSideAreNamed() throws IOException {
    write("after", without(Figure.NS));
    assertEquals(0, compare());
    assertTrue(
        out.toString().contains("only before: nsPerInference of kws on board with '-O2'"),
        out::toString);
  }

  @Test
  void missingFiguresFail() throws IOException {
    write("after", without(Figure.STACK));
    assertEquals(1, compare());
    assertEquals("kws on board with '-O2': stackBytes is missing", err.toString().strip());
  }

  @Test
  void figuresHaveLimitsOfTheirOwn() throws IOException {
    write("after", with(with(row("kws", 1000), Figure.TEXT, 1050), Figure.STACK, 1050));
    assertEquals(1, compare("--limit-of=textBytes=5,stackBytes=2"));
    assertEquals(
        "kws on board with '-O2': stackBytes was 1000 and is 1050, more than 2.0 % worse",
        err.toString().strip());
  }

  @Test
  void limitsAreOfFigures() {
    assertEquals(2, compare("--limit-of=text=5"));
    assertTrue(err.toString().contains("'text' is no figure"), err::toString);
  }

  @Test
  void nothingInCommonFails() throws IOException {
    write("after", row("ic", 1));
    assertEquals(1, compare());
    assertTrue(err.toString().contains("no row in common"), err::toString);
  }
}
