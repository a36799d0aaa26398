package dev.demitasse.compiler.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSON that people read, too: what fits into a line is one. */
public final class Json {
  private static final int WIDTH = 120;
  private static final Gson LINE =
      new GsonBuilder()
          .disableHtmlEscaping()
          .setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true))
          .create();

  private Json() {}

  /** An object of these members, without those whose value is an empty {@code Optional}. */
  public static JsonObject object(Object... namesAndValues) {
    return with(new JsonObject(), namesAndValues);
  }

  /** Adds members to an object. */
  public static JsonObject with(JsonObject object, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      Optional<?> given = value instanceof Optional<?> o ? o : Optional.of(value);
      String name = (String) namesAndValues[i];
      given.ifPresent(v -> object.add(name, LINE.toJsonTree(v)));
    }
    return object;
  }

  /** The text, which ends its last line. */
  public static String text(JsonObject object) {
    return text(object, "", 0) + "\n";
  }

  /**
   * A value as text.
   *
   * @param margin of the lines behind the first
   * @param used characters of the first line
   */
  private static String text(JsonElement value, String margin, int used) {
    String line = LINE.toJson(value);
    String inner = margin + "  ";
    return switch (value) {
      case JsonElement e when used + line.length() < WIDTH -> line;
      case JsonObject o ->
          o.entrySet().stream()
              .map(m -> {
                String head = inner + LINE.toJson(new JsonPrimitive(m.getKey())) + ": ";
                return head + text(m.getValue(), inner, head.length());
              })
              .collect(Collectors.joining(",\n", "{\n", "\n" + margin + "}"));
      case JsonArray a ->
          a.asList().stream()
              .map(e -> inner + text(e, inner, inner.length()))
              .collect(Collectors.joining(",\n", "[\n", "\n" + margin + "]"));
      default -> line;
    };
  }
}
