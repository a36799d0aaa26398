package dev.demitasse.junit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.demitasse.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Calls in a file. The tensors of the first are {@code 0/x0}, {@code 0/x1} and so on, in the order
 * in which they are in its arguments; the arguments are JSON, in which tensors are their names.
 *
 * @param method the Java of all of them
 * @param arguments those of each call
 */
record Replay(Method method, List<List<Object>> arguments) {
  private static final String CLASS = "class";
  private static final String METHOD = "method";
  private static final String CALLS = "calls";

  /**
   * Saves calls of one network.
   *
   * @param others tensors that are of interest beside them, by their names
   */
  static void save(Path file, List<Call> calls, Map<String, Tensor<?>> others) throws IOException {
    Map<String, Tensor<?>> tensors = new LinkedHashMap<>();
    JsonArray json = new JsonArray();
    for (Call call : calls) {
      json.add(arguments(call, json.size() + "/x", tensors));
    }
    tensors.putAll(others);
    Method method = calls.get(0).method();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(CLASS, method.getDeclaringClass().getName());
    texts.put(METHOD, text(method));
    texts.put(CALLS, json.toString());
    new Safetensors(texts, tensors).write(file);
  }

  /** Tensors may have changed since the call: what they were is looked up, in their order. */
  private static JsonArray arguments(Call call, String prefix, Map<String, Tensor<?>> tensors) {
    List<Tensor<?>> inputs = new ArrayList<>(call.inputs());
    int count = inputs.size();
    JsonSerializer<Tensor<?>> naming =
        (tensor, type, context) -> {
          String name = prefix + (count - inputs.size());
          tensors.put(name, inputs.remove(0));
          return new JsonPrimitive(name);
        };
    Gson gson = gson(naming);
    JsonArray json = new JsonArray();
    call.arguments().forEach(argument -> json.add(gson.toJsonTree(argument)));
    return json;
  }

  private static Gson gson(Object ofTensors) {
    return new GsonBuilder()
        .serializeSpecialFloatingPointValues()
        .registerTypeHierarchyAdapter(Tensor.class, ofTensors)
        .create();
  }

  private static String text(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  /**
   * Reads what was saved.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if what it calls is not there
   */
  static Replay read(Path file) throws IOException {
    Safetensors saved = Safetensors.read(file);
    Map<String, String> texts = saved.texts();
    if (!texts.keySet().containsAll(List.of(CLASS, METHOD, CALLS))) {
      throw new IOException(file + " has no calls in it");
    }
    Method method = method(file, texts.get(CLASS), texts.get(METHOD));
    JsonDeserializer<Tensor<?>> finding =
        (json, type, context) -> saved.tensors().get(json.getAsString());
    Gson gson = gson(finding);
    List<List<Object>> calls = new ArrayList<>();
    for (JsonElement call : JsonParser.parseString(texts.get(CALLS)).getAsJsonArray()) {
      List<Object> arguments = new ArrayList<>();
      for (JsonElement argument : call.getAsJsonArray()) {
        Class<?> type = method.getParameterTypes()[arguments.size()];
        arguments.add(gson.fromJson(argument, type));
      }
      calls.add(arguments);
    }
    return new Replay(method, calls);
  }

  private static Method method(Path file, String className, String text) {
    return ReflectionSupport.tryToLoadClass(className).toOptional().stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> text(method).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s calls %s.%s, which is not there any more".formatted(file, className, text)));
  }
}
