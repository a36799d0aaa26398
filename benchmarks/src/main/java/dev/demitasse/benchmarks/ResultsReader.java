package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a file of results. What is not as {@link Results#write} leaves it is refused. */
final class ResultsReader {
  /** Members of rows that are no figures. */
  private static final Set<String> ROW = Set.of("model", "target", "flags");

  /** Those of steps. */
  private static final Set<String> STEP = Set.of("model", "target", "flags", "step", "title");

  private final String target;

  private ResultsReader(String target) {
    this.target = target;
  }

  /**
   * Reads a file.
   *
   * @param target the name of the target, which each row must have
   * @throws Failure with the place in the file, if something is missing or odd
   */
  static Results read(Path file, String target) throws IOException {
    return new ResultsReader(target).results(JsonNode.read(file));
  }

  private Results results(JsonNode node) {
    Map<String, String> machine = new LinkedHashMap<>();
    JsonNode tools = node.member("machine");
    tools.names().forEach(name -> machine.put(name, tools.member(name).string()));
    List<Row> rows = node.member("rows").elements().stream().map(row -> row(row, ROW)).toList();
    List<Step> steps = node.member("steps").elements().stream().map(this::step).toList();
    return new Results(target, machine, rows, steps);
  }

  private Row row(JsonNode node, Set<String> others) {
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    for (String name : node.names()) {
      Optional<Figure> figure = Figure.of(name);
      figure.ifPresent(f -> figures.put(f, node.member(name).whole()));
      if (figure.isEmpty() && !others.contains(name)) {
        throw node.member(name).failure("is no figure that is measured");
      }
    }
    JsonNode of = node.member("target");
    if (!of.string().equals(target)) {
      throw of.failure("is '%s', in the file of '%s'".formatted(of.string(), target));
    }
    return new Row(node.member("model").string(), target, node.member("flags").string(), figures);
  }

  private Step step(JsonNode node) {
    return new Step(node.member("step").whole(), node.member("title").string(), row(node, STEP));
  }
}
