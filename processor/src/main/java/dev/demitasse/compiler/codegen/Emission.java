package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.codegen.Plans.Place;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What the files of one network are printed from.
 *
 * @param plans where everything lies
 * @param firmware how it calls the network
 */
record Emission(Program program, Plans plans, Target target, Interface firmware) {

  /** Prefix of symbols and of the names of files: {@code tvmgen_digits}. */
  String prefix() {
    return firmware.prefix() + "_" + program.name();
  }

  /** Prefix of macros: {@code TVMGEN_DIGITS}. */
  String macro() {
    return prefix().toUpperCase(Locale.ROOT);
  }

  /** Puts values into the {@code $name$} of a text block. */
  String fill(String template, Object... namesAndValues) {
    String text = template.replace("$prefix$", prefix()).replace("$macro$", macro());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text = text.replace("$" + namesAndValues[i] + "$", namesAndValues[i + 1].toString());
    }
    return text;
  }

  /** What goes in and out, each {@code input} or {@code output}. */
  Map<Port, String> ports() {
    Map<Port, String> ports = new LinkedHashMap<>();
    program.inputs().forEach(p -> ports.put(p, "input"));
    program.outputs().forEach(p -> ports.put(p, "output"));
    return ports;
  }

  /** The C names of operators, helpers, constants and pools, and of the entry points. */
  Set<String> symbols() {
    Set<String> symbols = functions();
    internalPools().forEach(pool -> symbols.add(array(pool)));
    if (firmware.amalgamated() && hasPacked()) {
      symbols.addAll(new PackedFiles(this).words());
    }
    return symbols;
  }

  /** What functions and constants are called. */
  private Set<String> functions() {
    Set<String> symbols = new HashSet<>(program.functions().functions().keySet());
    symbols.addAll(program.constants().keySet());
    Program.RESERVED.forEach(name -> symbols.add(prefix() + "_" + name));
    return symbols;
  }

  /** The array of the generated code that a pool is. */
  String array(Pool pool) {
    String name = prefix() + "_" + pool.name();
    Set<String> taken = functions();
    taken.addAll(entryPoints().values());
    for (Port port : ports().keySet()) {
      taken.addAll(List.of(prefix() + "_set_" + port.name(), prefix() + "_get_" + port.name()));
    }
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }

  /** The operators. */
  List<PrimFunc> operators() {
    return program.operators();
  }

  /** Whether a function checks something at run time. */
  static boolean canFail(PrimFunc f) {
    AtomicBoolean found = new AtomicBoolean();
    Walk.stmts(f.body(), s -> found.compareAndSet(false, s instanceof Assert));
    return found.get();
  }

  /** Whether some operator checks something at run time. */
  boolean canFail() {
    return program.functions().functions().values().stream().anyMatch(Emission::canFail);
  }

  boolean hasState() {
    return !program.states().isEmpty();
  }

  // ---- Pools ----

  /** The pools of the network, in the order of their arguments; in some there may be nothing. */
  List<Pool> pools() {
    return plans.pools().stream()
        .map(Plans.Planned::pool)
        .filter(pool -> !pool.isSection())
        .toList();
  }

  /** What is only a section for constants. */
  List<Pool> sections() {
    return plans.pools().stream().map(Plans.Planned::pool).filter(Pool::isSection).toList();
  }

  /** The section of a constant that is an array, if it has one of its own. */
  Optional<Pool> section(Constant c) {
    return plans.place(c.buffer().data()).map(Place::pool).filter(Pool::isSection);
  }

  /** Those in which something lies. */
  List<Pool> usedPools() {
    return pools().stream().filter(p -> bytes(p) > 0).toList();
  }

  /** Those among them that the caller brings. */
  List<Pool> callersPools() {
    return usedPools().stream().filter(p -> !p.internal()).toList();
  }

  /** Those among them that are arrays of the generated code. */
  List<Pool> internalPools() {
    return usedPools().stream().filter(Pool::internal).toList();
  }

  /** Whether the entry points take a struct of pools: TVM's firmware always hands one over. */
  boolean hasPoolStruct() {
    return pools().stream().anyMatch(p -> !p.internal());
  }

  /** Whether the header has that struct. */
  boolean declaresPools() {
    return hasPoolStruct() && (firmware.hasStructs() || hasState());
  }

  long bytes(Pool pool) {
    return plans.plan(pool).bytes();
  }

  /** Where something lies, if that is in a pool: it may be an array, or the caller's. */
  Optional<Place> find(Buffer b) {
    return plans.place(b.data()).filter(place -> !place.pool().isSection());
  }

  /** Where something lies that is in a pool. */
  Place place(Buffer b) {
    return find(b).orElseThrow();
  }

  boolean isInPool(Buffer b) {
    return find(b).isPresent();
  }

  boolean isIn(Pool pool, Buffer b) {
    return find(b).filter(place -> place.pool().equals(pool)).isPresent();
  }

  /** Whether some state lies in a pool. */
  boolean keepsState(Pool pool) {
    return program.states().stream().anyMatch(state -> isIn(pool, state.buffer()));
  }

  /**
   * The bytes of the workspace that the caller brings, or that are arrays of the generated code.
   */
  long workspaceBytes(boolean internal) {
    return pools().stream()
        .filter(p -> p.holds() == Content.WORKSPACE && p.internal() == internal)
        .mapToLong(this::bytes)
        .sum();
  }

  /** The greatest alignment of a pool of the workspace. */
  int workspaceAlignment() {
    return pools().stream()
        .filter(p -> p.holds() == Content.WORKSPACE)
        .mapToInt(Pool::alignment)
        .max()
        .orElseThrow();
  }

  /** Whether there is a file of constants: also without any, unless all of them are in pools. */
  boolean hasWeightsFile() {
    return !arrays().isEmpty() || program.constants().isEmpty();
  }

  /** The constants that are arrays of the generated code, by their symbols. */
  Map<String, Constant> arrays() {
    Map<String, Constant> arrays = new LinkedHashMap<>(program.constants());
    arrays.values().removeIf(c -> isInPool(c.buffer()));
    return arrays;
  }

  /** What the main function allocates. */
  List<Buffer> allocations() {
    return program.main().body().statements().stream()
        .flatMap(s -> s instanceof Allocate a ? Stream.of(a.buffer()) : Stream.empty())
        .toList();
  }

  /** The calls of operators, in their order. */
  List<Expr.Call> calls() {
    return program.main().body().statements().stream()
        .filter(Evaluate.class::isInstance)
        .map(s -> ((Evaluate) s).call())
        .toList();
  }

  /** What the calls of an operator give for the numbers that it takes, each in order. */
  Map<Var, List<Expr>> scalars(PrimFunc f) {
    Map<Var, List<Expr>> scalars = new LinkedHashMap<>();
    for (int i = f.parameterBuffers().size(); i < f.parameters().size(); i++) {
      int place = i;
      scalars.put(
          f.parameters().get(i),
          calls().stream()
              .filter(call -> call.symbol().equals(f.symbol()))
              .map(call -> call.arguments().get(place))
              .distinct()
              .toList());
    }
    return scalars;
  }

  // ---- Heads of functions ----

  /** What {@code ___tvm_main__} takes. */
  List<String> mainParameters() {
    Stream<String> ports =
        firmware.workspaceIo()
            ? Stream.of()
            : ports().keySet().stream().map(p -> "void *" + parameter(p));
    return Stream.of(
            ports,
            callersPools().stream().map(p -> p.type() + p.name()),
            program.devices().stream().map(d -> "void *" + context(d)))
        .flatMap(s -> s)
        .toList();
  }

  /** What an input or output is called where kernels are called, which must not be hidden. */
  String parameter(Port port) {
    Set<String> taken = new HashSet<>();
    program.kernels().values().forEach(kernel -> taken.add(kernel.name()));
    ports().keySet().stream().filter(p -> !p.equals(port)).forEach(p -> taken.add(p.name()));
    pools().forEach(p -> taken.add(p.name()));
    String name = port.name();
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }

  /** What of a device is handed down to its hooks and kernels. */
  static String context(String device) {
    return Interface.CONTEXT + device;
  }

  /** The head of the function that runs the network, without any check. */
  String mainSignature() {
    return signature("int32_t " + prefix() + "___tvm_main__(");
  }

  /** The head of a function with the parameters of that one. */
  String signature(String head) {
    List<String> parameters = mainParameters();
    return CFunction.listed(head, parameters.isEmpty() ? List.of("void") : parameters, 0);
  }

  /** The head of the function of structs that runs the network. */
  String runSignature() {
    List<String> parameters = new ArrayList<>();
    if (!firmware.workspaceIo()) {
      parameters.add("struct " + prefix() + "_inputs *inputs");
      parameters.add("struct " + prefix() + "_outputs *outputs");
    }
    if (hasPoolStruct()) {
      parameters.add(poolsParameter());
    }
    if (!program.devices().isEmpty()) {
      parameters.add("struct " + prefix() + "_devices *devices");
    }
    String head = "int32_t " + prefix() + "_run(";
    return head + String.join(",\n" + " ".repeat(head.length()), parameters) + ")";
  }

  /** The head of the function that brings states to their begin. */
  String resetSignature() {
    return "int32_t " + prefix() + "_reset(" + (hasPoolStruct() ? poolsParameter() : "void") + ")";
  }

  String poolsParameter() {
    return "struct " + prefix() + "_workspace_pools *workspace_pools";
  }

  /** The packed function that runs the network. */
  String packedRun() {
    return packedModule() + "_run";
  }

  /** The packed function that brings states to their begin. */
  String packedReset() {
    return prefix() + "_packed_reset";
  }

  /** What is before {@code _run} in its name, as executors find it in the metadata. */
  String packedModule() {
    return prefix() + (firmware.hasStructs() ? "_packed" : "");
  }

  /** The symbols that firmware uses, by what they are for; what is not there is left out. */
  Map<String, String> entryPoints() {
    boolean maps = firmware.hasStructs() && firmware.workspaceIo();
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("main", prefix() + "___tvm_main__");
    add(entries, "run", firmware.hasStructs(), prefix() + "_run");
    add(entries, "reset", hasState(), prefix() + "_reset");
    add(entries, "map_inputs", maps, prefix() + "_map_inputs");
    add(entries, "map_outputs", maps, prefix() + "_map_outputs");
    boolean packed = firmware.hasPackedEntry();
    add(entries, "packed_run", packed, packedRun());
    add(entries, "packed_reset", packed && hasState(), packedReset());
    add(entries, "metadata", packed, prefix() + "_get_c_metadata");
    add(entries, "module", hasPacked(), prefix() + "_module");
    add(entries, "system_lib", firmware.systemLib(), "TVMSystemLibEntryPoint");
    return entries;
  }

  private static void add(Map<String, String> entries, String name, boolean exists, String symbol) {
    if (exists) {
      entries.put(name, symbol);
    }
  }

  /** The operators that have a packed wrapper, with its name. */
  Map<PrimFunc, String> wrappers() {
    Map<PrimFunc, String> wrappers = new LinkedHashMap<>();
    for (PrimFunc f : operators()) {
      String title = program.titles().get(f.symbol());
      if (Stream.of(title.split(", ")).anyMatch(firmware::packs)) {
        wrappers.put(f, f.symbol() + "_packed");
      }
    }
    return wrappers;
  }

  /** Whether there are packed functions. */
  boolean hasPacked() {
    return firmware.hasPackedEntry() || !wrappers().isEmpty();
  }

  /** The expression for the elements of a buffer that is in a pool. */
  String address(Buffer b) {
    Place place = place(b);
    String constness = place.pool().holds() == Content.CONSTANTS ? "const " : "";
    return "(%s%s *)(%svoid *)&%s[%d]"
        .formatted(
            constness, CTypes.name(b.element()), constness, place.pool().name(), place.offset());
  }
}
