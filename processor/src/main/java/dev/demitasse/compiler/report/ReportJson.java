package dev.demitasse.compiler.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.demitasse.compiler.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Records as JSON: an object of their components, without empty {@code Optional}s and lists. All
 * others must be there.
 */
final class ReportJson {

  private ReportJson() {}

  static String text(Report report) {
    return Json.text(object(report));
  }

  static Report parse(String text) {
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
    if (!(json instanceof JsonObject o) || !o.has("report_version")) {
      throw new IllegalArgumentException("it has no 'report_version'");
    }
    int version = (Integer) read(int.class, o.get("report_version"), "report_version");
    if (version > Report.VERSION) {
      throw new IllegalArgumentException(
          "it is of version %d, and only %d is known".formatted(version, Report.VERSION));
    }
    return (Report) read(Report.class, json, "");
  }

  // ---- Writing ----

  static JsonObject object(Record value) {
    JsonObject object = new JsonObject();
    for (RecordComponent c : value.getClass().getRecordComponents()) {
      Object member = component(value, c);
      Optional<?> given = member instanceof Optional<?> o ? o : Optional.of(member);
      given.filter(m -> !m.equals(List.of())).ifPresent(m -> object.add(member(c), json(m)));
    }
    return object;
  }

  private static JsonElement json(Object value) {
    return switch (value) {
      case Record r -> object(r);
      case List<?> list -> {
        JsonArray array = new JsonArray();
        list.forEach(e -> array.add(json(e)));
        yield array;
      }
      case Enum<?> e -> new JsonPrimitive(word(e));
      case Number n -> new JsonPrimitive(n);
      case Boolean b -> new JsonPrimitive(b);
      default -> new JsonPrimitive((String) value);
    };
  }

  private static Object component(Record value, RecordComponent c) {
    try {
      return c.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of a component in JSON: {@code lower_bound}. */
  static String member(RecordComponent c) {
    return c.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  // ---- Reading ----

  /**
   * A value of a type that a component has.
   *
   * @param path where it is in the report, for messages: {@code steps[3].macs}
   */
  private static Object read(Type type, JsonElement json, String path) {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], json, path);
    }
    Class<?> c = (Class<?>) type;
    if (c.isRecord()) {
      return record(c, json, path);
    }
    if (c.isEnum()) {
      return Arrays.stream(c.getEnumConstants())
          .filter(e -> json.equals(new JsonPrimitive(word(e))))
          .findFirst()
          .orElseThrow(() -> wrong(json, path));
    }
    if (!(json instanceof JsonPrimitive p)) {
      throw wrong(json, path);
    }
    if (c == String.class && p.isString()) {
      return p.getAsString();
    }
    if (c == boolean.class && p.isBoolean()) {
      return p.getAsBoolean();
    }
    if (c != String.class && c != boolean.class && p.isNumber()) {
      try {
        BigDecimal number = p.getAsBigDecimal();
        boolean isInt = c == int.class || c == Integer.class;
        return isInt ? (Number) number.intValueExact() : (Number) number.longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw wrong(json, path);
      }
    }
    throw wrong(json, path);
  }

  private static Object record(Class<?> type, JsonElement json, String path) {
    if (!(json instanceof JsonObject object)) {
      throw wrong(json, path);
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Type of = components[i].getGenericType();
      String member = member(components[i]);
      String place = path.isEmpty() ? member : path + "." + member;
      Optional<JsonElement> given = Optional.ofNullable(object.get(member));
      if (of instanceof ParameterizedType p && p.getRawType() == Optional.class) {
        values[i] = given.map(e -> read(p.getActualTypeArguments()[0], e, place));
      } else if (given.isEmpty() && components[i].getType() != List.class) {
        throw new IllegalArgumentException("'%s' is missing".formatted(place));
      } else {
        values[i] = read(of, given.orElseGet(JsonArray::new), place);
      }
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Object> list(Type element, JsonElement json, String path) {
    if (!(json instanceof JsonArray array)) {
      throw wrong(json, path);
    }
    List<Object> list = new ArrayList<>();
    for (JsonElement e : array) {
      list.add(read(element, e, "%s[%d]".formatted(path, list.size())));
    }
    return list;
  }

  private static IllegalArgumentException wrong(JsonElement value, String path) {
    String text = value.toString();
    return new IllegalArgumentException(
        "'%s' is %s".formatted(path, text.length() > 40 ? text.substring(0, 40) + "…" : text));
  }
}
