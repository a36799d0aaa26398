package dev.demitasse.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rows of one target, and what they were measured with: {@code <target>.json} in a folder.
 *
 * @param target the name of the target
 * @param machine what the figures depend on beside the sources: names and versions
 * @param rows in the order of models
 */
record Results(String target, Map<String, String> machine, List<Row> rows) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final String ENDING = ".json";

  Results {
    machine = new LinkedHashMap<>(machine);
    rows = List.copyOf(rows);
  }

  /** Writes them to a folder, which is made. Same results, same bytes. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(target + ENDING), GSON.toJson(json()) + "\n");
  }

  private JsonObject json() {
    JsonObject tools = new JsonObject();
    machine.forEach(tools::addProperty);
    JsonArray array = new JsonArray();
    rows.forEach(row -> array.add(json(row)));
    JsonObject json = new JsonObject();
    json.add("machine", tools);
    json.add("rows", array);
    return json;
  }

  private static JsonObject json(Row row) {
    JsonObject json = new JsonObject();
    json.addProperty("model", row.model());
    json.addProperty("target", row.target());
    json.addProperty("flags", row.flags());
    row.figures().forEach((figure, value) -> json.addProperty(figure.json(), value));
    return json;
  }

  /**
   * Reads all targets of a folder, in the order of their names. Figures that are not known are left
   * out.
   *
   * @throws Failure if there is none, or a file is not as {@link #write} leaves it
   */
  static List<Results> readAll(Path folder) throws IOException {
    List<Results> all = new ArrayList<>();
    for (Path file : files(folder)) {
      all.add(read(file));
    }
    if (all.isEmpty()) {
      throw new Failure("there are no results in '%s'".formatted(folder));
    }
    return all;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private static Results read(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      Map<String, String> machine = new LinkedHashMap<>();
      json.getAsJsonObject("machine")
          .asMap()
          .forEach((key, value) -> machine.put(key, value.getAsString()));
      return new Results(
          name.substring(0, name.length() - ENDING.length()),
          machine,
          json.getAsJsonArray("rows").asList().stream().map(Results::row).toList());
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new Failure("'%s' has no results: %s".formatted(file, e.getMessage()));
    }
  }

  private static Row row(JsonElement element) {
    JsonObject json = element.getAsJsonObject();
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    json.asMap()
        .forEach((key, value) ->
            Figure.of(key).ifPresent(figure -> figures.put(figure, value.getAsLong())));
    return new Row(
        json.get("model").getAsString(),
        json.get("target").getAsString(),
        json.get("flags").getAsString(),
        figures);
  }
}
