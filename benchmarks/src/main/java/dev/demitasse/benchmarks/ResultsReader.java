package dev.demitasse.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    ResultsReader reader = new ResultsReader(target);
    try {
      return reader.results(new Node(file, "", JsonParser.parseString(Files.readString(file))));
    } catch (JsonParseException e) {
      throw new Failure("'%s' is no JSON: %s".formatted(file, e.getMessage()));
    }
  }

  private Results results(Node node) {
    Map<String, String> machine = new LinkedHashMap<>();
    Node tools = node.member("machine");
    tools.names().forEach(name -> machine.put(name, tools.member(name).string()));
    List<Row> rows = node.member("rows").elements().stream().map(row -> row(row, ROW)).toList();
    List<Step> steps = node.member("steps").elements().stream().map(this::step).toList();
    return new Results(target, machine, rows, steps);
  }

  private Row row(Node node, Set<String> others) {
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    for (String name : node.names()) {
      Optional<Figure> figure = Figure.of(name);
      figure.ifPresent(f -> figures.put(f, node.member(name).whole()));
      if (figure.isEmpty() && !others.contains(name)) {
        throw node.member(name).failure("is no figure that is measured");
      }
    }
    Node of = node.member("target");
    if (!of.string().equals(target)) {
      throw of.failure("is '%s', in the file of '%s'".formatted(of.string(), target));
    }
    return new Row(node.member("model").string(), target, node.member("flags").string(), figures);
  }

  private Step step(Node node) {
    int index = Math.toIntExact(node.member("step").whole());
    return new Step(index, node.member("title").string(), row(node, STEP));
  }

  /**
   * A value in a file.
   *
   * @param place how one comes to it: {@code rows[2].macs}
   */
  private record Node(Path file, String place, JsonElement json) {

    Failure failure(String what) {
      String where = place.isEmpty() ? "'%s'".formatted(file) : "'%s': '%s'".formatted(file, place);
      return new Failure("%s %s".formatted(where, what));
    }

    private JsonObject object() {
      if (!json.isJsonObject()) {
        throw failure("is no object");
      }
      return json.getAsJsonObject();
    }

    Set<String> names() {
      return object().keySet();
    }

    Node member(String name) {
      JsonElement value = object().get(name);
      Node member = new Node(file, place.isEmpty() ? name : place + "." + name, value);
      if (value == null) {
        throw member.failure("is missing");
      }
      return member;
    }

    List<Node> elements() {
      if (!json.isJsonArray()) {
        throw failure("is no list");
      }
      List<Node> elements = new ArrayList<>();
      for (JsonElement element : json.getAsJsonArray()) {
        elements.add(new Node(file, "%s[%d]".formatted(place, elements.size()), element));
      }
      return elements;
    }

    String string() {
      if (json instanceof JsonPrimitive primitive && primitive.isString()) {
        return primitive.getAsString();
      }
      throw failure("is %s, but must be a string".formatted(json));
    }

    long whole() {
      try {
        if (json instanceof JsonPrimitive primitive && primitive.isNumber()) {
          long value = new BigDecimal(primitive.getAsString()).longValueExact();
          if (value >= 0) {
            return value;
          }
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // No whole number, or a much too large one: said below.
      }
      throw failure("is %s, but must be a whole number from 0".formatted(json));
    }
  }
}
