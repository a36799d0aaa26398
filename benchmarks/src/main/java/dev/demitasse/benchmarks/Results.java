package dev.demitasse.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rows of one target, and what they were measured with: {@code <target>.json} in a folder, and
 * the same as tables in {@code <target>.md}.
 *
 * @param target the name of the target
 * @param machine what the figures depend on beside the sources: names and versions
 * @param rows in the order of models
 * @param steps of one build of each model, in the same order
 */
record Results(String target, Map<String, String> machine, List<Row> rows, List<Step> steps) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final String JSON = ".json";
  private static final String MARKDOWN = ".md";

  Results {
    machine = new LinkedHashMap<>(machine);
    rows = List.copyOf(rows);
    steps = List.copyOf(steps);
  }

  /**
   * Writes them to a folder, which is made, and their tables beside them. Same results, same bytes.
   */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(target + JSON), GSON.toJson(json()) + "\n");
    Files.writeString(folder.resolve(target + MARKDOWN), TargetTable.page(this));
  }

  private JsonObject json() {
    JsonObject tools = new JsonObject();
    machine.forEach(tools::addProperty);
    JsonArray builds = new JsonArray();
    rows.forEach(row -> builds.add(json(row, new JsonObject())));
    JsonArray calls = new JsonArray();
    for (Step step : steps) {
      JsonObject call = new JsonObject();
      call.addProperty("step", step.index());
      call.addProperty("title", step.title());
      calls.add(json(step.row(), call));
    }
    JsonObject json = new JsonObject();
    json.add("machine", tools);
    json.add("rows", builds);
    json.add("steps", calls);
    return json;
  }

  private static JsonObject json(Row row, JsonObject json) {
    json.addProperty("model", row.model());
    json.addProperty("target", row.target());
    json.addProperty("flags", row.flags());
    row.figures().forEach((figure, value) -> json.addProperty(figure.json(), value));
    return json;
  }

  /**
   * Reads all targets of a folder, in the order of their names.
   *
   * @throws Failure if there is none, or a file is not as {@link #write} leaves it
   */
  static List<Results> readAll(Path folder) throws IOException {
    List<Results> all = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString();
      all.add(ResultsReader.read(file, name.substring(0, name.length() - JSON.length())));
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
      return files.filter(file -> file.toString().endsWith(JSON)).sorted().toList();
    }
  }
}
