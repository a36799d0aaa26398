package dev.demitasse.compiler.codegen;

import com.google.gson.JsonObject;
import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Plans.Place;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints {@code <prefix>.json}, which says what the header says, and where everything lies, to
 * tools that do not read C. Its members are listed in {@code docs/guide/interface.md}. The member
 * {@code macros} of an object names the macros of the header that have the values of its other
 * members.
 */
final class InterfaceJson {
  private final Emission emission;
  private final String hash;
  private final List<String> files;
  private final Map<Var, String> names;

  /**
   * A description.
   *
   * @param hash of all that makes this build of the network
   * @param files that are written beside it
   */
  InterfaceJson(Emission emission, String hash, Collection<String> files) {
    this.emission = emission;
    this.hash = hash;
    this.files = List.copyOf(files);
    this.names = MainNames.everywhere(emission);
  }

  String text() {
    return Json.text(
        Json.object(
            "network",
            emission.program().name(),
            "prefix",
            emission.prefix(),
            "interface_version",
            InterfaceHeader.VERSION,
            "model_hash",
            hash,
            "macros",
            macros("", "interface_version", "INTERFACE_VERSION", "model_hash", "MODEL_HASH"),
            "target",
            Json.object(
                "mac",
                emission.target().fusedMac() ? "fused" : "separate",
                "alignment",
                emission.target().alignment()),
            "inputs",
            emission.program().inputs().stream().map(p -> port(p, "inputs")).toList(),
            "outputs",
            emission.program().outputs().stream().map(p -> port(p, "outputs")).toList(),
            "workspace",
            workspace(),
            "pools",
            pools(),
            "buffers",
            buffers(),
            "states",
            states(),
            "constants",
            constants(),
            "operators",
            emission.calls().stream().map(this::call).toList(),
            "entry_points",
            entryPoints(),
            "profile",
            profile(),
            "files",
            files));
  }

  /** The element type as NumPy and TVM write it. */
  static String type(DataType type) {
    return type.isBool() ? "bool" : type.code().name().toLowerCase(Locale.ROOT) + type.bits();
  }

  /** The macros of an object's members; {@code part} is what their names begin with. */
  private JsonObject macros(String part, String... membersAndEnds) {
    JsonObject macros = new JsonObject();
    for (int i = 0; i < membersAndEnds.length; i += 2) {
      macros.addProperty(membersAndEnds[i], emission.macro() + "_" + part + membersAndEnds[i + 1]);
    }
    return macros;
  }

  /** What is said of everything in memory. */
  private JsonObject tensor(Buffer b) {
    return Json.object(
        "name",
        names.get(b.data()),
        "type",
        type(b.element()),
        "c_type",
        CTypes.name(b.element()),
        "shape",
        b.shape(),
        "bytes",
        b.bytes());
  }

  private JsonObject port(Port port, String struct) {
    boolean hasStructs = emission.firmware().hasStructs();
    String part = port.name().toUpperCase(Locale.ROOT);
    JsonObject object =
        Json.with(
            tensor(port.buffer()),
            "rank",
            port.buffer().rank(),
            "length",
            port.buffer().size(),
            "scale",
            port.quantization().map(Quantization::scale),
            "zero_point",
            port.quantization().map(Quantization::zeroPoint),
            "struct",
            hasStructs ? Optional.of(emission.prefix() + "_" + struct) : Optional.empty(),
            "member",
            hasStructs ? Optional.of(port.name()) : Optional.empty(),
            "pool",
            emission.find(port.buffer()).flatMap(p -> named(p.pool().name())),
            "offset",
            emission.find(port.buffer()).map(Place::offset),
            "macros",
            macros(
                part, "bytes", "_SIZE", "c_type", "_TYPE", "rank", "_RANK", "shape", "_SHAPE",
                "length", "_LENGTH"));
    if (port.quantization().isPresent()) {
      macros(part, "scale", "_SCALE", "zero_point", "_ZERO_POINT")
          .asMap()
          .forEach(object.getAsJsonObject("macros")::add);
    }
    return object;
  }

  // ---- Memory ----

  private List<JsonObject> pools() {
    return Stream.concat(emission.sections().stream(), emission.pools().stream())
        .map(this::pool)
        .toList();
  }

  private JsonObject pool(Pool pool) {
    JsonObject object =
        Json.object(
            "name",
            pool.name(),
            "holds",
            named(pool.holds().toString()),
            "brought_by",
            pool.internal() ? "generated code" : "caller",
            "bytes",
            emission.bytes(pool),
            "alignment",
            pool.alignment(),
            "capacity",
            Optional.of(pool.capacity()).filter(bytes -> bytes != Pool.UNLIMITED),
            "section",
            Optional.of(pool.section()).filter(section -> !section.isEmpty()));
    if (!pool.internal() && emission.declaresPools()) {
      Json.with(object, "struct", emission.prefix() + "_workspace_pools", "member", pool.name());
    }
    if (pool.isDeclared() && pool.internal()) {
      return object; // of which the header does not speak
    }
    return isWorkspace(pool) ? withShares(object, pool) : Json.with(object, "macros", macros(pool));
  }

  private JsonObject macros(Pool pool) {
    String bytes =
        switch (pool.holds()) {
          case CONSTANTS -> "_CONSTANT_POOL_SIZE";
          case WORKSPACE -> "_WORKSPACE_POOL_SIZE";
          case STATE -> "_BYTES";
        };
    return macros(pool.macro(), "bytes", bytes, "alignment", "_ALIGNMENT");
  }

  /** Whether a pool is all that there is of the workspace. */
  private static boolean isWorkspace(Pool pool) {
    return pool.holds() == Content.WORKSPACE && !pool.isDeclared();
  }

