package dev.demitasse.boards;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes what lies between {@code network.h} and a generated network, from its JSON. */
final class Glue {
  private static final int ALIGNMENT = 16;

  private final Path folder;
  private final JsonObject network;
  private final String name;
  private final String prefix;
  private final List<JsonObject> inputs;
  private final List<JsonObject> outputs;
  private final List<JsonObject> pools;

  private Glue(Path folder, JsonObject network) {
    this.folder = folder;
    this.network = network;
    name = string(network, "network");
    prefix = string(network, "prefix");
    inputs = objects("inputs");
    outputs = objects("outputs");
    pools = objects("pools").stream().filter(pool -> pool.has("struct")).toList();
  }

  static NetworkSources sources(Path json) throws IOException {
    JsonObject network = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    return new Glue(json.toAbsolutePath().getParent(), network).sources();
  }

  /** Packed functions are left out, as nothing calls them. */
  private NetworkSources sources() {
    if (outputs.stream().noneMatch(output -> output.has("struct"))) {
      throw refused(
          "has packed functions only; the program on the board calls structs: compile it with"
              + " @CInterface(entry = \"c\") or \"both\"");
    }
    if (objects("operators").stream().anyMatch(operator -> operator.has("device"))) {
      throw refused("has operators on devices; write the functions of network.h for it yourself");
    }
    if (network.has("profile")) {
      throw refused(
          "calls functions of the firmware around its operators, which the program on the board"
              + " does not have: compile it with @CInterface(profile = \"off\")");
    }
    if (isAmalgamated() && network.getAsJsonObject("entry_points").has("module")) {
      throw refused(
          "has its packed functions, which need headers of the runtime, in one file with the rest:"
              + " compile it with @CInterface(amalgamated = \"off\")");
    }
    List<Path> files =
        elements("files")
            .map(JsonElement::getAsString)
            .filter(file -> file.endsWith(".c") && !file.endsWith("_packed.c"))
            .map(folder::resolve)
            .toList();
    return new NetworkSources(name, text(), files, List.of(folder), sizes(inputs), sizes(outputs));
  }

  private BoardException refused(String reason) {
    return new BoardException("network '%s' %s".formatted(name, reason));
  }

  private boolean isAmalgamated() {
    return elements("files").count() == 2;
  }

  private Stream<JsonElement> elements(String member) {
    return StreamSupport.stream(network.getAsJsonArray(member).spliterator(), false);
  }

  private List<JsonObject> objects(String member) {
    return elements(member).map(JsonElement::getAsJsonObject).toList();
  }

  private static String string(JsonObject object, String member) {
    return object.get(member).getAsString();
  }

  private static List<Integer> sizes(List<JsonObject> tensors) {
    return tensors.stream().map(tensor -> tensor.get("bytes").getAsInt()).toList();
  }

  /** Whether inputs and outputs lie in the workspace. */
  private boolean isInWorkspace() {
    return outputs.stream().anyMatch(output -> output.has("offset"));
  }

  private String text() {
    return """
    /* Network '$name$' as network.h wants it; written from $prefix$.json. */
    #include "network.h"

    #include "$prefix$.h"

    $memory$
    int32_t network_setup(void) {
    $setup$}

    struct network_tensor network_input(size_t i) {
    $input$}

    struct network_tensor network_output(size_t i) {
    $output$}

    int32_t network_run(void) {
      return $prefix$_run($arguments$);
    }
    """
        .replace("$memory$", memory())
        .replace("$setup$", setup())
        .replace("$input$", tensors("inputs", inputs))
        .replace("$output$", tensors("outputs", outputs))
        .replace("$arguments$", arguments())
        .replace("$name$", name)
        .replace("$prefix$", prefix);
  }

  private String memory() {
    StringBuilder text = new StringBuilder();
    for (JsonObject pool : pools) {
      text.append(pool(pool));
    }
    if (!pools.isEmpty()) {
      text.append("static struct $prefix$_workspace_pools pools;\n");
    }
    if (!isInWorkspace()) {
      inputs.forEach(input -> text.append(array("input_" + string(input, "member"), input)));
      outputs.forEach(output -> text.append(array("output_" + string(output, "member"), output)));
    }
    return text
        + """
        static struct $prefix$_inputs inputs;
        static struct $prefix$_outputs outputs;
        """;
  }

  private static String pool(JsonObject pool) {
    String name = "pool_" + string(pool, "member");
    if (!isConstant(pool)) {
      return array(name, pool);
    }
    return "static const uint8_t %s[] __attribute__((aligned(%d))) = {%s};\n"
        .formatted(
            name, pool.get("alignment").getAsInt(), size(pool).replaceFirst("SIZE$", "DATA"));
  }

  private static boolean isConstant(JsonObject pool) {
    return size(pool).endsWith("_CONSTANT_POOL_SIZE");
  }

  private static String size(JsonObject pool) {
    return string(pool.getAsJsonObject("macros"), "bytes");
  }

  private static String array(String name, JsonObject memory) {
    int alignment = memory.has("alignment") ? memory.get("alignment").getAsInt() : ALIGNMENT;
    int bytes = Math.max(memory.get("bytes").getAsInt(), 1);
    return "static uint8_t %s[%d] __attribute__((aligned(%d)));\n"
        .formatted(name, bytes, alignment);
  }

  private String setup() {
    StringBuilder text = new StringBuilder();
    for (JsonObject pool : pools) {
      String member = string(pool, "member");
      String cast = isConstant(pool) ? "(void *)(uintptr_t)" : "";
      text.append("  pools.%s = %spool_%s;\n".formatted(member, cast, member));
    }
    if (isInWorkspace()) {
      text.append(
          """
            inputs = $prefix$_map_inputs(&pools);
            outputs = $prefix$_map_outputs(&pools);
          """);
    } else {
      inputs.forEach(input -> text.append(pointer("input", string(input, "member"))));
      outputs.forEach(output -> text.append(pointer("output", string(output, "member"))));
    }
    JsonObject functions = network.getAsJsonObject("entry_points");
    String call =
        functions.has("reset")
            ? string(functions, "reset") + "(" + (pools.isEmpty() ? "" : "&pools") + ")"
            : "0";
    return text + "  return " + call + ";\n";
  }

  private static String pointer(String kind, String member) {
    return "  %ss.%s = %s_%s;\n".formatted(kind, member, kind, member);
  }

  private static String tensors(String struct, List<JsonObject> tensors) {
    String cases =
        IntStream.range(0, tensors.size())
            .mapToObj(i -> {
              JsonObject tensor = tensors.get(i);
              return "    case %d:\n      return (struct network_tensor){%s.%s, %d};\n"
                  .formatted(i, struct, string(tensor, "member"), tensor.get("bytes").getAsInt());
            })
            .collect(Collectors.joining());
    return """
      switch (i) {
    %s    default:
          return (struct network_tensor){NULL, 0};
      }
    """
        .formatted(cases);
  }

  private String arguments() {
    return Stream.concat(
            isInWorkspace() ? Stream.of() : Stream.of("&inputs", "&outputs"),
            pools.isEmpty() ? Stream.of() : Stream.of("&pools"))
        .collect(Collectors.joining(", "));
  }
}
