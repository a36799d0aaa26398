package dev.demitasse.compiler.codegen;

import com.google.gson.JsonObject;
import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Emission.Pool;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.Quantization;
import dev.demitasse.compiler.graph.State;
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
            "offset",
            Optional.ofNullable(emission.portOffsets().get(port)),
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

  /** Of the workspace the header speaks even if nothing lies there. */
  private List<JsonObject> pools() {
    List<JsonObject> pools = new ArrayList<>();
    if (emission.hasConstantPool()) {
      pools.add(
          pool(
              Pool.CONSTANTS,
              "macros",
              macros("CONSTANTS", "bytes", "_CONSTANT_POOL_SIZE", "alignment", "_ALIGNMENT")));
    }
    pools.add(workspace());
    if (emission.hasState()) {
      pools.add(
          pool(
              Pool.STATE, "macros", macros("STATE", "bytes", "_BYTES", "alignment", "_ALIGNMENT")));
    }
    return pools;
  }

  private JsonObject workspace() {
    long bytes = emission.bytes(Pool.WORKSPACE);
    boolean internal = emission.isStatic(Pool.WORKSPACE);
    JsonObject macros =
        macros(
            "WORKSPACE",
            "bytes",
            "_SIZE",
            "alignment",
            "_ALIGNMENT",
            "caller_bytes",
            "_CALLER_BYTES",
            "internal_bytes",
            "_INTERNAL_BYTES");
    if (!internal) {
      macros.addProperty("pool_bytes", emission.macro() + "_WORKSPACE_WORKSPACE_POOL_SIZE");
    }
    return pool(
        Pool.WORKSPACE,
        "caller_bytes",
        internal ? 0 : bytes,
        "internal_bytes",
        internal ? bytes : 0,
        "pool_bytes",
        internal ? Optional.empty() : Optional.of(bytes),
        "macros",
        macros);
  }

  private JsonObject pool(Pool pool, Object... more) {
    boolean internal = emission.isStatic(pool);
    JsonObject object =
        Json.object(
            "name",
            pool.toString(),
            "brought_by",
            internal ? "generated code" : "caller",
            "bytes",
            emission.bytes(pool),
            "alignment",
            emission.target().alignment());
    if (!internal && emission.declaresPools()) {
      Json.with(
          object, "struct", emission.prefix() + "_workspace_pools", "member", pool.toString());
    }
    return Json.with(object, more);
  }

  private List<JsonObject> buffers() {
    List<JsonObject> buffers = new ArrayList<>();
    emission
        .portOffsets()
        .forEach((p, offset) -> buffers.add(Json.with(tensor(p.buffer()), "offset", offset)));
    emission
        .allocationOffsets()
        .forEach((b, offset) -> buffers.add(Json.with(tensor(b), "offset", offset)));
    return buffers;
  }

  private List<JsonObject> states() {
    List<JsonObject> states = new ArrayList<>();
    for (Map.Entry<State, Long> e : emission.stateOffsets().entrySet()) {
      states.add(
          Json.with(
              tensor(e.getKey().buffer()),
              "offset",
              e.getValue(),
              "initial",
              e.getKey().initial().map(c -> names.get(c.buffer().data()))));
    }
    return states;
  }

  private List<JsonObject> constants() {
    boolean pool = emission.hasConstantPool();
    Map<Constant, Long> offsets = pool ? emission.constantOffsets() : Map.of();
    List<JsonObject> constants = new ArrayList<>();
    emission
        .program()
        .constants()
        .forEach((symbol, c) ->
            constants.add(
                Json.with(
                    tensor(c.buffer()),
                    "source",
                    c.source(),
                    "offset",
                    Optional.ofNullable(offsets.get(c)),
                    "symbol",
                    pool ? Optional.empty() : Optional.of(symbol),
                    "section",
                    pool ? Optional.empty() : Optional.of(WeightsFile.SECTION))));
    return constants;
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
}
