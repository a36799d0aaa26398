package dev.demitasse.junit;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.ElementType;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors, and texts about them, in a file that NumPy and others read: the format of
 * safetensors.
 *
 * @param texts by their names
 * @param tensors by their names, none of them {@code __metadata__}
 */
record Safetensors(Map<String, String> texts, Map<String, Tensor<?>> tensors) {
  private static final String TEXTS = "__metadata__";

  /** The data begin at a multiple of this. */
  private static final int ALIGNMENT = 8;

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] header = header();
    try (OutputStream out = Files.newOutputStream(file)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(header.length).array());
      out.write(header);
      for (Tensor<?> tensor : tensors.values()) {
        out.write(tensor.toBytes());
      }
    }
  }

  private byte[] header() {
    Gson gson = new Gson();
    JsonObject header = new JsonObject();
    header.add(TEXTS, gson.toJsonTree(texts));
    long offset = 0;
    for (Map.Entry<String, Tensor<?>> named : tensors.entrySet()) {
      Tensor<?> tensor = named.getValue();
      long end = offset + (long) tensor.size() * tensor.elementType().bytes();
      JsonObject entry = new JsonObject();
      entry.addProperty("dtype", tensor.elementType().name());
      entry.add("shape", gson.toJsonTree(tensor.shape()));
      entry.add("data_offsets", gson.toJsonTree(new long[] {offset, end}));
      header.add(named.getKey(), entry);
      offset = end;
    }
    byte[] text = gson.toJson(header).getBytes(StandardCharsets.UTF_8);
    int padding = -text.length & (ALIGNMENT - 1);
    ByteBuffer padded = ByteBuffer.allocate(text.length + padding).put(text);
    return padded.put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8)).array();
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is not such a file
   */
  static Safetensors read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] text = new byte[Math.toIntExact(bytes.getLong())];
      bytes.get(text);
      String json = new String(text, StandardCharsets.UTF_8);
      return read(JsonParser.parseString(json).getAsJsonObject(), bytes.slice());
    } catch (RuntimeException e) {
      throw new IOException(file + " is not a file of safetensors, or is damaged", e);
    }
  }

  private static Safetensors read(JsonObject header, ByteBuffer data) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Tensor<?>> tensors = new LinkedHashMap<>();
    header
        .asMap()
        .forEach((name, value) -> {
          if (name.equals(TEXTS)) {
            value
                .getAsJsonObject()
                .asMap()
                .forEach((key, text) -> texts.put(key, text.getAsString()));
          } else {
            tensors.put(name, tensor(value.getAsJsonObject(), data));
          }
        });
    return new Safetensors(texts, tensors);
  }

  private static Tensor<?> tensor(JsonObject entry, ByteBuffer data) {
    JsonArray offsets = entry.getAsJsonArray("data_offsets");
    int start = offsets.get(0).getAsInt();
    byte[] bytes = new byte[offsets.get(1).getAsInt() - start];
    data.get(start, bytes);
    int[] shape =
        entry.getAsJsonArray("shape").asList().stream().mapToInt(JsonElement::getAsInt).toArray();
    return Tensor.ofBytes(ElementType.valueOf(entry.get("dtype").getAsString()), bytes, shape);
  }
}
