package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the function that runs a network, and the one that brings its states to their begin. */
final class EntryPoint {
  private static final List<String> RESERVED =
      List.of("inputs", "outputs", "workspace_pools", "workspace", "state", "status");

  private final Emission emission;

  EntryPoint(Emission emission) {
    this.emission = emission;
  }

  String text() {
    return (emission.hasState() ? reset() + "\n" : "") + run();
  }

  // ---- Run ----

  private String run() {
    CNames names = new CNames();
    RESERVED.forEach(names::reserve);
    emission.program().kernels().values().forEach(kernel -> names.reserve(kernel.name()));
    Map<Var, String> pointers = new HashMap<>();
    emission.program().constants().forEach((symbol, c) -> pointers.put(c.buffer().data(), symbol));
    String body =
        runChecks()
            + ports(names, pointers)
            + allocations(names, pointers)
            + states(names, pointers)
            + "  int32_t status;\n"
            + calls(pointers);
    return emission.runSignature() + " {\n" + body + "  return 0;\n}";
  }

  private String runChecks() {
    List<String> missing = new ArrayList<>(List.of("inputs == NULL", "outputs == NULL"));
    emission.program().inputs().forEach(p -> missing.add("inputs->" + p.name() + " == NULL"));
    emission.program().outputs().forEach(p -> missing.add("outputs->" + p.name() + " == NULL"));
    boolean unused = emission.memories().isEmpty() && !emission.target().staticWorkspace();
    return (unused ? "  (void)workspace_pools;\n" : "") + memory(missing, emission.memories());
  }

  private String ports(CNames names, Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    emission
        .ports()
        .forEach((port, direction) -> {
          Var data = port.buffer().data();
          if (!Stores.reads(emission.program().main().body(), data)) {
            return; // an input that no operator reads
          }
          String type = CTypes.name(port.buffer().element()) + " *";
          String constness = direction.equals("input") ? "const " : "";
          pointers.put(data, names.of(Var.of(port.name(), data.type())));
          text.append(
              "  %s%sconst %s = (%s%s)%ss->%s;\n"
                  .formatted(
                      constness,
                      type,
                      pointers.get(data),
                      constness,
                      type,
                      direction,
                      port.name()));
        });
    return text.toString();
  }

  private String allocations(CNames names, Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    int allocation = 0;
    for (Stmt s : emission.program().main().body().statements()) {
      if (s instanceof Allocate(Buffer b, var scope, var p)) {
        pointers.put(b.data(), names.of(b.data()));
        long offset = emission.plan().offsets().get(allocation++);
        text.append(place(b, pointers.get(b.data()), "workspace", offset));
      }
    }
    return text.toString();
  }

  private String states(CNames names, Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    emission
        .stateOffsets()
        .forEach((state, offset) -> {
          Buffer b = state.buffer();
          pointers.put(b.data(), names.of(b.data()));
          text.append(place(b, pointers.get(b.data()), "state", offset));
        });
    return text.toString();
  }

  private static String place(Buffer b, String name, String memory, long offset) {
    String type = CTypes.name(b.element());
    return "  %s *const %s = (%s *)(void *)&%s[%d]; /* %s */\n"
        .formatted(type, name, type, memory, offset, CTypes.array(b));
  }

  private String calls(Map<Var, String> pointers) {
    return emission.program().main().body().statements().stream()
        .filter(Evaluate.class::isInstance)
        .map(s -> call(((Evaluate) s).call(), pointers))
        .collect(Collectors.joining());
  }

  private String call(Expr.Call call, Map<Var, String> pointers) {
    Kernel kernel = emission.program().kernels().get(call.symbol());
    String function = kernel == null ? call.symbol() : kernel.name();
    List<String> arguments =
        call.arguments().stream()
            .map(a -> a instanceof Address(Buffer b) ? pointer(b, pointers) : CLiterals.of(a))
            .toList();
    return "\n  "
        + CFunction.listed("status = " + function + "(", arguments, 2)
        + ";\n  if (status != 0) {\n    return status;\n  }\n";
  }

  private static String pointer(Buffer b, Map<Var, String> pointers) {
    String name = pointers.get(b.data());
    return b.offset().isInt(0) ? name : name + " + " + ((Expr.IntImm) b.offset()).value();
  }

  // ---- Reset ----

  private String reset() {
    String values =
        emission.stateOffsets().entrySet().stream()
            .filter(e -> e.getKey().buffer().bytes() > 0)
            .map(e -> initial(e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    String body = memory(List.of(), List.of("state")) + values;
    return emission.resetSignature() + " {\n" + body + "  return 0;\n}\n";
  }

  private String initial(State state, long offset) {
    Buffer b = state.buffer();
    String value =
        state
            .initial()
            .map(c -> "memcpy(&state[%d], %s, %d)".formatted(offset, symbol(c), b.bytes()))
            .orElseGet(() -> "memset(&state[%d], 0, %d)".formatted(offset, b.bytes()));
    return "  %s; /* %s: %s */\n".formatted(value, b.name(), CTypes.array(b));
  }

  private String symbol(Constant constant) {
    return emission.program().constants().entrySet().stream()
        .filter(e -> e.getValue().buffer().data() == constant.buffer().data())
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  // ---- Memory ----

  /** Returns if a pointer is missing or memory is not aligned; then gives memory its name. */
  private String memory(List<String> others, List<String> memories) {
    List<String> missing = new ArrayList<>(others);
    List<String> misaligned = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    for (String memory : memories) {
      if (emission.target().staticWorkspace()) {
        names.append(emission.fill("  uint8_t *const $m$ = $prefix$_$m$;\n", "m", memory));
        continue;
      }
      if (names.isEmpty()) {
        missing.add("workspace_pools == NULL");
      }
      missing.add("workspace_pools->" + memory + " == NULL");
      misaligned.add(
          emission.fill(
              "(uintptr_t)workspace_pools->$m$ % $macro$_$M$_ALIGNMENT != 0",
              "m", memory, "M", memory.toUpperCase(Locale.ROOT)));
      names.append(
          "  uint8_t *const %s = (uint8_t *)workspace_pools->%s;\n".formatted(memory, memory));
    }
    return returnIf(missing, -2) + returnIf(misaligned, -3) + names;
  }

  private static String returnIf(List<String> wrong, int status) {
    return wrong.isEmpty()
        ? ""
        : "  if (%s) {\n    return %d;\n  }\n".formatted(String.join("\n      || ", wrong), status);
  }
}
