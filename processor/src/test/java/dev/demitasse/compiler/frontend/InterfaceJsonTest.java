package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tvmgen_<network>.json} says is what the header and the C say. */
class InterfaceJsonTest {
  private static final Pattern MACRO =
      Pattern.compile("^#define (\\w+) ([^\\\\\n]+)$", Pattern.MULTILINE);

  @TempDir private Path folder;

  private Described build(String options) {
    return build(folder, options);
  }

  private static Described build(Path folder, String options) {
    String[] all =
        Pattern.compile(" ")
            .splitAsStream(options)
            .filter(o -> !o.isEmpty() && !o.equals("pools"))
            .map(o -> "-Ademitasse." + o)
            .toArray(String[]::new);
    return options.startsWith("pools") ? Described.pooled(folder, all) : Described.in(folder, all);
  }

  private static List<JsonObject> list(JsonObject json, String member) {
    return StreamSupport.stream(json.getAsJsonArray(member).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static void eachObject(JsonElement e, Consumer<JsonObject> visitor) {
    if (e instanceof JsonArray array) {
      array.forEach(x -> eachObject(x, visitor));
    } else if (e instanceof JsonObject object) {
      visitor.accept(object);
      object.asMap().values().forEach(x -> eachObject(x, visitor));
    }
  }

  /** How C writes the value of a member. */
  private static String c(String member, JsonElement value) {
    if (value instanceof JsonArray array) {
      return array.asList().stream()
          .map(JsonElement::getAsString)
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return member.equals("model_hash") ? value.toString() : value.getAsString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "constants=pool packed=all",
        "workspace=static entry=packed checks=full",
        "workspace=static constants=pool",
        "io=workspace constants=pool mac=fused",
        "entry=both systemLib=on prefix=acme profile=on",
        "pools",
        "pools io=workspace",
        "pools entry=both workspace=static constants=pool"
      })
  void hasEveryMacroOfTheHeader(String options) {
    Described net = build(options);
    String prefix = options.contains("prefix=acme") ? "acme_net" : "tvmgen_net";
    Map<String, String> header = new TreeMap<>();
    Matcher macros = MACRO.matcher(net.text("c/" + prefix + ".h"));
    while (macros.find()) {
      header.put(macros.group(1), macros.group(2));
    }
    Map<String, String> described = new TreeMap<>();
    eachObject(
        net.json("c/" + prefix + ".json"),
        object -> {
          if (object.has("macros")) {
            JsonObject named = object.getAsJsonObject("macros");
            named
                .asMap()
                .forEach((member, macro) ->
                    described.put(macro.getAsString(), c(member, object.get(member))));
          }
        });
    assertEquals(header, described);
    assertTrue(header.size() > 20, header::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "workspace=static",
        "io=workspace",
        "constants=pool",
        "pools",
        "pools io=workspace"
      })
  void placesAreThoseOfTheC(String options) {
    Described net = build(options);
    String c = net.text("c/tvmgen_net.c");
    JsonObject json = net.json("c/tvmgen_net.json");
    for (JsonObject b : list(json, "buffers")) {
      String input = b.get("name").getAsString();
      assertTrue(c.contains(place(b, "workspace")), () -> input + " in " + c);
    }
    list(json, "states").forEach(s -> assertTrue(c.contains(place(s, "state")), s::toString));
    for (JsonObject constant : list(json, "constants")) {
      String pool =
          constant.has("pool")
              ? constant.get("pool").getAsString()
              : constant.has("symbol") ? "const" : "constants";
      String text =
          constant.has("symbol")
              ? "const float %s[%d] TVMGEN_NET_%s_SECTION"
                  .formatted(
                      constant.get("symbol").getAsString(),
                      constant.get("bytes").getAsInt() / 4,
                      pool.toUpperCase(Locale.ROOT))
              : "&%s[%s]".formatted(pool, constant.get("offset"));
      assertTrue((c + weights(net, options)).contains(text), constant::toString);
    }
    assertEquals(
        options.contains("io=workspace"),
        json.getAsJsonArray("inputs").get(0).getAsJsonObject().has("offset"));
  }

  private static String weights(Described net, String options) {
    return options.equals("constants=pool") ? "" : net.text("c/tvmgen_net_weights.c");
  }

  private static String place(JsonObject b, String usual) {
    String pool = b.has("pool") ? b.get("pool").getAsString() : usual;
    return "  float *const %s = (float *)(void *)&%s[%s]; /* %s */\n"
        .formatted(b.get("name").getAsString(), pool, b.get("offset"), array(b));
  }

  private static String array(JsonObject b) {
    return b.getAsJsonArray("shape").asList().stream()
        .map(d -> "[" + d + "]")
        .collect(Collectors.joining("", b.get("c_type").getAsString(), ""));
  }

  /** The calls of the main function can be written from the operators alone. */
  @Test
  void operatorsAreTheCallsOfTheC() {
    Described net = build("");
    JsonObject json = net.json("c/tvmgen_net.json");
    Map<String, String> pointers = new HashMap<>();
    list(json, "inputs").forEach(p -> pointers.put(name(p), "(const float *)" + name(p)));
    list(json, "outputs").forEach(p -> pointers.put(name(p), "(float *)" + name(p)));
    List<String> calls = new ArrayList<>();
    for (JsonObject call : list(json, "operators")) {
      List<String> arguments = new ArrayList<>();
      for (JsonObject p : list(call, "parameters")) {
        String buffer = p.get("buffer").getAsString();
        int elements = p.get("offset").getAsInt() / 4;
        arguments.add(
            pointers.getOrDefault(buffer, buffer) + (elements == 0 ? "" : " + " + elements));
      }
      calls.add(
          "status = %s(%s);"
              .formatted(call.get("symbol").getAsString(), String.join(", ", arguments)));
    }
    String c = net.text("c/tvmgen_net.c").replaceAll("\\s+", " ");
    Matcher found = Pattern.compile("status = tvmgen_net_\\w+\\(.*?\\);").matcher(c);
    List<String> expected = new ArrayList<>();
    while (found.find()) {
      expected.add(found.group());
    }
    assertEquals(expected, calls);
    assertTrue(String.join("\n", calls).contains("(const float *)more + 6"), calls::toString);
  }

  private static String name(JsonObject o) {
    return o.get("name").getAsString();
  }

  /** Whatever an operator is given is described under its name, once. */
  @ParameterizedTest
  @ValueSource(strings = {"", "constants=pool", "workspace=static", "pools"})
  void everyBufferHasAPlace(String options) {
    JsonObject json = build(options).json("c/tvmgen_net.json");
    List<String> names = new ArrayList<>();
    for (String kind : List.of("inputs", "outputs", "buffers", "states", "constants")) {
      list(json, kind).forEach(o -> names.add(name(o)));
    }
    assertEquals(names.size(), new TreeSet<>(names).size(), names::toString);
    for (JsonObject call : list(json, "operators")) {
      for (JsonObject p : list(call, "parameters")) {
        assertTrue(names.contains(p.get("buffer").getAsString()), p::toString);
      }
    }
    List<JsonObject> states = list(json, "states");
    assertTrue(
        states.stream()
            .anyMatch(s -> s.has("initial") && names.contains(s.get("initial").getAsString())),
        states::toString);
    assertFalse(states.stream().allMatch(s -> s.has("initial")), states::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "entry=both packed=Blend systemLib=on",
        "io=workspace",
        "amalgamated=on entry=both"
      })
  void entryPointsAndFilesAreThere(String options) throws IOException {
    Described net = build(options);
    JsonObject json = net.json("c/tvmgen_net.json");
    TreeSet<String> files = new TreeSet<>(List.of("tvmgen_net.json"));
    StringBuilder text = new StringBuilder();
    for (JsonElement file : json.getAsJsonArray("files")) {
      files.add(file.getAsString());
      text.append(net.text("c/" + file.getAsString()));
    }
    try (var written = Files.list(net.file("c"))) {
      assertEquals(
          files,
          written
              .map(f -> f.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    json.getAsJsonObject("entry_points")
        .asMap()
        .forEach((use, symbol) -> {
          boolean expanded = use.equals("system_lib");
          String wanted = expanded ? "DEMITASSE_SYSTEM_LIB" : symbol.getAsString();
          assertTrue(Pattern.compile("\\b" + wanted + "[(;]").matcher(text).find(), wanted);
        });
    for (JsonObject call : list(json, "operators")) {
      boolean packed =
          options.contains("packed=Blend") && call.get("title").getAsString().contains("Blend");
      assertEquals(packed, call.has("packed"), call::toString);
    }
  }

  @Test
  void theGuideNamesEveryMember() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "guide", "interface.md"));
    TreeSet<String> members = new TreeSet<>();
    for (String options :
        List.of(
            "entry=both packed=all systemLib=on profile=on",
            "constants=pool io=workspace",
            "pools")) {
      eachObject(
          build(folder.resolve(options), options).json("c/tvmgen_net.json"),
          object -> members.addAll(object.keySet()));
    }
    members.removeIf(member -> guide.contains("`" + member + "`"));
    assertEquals(List.of(), List.copyOf(members));
  }
}
