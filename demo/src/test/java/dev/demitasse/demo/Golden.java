package dev.demitasse.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Inputs and outputs of trained models that others have computed. They lie beside the project. */
final class Golden {
  private static final Path SHARED = Path.of("..", "..", "shared");

  /** The folder with the models' files. */
  static final Path MODELS = SHARED.resolve("models");

  private static final Path OUTPUTS = SHARED.resolve("golden");

  private Golden() {}

  /** Whether models and outputs are there. */
  static boolean isThere() {
    return Files.isDirectory(MODELS) && Files.exists(OUTPUTS.resolve("index.json"));
  }

  /** The first {@code count} inputs of a model with their outputs, which the C must compute. */
  static FirmwareCase of(Path classes, String model, int count) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    String index = Files.readString(OUTPUTS.resolve("index.json"));
    for (JsonElement element : JsonParser.parseString(index).getAsJsonArray()) {
      JsonObject entry = element.getAsJsonObject();
      if (entry.get("model").getAsString().equals(model) && inputs.size() < count) {
        inputs.add(bytes(entry.getAsJsonObject("input")));
        outputs.add(bytes(entry.getAsJsonObject("output")));
      }
    }
    return FirmwareCase.of(classes, model, inputs, outputs);
  }

  private static byte[] bytes(JsonObject tensor) throws IOException {
    return Files.readAllBytes(OUTPUTS.resolve(tensor.get("file").getAsString()));
  }
}