  /** The workspace as a whole, where it has pools. */
  private Optional<JsonObject> workspace() {
    return emission.pools().stream().anyMatch(InterfaceJson::isWorkspace)
        ? Optional.empty()
        : Optional.of(
            Json.object(
                "bytes",
                emission.plans().bytes(Content.WORKSPACE),
                "alignment",
                emission.workspaceAlignment(),
                "caller_bytes",
                emission.workspaceBytes(false),
                "internal_bytes",
                emission.workspaceBytes(true),
                "macros",
                workspaceMacros()));
  }

  private JsonObject workspaceMacros() {
    return macros(
        "WORKSPACE",
        "bytes",
        "_SIZE",
        "alignment",
        "_ALIGNMENT",
        "caller_bytes",
        "_CALLER_BYTES",
        "internal_bytes",
        "_INTERNAL_BYTES");
  }

  /** With who brings how much of the workspace. */
  private JsonObject withShares(JsonObject object, Pool pool) {
    JsonObject macros = workspaceMacros();
    if (!pool.internal()) {
      macros.addProperty("pool_bytes", emission.macro() + "_WORKSPACE_WORKSPACE_POOL_SIZE");
    }
    return Json.with(
        object,
        "caller_bytes",
        emission.workspaceBytes(false),
        "internal_bytes",
        emission.workspaceBytes(true),
        "pool_bytes",
        pool.internal() ? Optional.empty() : Optional.of(emission.bytes(pool)),
        "macros",
        macros);
  }

  /** What is said only of networks with pools of their author's. */
  private <T> Optional<T> named(T value) {
    return emission.firmware().pools().isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private List<JsonObject> buffers() {
    return Stream.concat(
            emission.ports().keySet().stream().map(Port::buffer).filter(emission::isInPool),
            emission.allocations().stream())
        .map(this::placed)
        .toList();
  }

  /** With where it lies, if that is in a pool. */
  private JsonObject placed(Buffer b) {
    Optional<Place> place = emission.find(b);
    return Json.with(
        tensor(b),
        "pool",
        place.flatMap(p -> named(p.pool().name())),
        "offset",
        place.map(Place::offset));
  }

  private List<JsonObject> states() {
    return emission.program().states().stream()
        .map(state ->
            Json.with(
                placed(state.buffer()),
                "initial",
                state.initial().map(c -> names.get(c.buffer().data()))))
        .toList();
  }

  private List<JsonObject> constants() {
    List<JsonObject> constants = new ArrayList<>();
    emission.program().constants().forEach((symbol, c) -> constants.add(constant(symbol, c)));
    return constants;
  }

  private JsonObject constant(String symbol, Constant c) {
    JsonObject constant = Json.with(tensor(c.buffer()), "source", c.source());
    Optional<Pool> section = emission.section(c);
    Optional<Place> place = emission.find(c.buffer());
    Json.with(
        constant, "pool", section.or(() -> place.map(Place::pool)).flatMap(p -> named(p.name())));
    return place.isPresent()
        ? Json.with(constant, "offset", place.get().offset())
        : Json.with(
            constant,
            "symbol",
            symbol,
            "section",
            section
                .map(Pool::section)
                .or(() -> Optional.of(WeightsFile.SECTION))
                .filter(name -> !name.isEmpty()));
  }

  // ---- Functions ----

  private JsonObject call(Expr.Call call) {
    Program program = emission.program();
    PrimFunc f = program.callee(call);
    Optional<Kernel> kernel = Optional.ofNullable(program.kernels().get(call.symbol()));
    List<JsonObject> parameters = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      int i = parameters.size();
      parameters.add(
          argument instanceof Address(Buffer b)
              ? parameter(f, f.parameterBuffers().get(i), b)
              : scalar(f.parameters().get(i), argument));
    }
    return Json.object(
        "symbol",
        kernel.map(Kernel::name).orElse(f.symbol()),
        "title",
        emission.program().titles().get(f.symbol()),
        "source",
        f.position().isKnown() ? Optional.of(f.position().file()) : Optional.empty(),
        "packed",
        Optional.ofNullable(emission.wrappers().get(f)),
        "device",
        program.device(call.symbol()),
        "parameters",
        parameters);
  }

  /** A number that a function takes behind its buffers. */
  private static JsonObject scalar(Var v, Expr value) {
    return Json.object(
        "name", v.name(), "type", type((DataType) v.type()), "value", CLiterals.of(value));
  }

  /** The offset is in bytes, from the begin of the buffer that a view is of. */
  private JsonObject parameter(PrimFunc f, Buffer p, Buffer argument) {
    return Json.object(
        "name",
        p.name(),
        "type",
        type(p.element()),
        "shape",
        p.shape(),
        "strides",
        p.isContiguous() ? Optional.empty() : Optional.of(p.strides()),
        "access",
        Stores.writes(f.body(), p.data()) ? "write" : "read",
        "buffer",
        names.get(argument.data()),
        "offset",
        ((Expr.IntImm) argument.offset()).value() * p.element().bytes());
  }

  private JsonObject entryPoints() {
    JsonObject entries = new JsonObject();
    emission.entryPoints().forEach(entries::addProperty);
    return entries;
  }

  /** What the firmware brings, and the macro with the steps. */
  private Optional<JsonObject> profile() {
    ProfileHooks hooks = new ProfileHooks(emission);
    return emission.firmware().profile()
        ? Optional.of(
            Json.object("begin", hooks.begin(), "end", hooks.end(), "steps", hooks.steps()))
        : Optional.empty();
  }
}
