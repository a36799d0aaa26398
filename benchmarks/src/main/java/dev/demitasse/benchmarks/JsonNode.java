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
import java.util.List;
import java.util.Set;

/**
 * A value in a file of JSON. What is asked of it and is not so is a {@link Failure} with its place.
 *
 * @param place how one comes to it: {@code rows[2].macs}; nothing for the whole file
 */
record JsonNode(Path file, String place, JsonElement json) {

  /** Reads a file. */
  static JsonNode read(Path file) throws IOException {
    try {
      return new JsonNode(file, "", JsonParser.parseString(Files.readString(file)));
    } catch (JsonParseException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new Failure("'%s' is no JSON: %s".formatted(file, why.getMessage()));
    }
  }

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

  JsonNode member(String name) {
    JsonElement value = object().get(name);
    JsonNode member = new JsonNode(file, place.isEmpty() ? name : place + "." + name, value);
    if (value == null) {
      throw member.failure("is missing");
    }
    return member;
  }

  List<JsonNode> elements() {
    if (!json.isJsonArray()) {
      throw failure("is no list");
    }
    List<JsonNode> elements = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray()) {
      elements.add(new JsonNode(file, "%s[%d]".formatted(place, elements.size()), element));
    }
    return elements;
  }

  String string() {
    if (json instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw failure("is %s, but must be a string".formatted(json));
  }

  /** A whole number from 0. */
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
