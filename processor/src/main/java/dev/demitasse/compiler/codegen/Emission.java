package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import dev.demitasse.compiler.plan.MemoryPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** Memory of bytes that a network works in, or reads its constants from. */
  enum Pool {
    CONSTANTS,
    WORKSPACE,
    STATE;

    /** As part of C names: {@code workspace}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Its type as a parameter. */
    String type() {
      return (this == CONSTANTS ? "const " : "") + "uint8_t *";
    }
  }

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

  /** The C names of operators, helpers and constants, and of the entry points. */
  Set<String> symbols() {
    Set<String> symbols = new HashSet<>(program.functions().functions().keySet());
    symbols.addAll(program.constants().keySet());
    for (String name :
        List.of("run", "reset", "workspace", "state", "module", "functions", "on_devices")) {
      symbols.add(prefix() + "_" + name);
    }
    return symbols;
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

  /** Whether constants lie in memory of the caller's. */
  boolean hasConstantPool() {
    return firmware.constantPool() && !program.constants().isEmpty();
  }

  // ---- Pools ----

  /** The pools that the network uses. */
  List<Pool> pools() {
    List<Pool> pools = new ArrayList<>();
    if (hasConstantPool()) {
      pools.add(Pool.CONSTANTS);
    }
    if (plans.workspace().bytes() > 0) {
      pools.add(Pool.WORKSPACE);
    }
    if (hasState()) {
      pools.add(Pool.STATE);
    }
    return pools;
  }

  /** Those among them that the caller brings. */
  List<Pool> callersPools() {
    return pools().stream().filter(p -> !isStatic(p)).toList();
  }

  /** Whether the generated code has a pool as an array. */
  boolean isStatic(Pool pool) {
    return firmware.staticWorkspace() && pool != Pool.CONSTANTS;
  }

  /** Whether the entry points take a struct of pools: TVM's firmware always hands one over. */
  boolean hasPoolStruct() {
    return !firmware.staticWorkspace() || hasConstantPool();
  }

  /** Whether the header has that struct. */
  boolean declaresPools() {
    return hasPoolStruct() && (firmware.hasStructs() || hasState());
  }

  MemoryPlan plan(Pool pool) {
    return switch (pool) {
      case CONSTANTS -> plans.constants();
      case WORKSPACE -> plans.workspace();
      case STATE -> plans.state();
    };
  }

  long bytes(Pool pool) {
    return plan(pool).bytes();
  }

  /** Where each constant lies in the pool of constants. */
  Map<Constant, Long> constantOffsets() {
    Map<Constant, Long> offsets = new LinkedHashMap<>();
    for (Constant c : program.constants().values()) {
      offsets.put(c, plans.constants().offsets().get(offsets.size()));
    }
    return offsets;
  }

  /** Where each state lies in the memory of states. */
  Map<State, Long> stateOffsets() {
    Map<State, Long> offsets = new LinkedHashMap<>();
    for (State state : program.states()) {
      offsets.put(state, plans.state().offsets().get(offsets.size()));
    }
    return offsets;
  }

  /** Where inputs and outputs lie in the workspace, if they do. */
  Map<Port, Long> portOffsets() {
    Map<Port, Long> offsets = new LinkedHashMap<>();
    if (firmware.workspaceIo()) {
      ports()
          .keySet()
          .forEach(p -> offsets.put(p, plans.workspace().offsets().get(offsets.size())));
    }
    return offsets;
  }

  /** Where what the main function allocates lies in the workspace. */
  Map<Buffer, Long> allocationOffsets() {
    int ports = portOffsets().size();
    Map<Buffer, Long> offsets = new LinkedHashMap<>();
    for (Stmt s : program.main().body().statements()) {
      if (s instanceof Allocate a) {
        offsets.put(a.buffer(), plans.workspace().offsets().get(ports + offsets.size()));
      }
    }
    return offsets;
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
            callersPools().stream().map(p -> p.type() + p),
            program.devices().stream().map(d -> "void *" + context(d)))
        .flatMap(s -> s)
        .toList();
  }

  /** What an input or output is called where kernels are called, which must not be hidden. */
  String parameter(Port port) {
    Set<String> taken = new HashSet<>();
    program.kernels().values().forEach(kernel -> taken.add(kernel.name()));
    ports().keySet().stream().filter(p -> !p.equals(port)).forEach(p -> taken.add(p.name()));
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

  /** The expression for the elements of a buffer at an offset of a pool. */
  static String place(Buffer b, String pool, long offset, boolean constant) {
    String type = (constant ? "const " : "") + CTypes.name(b.element()) + " *";
    return "(%s)(%svoid *)&%s[%d]".formatted(type, constant ? "const " : "", pool, offset);
  }
}
