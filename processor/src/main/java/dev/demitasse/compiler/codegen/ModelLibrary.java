package dev.demitasse.compiler.codegen;

import com.google.gson.JsonObject;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network in TVM's Model Library Format, version 7. In the place of Relay there is our IR; {@code
 * parameters/} is left out, as the weights are in the C; and our own JSON is beside {@code
 * metadata.json}, which says less.
 */
public final class ModelLibrary {
  /** In the place of the time, so that the same input gives the same bytes. */
  private static final String EXPORTED = "1980-01-01 00:00:00Z";

  private static final int VERSION = 7;

  /** Of {@code DLDeviceType}. */
  private static final int CPU = 1;

  private final Emission emission;

  private ModelLibrary(Emission emission) {
    this.emission = emission;
  }

  /** The files by their paths in the tree. */
  public static Map<String, String> files(
      Program program, Plans plans, Target target, Interface firmware, CSources sources) {
    ModelLibrary library = new ModelLibrary(new Emission(program, plans, target, firmware));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("metadata.json", library.metadata());
    sources.files().forEach((name, text) -> files.put(folder(name) + name, text));
    files.put("src/" + program.name() + ".ir", library.ir());
    return files;
  }

  /** The same, packed as {@code tar} does: two archives of the same files are equal. */
  public static byte[] archive(Map<String, String> files) {
    return Tar.of(files);
  }

  private static String folder(String name) {
    return name.endsWith(".c")
        ? "codegen/host/src/"
        : name.endsWith(".h") ? "codegen/host/include/" : "";
  }

  private String ir() {
    return emission.program().module().functions().values().stream()
        .map(Printer::text)
        .collect(Collectors.joining("\n"));
  }

  private String metadata() {
    JsonObject module =
        Json.object(
            "model_name",
            emission.program().name(),
            "export_datetime",
            EXPORTED,
            "target",
            List.of("c"),
            "executors",
            List.of("aot"),
            "style",
            "full-model",
            "external_dependencies",
            dependencies(),
            "memory",
            Json.object(
                "functions",
                Json.object("operator_functions", operators(), "main", List.of(main()))));
    return Json.text(
        Json.object("version", VERSION, "modules", Json.object(emission.program().name(), module)));
  }

  /** The plain functions need nothing, the packed ones headers of the runtime. */
  private List<JsonObject> dependencies() {
    return emission.hasPacked()
        ? List.of(
            Json.object(
                "short_name",
                "demitasse-crt",
                "url",
                "dev.demitasse:demitasse-crt",
                "url_type",
                "maven",
                "version_spec",
                "*"))
        : List.of();
  }

  private JsonObject main() {
    List<Port> inputs = emission.program().inputs();
    List<Port> outputs = emission.program().outputs();
    return Json.object(
        "device",
        CPU,
        "workspace_size_bytes",
        emission.plans().bytes(Content.WORKSPACE),
        "constants_size_bytes",
        emission.pools().stream()
                .filter(pool -> pool.holds() == Content.CONSTANTS)
                .mapToLong(emission::bytes)
                .sum()
            + emission.arrays().values().stream().mapToLong(c -> c.buffer().bytes()).sum(),
        "io_size_bytes",
        emission.ports().keySet().stream().mapToLong(p -> p.buffer().bytes()).sum(),
        "inputs",
        tensors(inputs),
        "outputs",
        tensors(outputs));
  }

  private static JsonObject tensors(Collection<Port> ports) {
    JsonObject tensors = new JsonObject();
    for (Port p : ports) {
      Json.with(
          tensors,
          p.name(),
          Json.object(
              "size", p.buffer().bytes(), "dtype", InterfaceJson.type(p.buffer().element())));
    }
    return tensors;
  }

  private List<JsonObject> operators() {
    Map<String, Long> scratch = scratch();
    List<JsonObject> operators = new ArrayList<>();
    for (PrimFunc f : emission.operators()) {
      JsonObject workspace =
          Json.object("device", CPU, "workspace_size_bytes", scratch.get(f.symbol()));
      operators.add(Json.object("function_name", f.symbol(), "workspace", List.of(workspace)));
    }
    return operators;
  }

  /** Bytes of the workspace that nobody but one call of an operator uses, by its symbol. */
  private Map<String, Long> scratch() {
    Map<Var, Integer> users = new HashMap<>();
    for (Expr.Call call : emission.calls()) {
      memory(call).forEach(data -> users.merge(data, 1, Integer::sum));
    }
    Map<String, Long> scratch = new HashMap<>();
    for (Expr.Call call : emission.calls()) {
      Set<Var> touched = memory(call);
      long own =
          emission.allocations().stream()
              .filter(b -> touched.contains(b.data()) && users.get(b.data()) == 1)
              .mapToLong(Buffer::bytes)
              .sum();
      scratch.merge(call.symbol(), own, Math::max);
    }
    return scratch;
  }

  private static Set<Var> memory(Expr.Call call) {
    Set<Var> memory = new HashSet<>();
    for (Expr argument : call.arguments()) {
      if (argument instanceof Address(Buffer b)) {
        memory.add(b.data());
      }
    }
    return memory;
  }
}
