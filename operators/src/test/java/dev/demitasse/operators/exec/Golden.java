package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A trained model with inputs and the outputs that others have computed. They lie beside the
 * project, as they are not part of it.
 *
 * @param name of the model, {@code kws_int8}
 * @param type of its input and output
 * @param inputShape of its one input
 * @param cases inputs with outputs
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Golden(String name, ElementType type, int[] inputShape, List<Case> cases) {
  private static final Path SHARED = Path.of("..", "..", "shared");

  /** The folder with the models' files. */
  static final Path MODELS = SHARED.resolve("models");

  private static final Path OUTPUTS = SHARED.resolve("golden");

  /** An input and what comes of it, as bytes in the order of the target. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Case(String name, byte[] input, byte[] output) {}

  /** Skips the test where the models are not there. */
  static void require() {
    assumeTrue(
        Files.isRegularFile(OUTPUTS.resolve("index.json")),
        "no trained models in " + SHARED + ", so they are not tested");
  }

  /** All models, in the order of the index. */
  static List<Golden> all() throws IOException {
    require();
    JsonArray index =
        JsonParser.parseString(Files.readString(OUTPUTS.resolve("index.json"))).getAsJsonArray();
    Map<String, Golden> models = new LinkedHashMap<>();
    for (JsonElement element : index) {
      JsonObject entry = element.getAsJsonObject();
      JsonObject input = entry.getAsJsonObject("input");
      ElementType type =
          input.get("dtype").getAsString().equals("int8") ? ElementType.I8 : ElementType.F32;
      int[] shape =
          StreamSupport.stream(input.getAsJsonArray("shape").spliterator(), false)
              .mapToInt(JsonElement::getAsInt)
              .toArray();
      models
          .computeIfAbsent(
              entry.get("model").getAsString(), n -> new Golden(n, type, shape, new ArrayList<>()))
          .cases()
          .add(
              new Case(
                  entry.get("case").getAsString(),
                  bytes(input),
                  bytes(entry.getAsJsonObject("output"))));
    }
    return List.copyOf(models.values());
  }

  private static byte[] bytes(JsonObject tensor) throws IOException {
    return Files.readAllBytes(OUTPUTS.resolve(tensor.get("file").getAsString()));
  }

  /** The class that stands for the model. */
  String className() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  /** All that a user writes. */
  String source() {
    String tensor = type.tensorName();
    return """
    import dev.demitasse.*;

    @Network(model = "%s.tflite", name = "%s")
    public interface %s {
      %s run(%s x);
    }
    """
        .formatted(name, name, className(), tensor, tensor);
  }

  /** How far an element of the output may be from that of the reference; 0 for integers. */
  double tolerance() {
    if (type == ElementType.I8) {
      return 0;
    }
    return name.startsWith("ad") ? 1e-3 : 1e-5;
  }

  @Override
  public String toString() {
    return name;
  }
}
