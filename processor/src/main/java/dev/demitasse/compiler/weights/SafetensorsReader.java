package dev.demitasse.compiler.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.demitasse.ElementType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code .safetensors}: the length of the header (64 bits, little-endian), the header, a JSON
 * object, and the data. The header has a member for each array; its offsets count from the start of
 * the data, the end excluded:
 *
 * <pre>
 *   {"__metadata__": {...}, "bias": {"dtype": "F32", "shape": [10], "data_offsets": [0, 40]}}
 * </pre>
 *
 * The arrays must cover the data without gap and without overlap. {@code __metadata__} is skipped.
 * The names of the supported element types are those of the constants of {@link ElementType}.
 */
final class SafetensorsReader {

  private SafetensorsReader() {}

  private record Entry(String name, ArrayLayout layout, long begin, long end) {}

  static List<WeightArray> read(Cursor file) throws WeightFileException {
    long length = file.i64();
    Cursor header = file.copy();
    List<Entry> entries = entries(file.text(length, StandardCharsets.UTF_8, "the header"), header);
    checkCoverage(entries, file);
    List<WeightArray> arrays = new ArrayList<>();
    for (Entry entry : entries) {
      Cursor start = file.at(file.position() + entry.begin(), "the data").array(entry.name());
      byte[] data = start.copy().bytes(entry.layout().bytes(), "the data");
      arrays.add(entry.layout().array(entry.name(), data, start));
    }
    return arrays;
  }

  private static List<Entry> entries(String text, Cursor header) throws WeightFileException {
    JsonReader json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try {
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (!names.add(name)) {
          throw header.damaged("the header names " + Cursor.quoted(name) + " twice");
        }
        if (name.equals("__metadata__")) {
          json.skipValue();
        } else {
          entries.add(entry(name, json, header.array(name)));
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("nothing may follow");
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw header.damaged(
          "the header is not the JSON of a .safetensors file near " + Cursor.shown(json.getPath()));
    }
    return entries;
  }

  private static Entry entry(String name, JsonReader json, Cursor near)
      throws IOException, WeightFileException {
    Set<String> missing = new HashSet<>(List.of("dtype", "shape", "data_offsets"));
    String dtype = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (!missing.remove(key)) {
        throw near.damaged("unknown or second " + Cursor.quoted(key) + " in the header");
      }
      switch (key) {
        case "dtype" -> dtype = json.nextString();
        case "shape" -> shape = numbers(json);
        default -> offsets = numbers(json);
      }
    }
    json.endObject();
    if (!missing.isEmpty() || offsets.size() != 2) {
      throw near.damaged("the header lacks its dtype, its shape or its two data_offsets");
    }
    ArrayLayout layout = ArrayLayout.of(type(dtype, near), shape, near);
    if (offsets.get(1) - offsets.get(0) != layout.bytes()) {
      throw near.damaged(
          "data_offsets %s are not those of %d bytes, as %s%s needs"
              .formatted(offsets, layout.bytes(), layout.type(), layout.shape()));
    }
    return new Entry(name, layout, offsets.get(0), offsets.get(1));
  }

  private static List<Long> numbers(JsonReader json) throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.NUMBER) {
        throw new MalformedJsonException("a number is expected");
      }
      numbers.add(json.nextLong());
    }
    json.endArray();
    return numbers;
  }

  private static ElementType type(String dtype, Cursor near) throws WeightFileException {
    return Arrays.stream(ElementType.values())
        .filter(type -> type.name().equals(dtype))
        .findFirst()
        .orElseThrow(() ->
            near.error(
                "element type " + Cursor.quoted(dtype) + " is not supported",
                "convert the array before saving it, for example to float32"));
  }

  private static void checkCoverage(List<Entry> entries, Cursor data) throws WeightFileException {
    List<Entry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != covered) {
        throw data.array(entry.name())
            .damaged(
                "its data begin at offset %d, but those before it end at %d"
                    .formatted(entry.begin(), covered));
      }
      covered = entry.end();
    }
    if (covered != data.remaining()) {
      throw data.damaged(
          "the arrays have %d bytes of data, the file has %d".formatted(covered, data.remaining()));
    }
  }
}
