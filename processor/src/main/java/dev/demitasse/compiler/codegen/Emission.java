package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Assert;
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

/**
 * What the files of one network are printed from.
 *
 * @param plan of the workspace
 * @param statePlan of the memory of states, in their order
 * @param prefix of symbols and of the names of files: {@code tvmgen_digits}
 */
record Emission(
    Program program, MemoryPlan plan, MemoryPlan statePlan, Target target, String prefix) {

  /** Prefix of macros: {@code TVMGEN_DIGITS}. */
  String macro() {
    return prefix.toUpperCase(Locale.ROOT);
  }

  /** Puts values into the {@code $name$} of a text block. */
  String fill(String template, Object... namesAndValues) {
    String text = template.replace("$prefix$", prefix).replace("$macro$", macro());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text = text.replace("$" + namesAndValues[i] + "$", namesAndValues[i + 1].toString());
    }
    return text;
  }

  /** What the caller brings, each {@code input} or {@code output}. */
  Map<Port, String> ports() {
    Map<Port, String> ports = new LinkedHashMap<>();
    program.inputs().forEach(p -> ports.put(p, "input"));
    program.outputs().forEach(p -> ports.put(p, "output"));
    return ports;
  }

  /** The C names of operators, helpers and constants, and of the entry point. */
  Set<String> symbols() {
    Set<String> symbols = new HashSet<>(program.functions().functions().keySet());
    symbols.addAll(program.constants().keySet());
    symbols.add(prefix + "_run");
    symbols.add(prefix + "_reset");
    symbols.add(prefix + "_workspace");
    symbols.add(prefix + "_state");
    return symbols;
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

  /** The memory that the network works in: {@code workspace}, {@code state}, or one, or none. */
  List<String> memories() {
    List<String> memories = new ArrayList<>();
    if (plan.bytes() > 0) {
      memories.add("workspace");
    }
    if (hasState()) {
      memories.add("state");
    }
    return memories;
  }

  /** Where each state lies in the memory of states. */
  Map<State, Long> stateOffsets() {
    Map<State, Long> offsets = new LinkedHashMap<>();
    for (State state : program.states()) {
      offsets.put(state, statePlan.offsets().get(offsets.size()));
    }
    return offsets;
  }

  /** The head of the function that runs the network. */
  String runSignature() {
    String head = "int32_t " + prefix + "_run(";
    List<String> parameters = new ArrayList<>();
    parameters.add("struct " + prefix + "_inputs *inputs");
    parameters.add("struct " + prefix + "_outputs *outputs");
    if (!target.staticWorkspace()) {
      parameters.add("struct " + prefix + "_workspace_pools *workspace_pools");
    }
    return head + String.join(",\n" + " ".repeat(head.length()), parameters) + ")";
  }

  /** The head of the function that brings states to their begin. */
  String resetSignature() {
    String parameter =
        target.staticWorkspace()
            ? "void"
            : "struct " + prefix + "_workspace_pools *workspace_pools";
    return "int32_t " + prefix + "_reset(" + parameter + ")";
  }
}
