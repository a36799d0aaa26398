package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Emission.Pool;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints the function that calls the operators one after another, the function of structs around
 * it, those that tell where inputs and outputs lie in the workspace, and the one that brings states
 * to their begin.
 */
final class EntryPoint {
  private final Emission emission;

  EntryPoint(Emission emission) {
    this.emission = emission;
  }

  String text() {
    List<String> functions = new ArrayList<>();
    functions.add(main());
    if (emission.hasState()) {
      functions.add(reset());
    }
    if (emission.firmware().hasStructs()) {
      functions.add(run());
      if (emission.firmware().workspaceIo()) {
        functions.add(map("inputs", emission.program().inputs()));
        functions.add(map("outputs", emission.program().outputs()));
      }
    }
    return String.join("\n", functions);
  }

  // ---- Main ----

  private String main() {
    MainNames names = MainNames.of(emission);
    String status = names.status();
    Map<Var, String> pointers = new HashMap<>();
    String body =
        staticPools()
            + ports(pointers)
            + constants(names, pointers)
            + allocations(names, pointers)
            + states(names, pointers)
            + "  int32_t %s;\n".formatted(status)
            + (emission.firmware().profile() ? "  uint32_t %s;\n".formatted(names.began()) : "")
            + calls(pointers, names);
    body += "  return 0;\n}\n";
    return emission.program().devices().isEmpty()
        ? emission.mainSignature() + " {\n" + body
        : onDevices(body);
  }

  /** The calls as a function of their own, and around it what devices need before and behind. */
  private String onDevices(String body) {
    List<String> devices = emission.program().devices();
    String inner = emission.prefix() + "_on_devices(";
    List<String> arguments =
        emission.mainParameters().stream().map(p -> p.replaceFirst(".*\\*", "")).toList();
    int indent = 2 + 2 * devices.size();
    String action =
        " ".repeat(indent) + CFunction.listed("status = " + inner, arguments, indent) + ";\n";
    return Hooks.FUNCTION
        + emission.signature("static int32_t " + inner)
        + " {\n"
        + body
        + "\n"
        + emission.mainSignature()
        + " {\n  int32_t status;\n\n"
        + Hooks.activated(devices, action, "status")
        + "  return status;\n}\n";
  }

  private String staticPools() {
    return emission.pools().stream()
        .filter(emission::isStatic)
        .map(p -> emission.fill("  uint8_t *const $p$ = $prefix$_$p$;\n", "p", p))
        .collect(Collectors.joining());
  }

  private String ports(Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    Map<Port, Long> offsets = emission.portOffsets();
    emission
        .ports()
        .forEach((port, direction) -> {
          Var data = port.buffer().data();
          String name = emission.parameter(port);
          boolean input = direction.equals("input");
          boolean unused = !Stores.reads(emission.program().main().body(), data);
          if (emission.firmware().workspaceIo()) {
            if (!unused) {
              pointers.put(data, name);
              text.append(declared(port.buffer(), name, Pool.WORKSPACE, offsets.get(port)));
            }
          } else if (unused) {
            text.append("  (void)%s;\n".formatted(name)); // no operator reads it
          } else {
            String type = (input ? "const " : "") + CTypes.name(port.buffer().element()) + " *";
            pointers.put(data, "(" + type + ")" + name);
          }
        });
    return text.toString();
  }

  private String constants(MainNames names, Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    if (!emission.hasConstantPool()) {
      emission
          .program()
          .constants()
          .forEach((symbol, c) -> pointers.put(c.buffer().data(), symbol));
      return "";
    }
    emission
        .constantOffsets()
        .forEach((c, offset) -> {
          Buffer b = c.buffer();
          if (Stores.reads(emission.program().main().body(), b.data())) {
            pointers.put(b.data(), names.of(b));
            text.append(declared(b, names.of(b), Pool.CONSTANTS, offset));
          }
        });
    return text.toString();
  }

  private String allocations(MainNames names, Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    emission
        .allocationOffsets()
        .forEach((b, offset) -> {
          pointers.put(b.data(), names.of(b));
          text.append(declared(b, names.of(b), Pool.WORKSPACE, offset));
        });
    return text.toString();
  }

  private String states(MainNames names, Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    emission
        .stateOffsets()
        .forEach((state, offset) -> {
          Buffer b = state.buffer();
          pointers.put(b.data(), names.of(b));
          text.append(declared(b, names.of(b), Pool.STATE, offset));
        });
    return text.toString();
  }

  private String declared(Buffer b, String name, Pool pool, long offset) {
    boolean constant = pool == Pool.CONSTANTS;
    return "  %s%s *const %s = %s; /* %s */\n"
        .formatted(
            constant ? "const " : "",
            CTypes.name(b.element()),
            name,
            Emission.place(b, pool.toString(), offset, constant),
            CTypes.array(b));
  }

  private String calls(Map<Var, String> pointers, MainNames names) {
    ProfileHooks profile = new ProfileHooks(emission);
    StringBuilder text = new StringBuilder();
    int step = 0;
    for (Expr.Call call : emission.calls()) {
      String action = call(call, pointers, names.status());
      text.append('\n')
          .append(
              emission.firmware().profile() ? profile.around(step, action, names.began()) : action)
          .append(
              "  if (%s != 0) {\n    return %s;\n  }\n".formatted(names.status(), names.status()));
      step++;
    }
    return text.toString();
  }

  private String call(Expr.Call call, Map<Var, String> pointers, String status) {
    Optional<String> device = emission.program().device(call.symbol());
    Kernel kernel = emission.program().kernels().get(call.symbol());
    List<String> arguments = new ArrayList<>();
    for (Expr a : call.arguments()) {
      arguments.add(a instanceof Address(Buffer b) ? pointer(b, pointers) : CLiterals.of(a));
    }
    if (kernel != null) {
      device.map(Emission::context).ifPresent(arguments::add);
    }
    int indent = device.isPresent() ? 4 : 2;
    String function = kernel == null ? call.symbol() : kernel.name();
    String action =
        " ".repeat(indent)
            + CFunction.listed(status + " = " + function + "(", arguments, indent)
            + ";\n";
    return device.map(d -> Hooks.opened(d, action, status)).orElse(action);
  }

  private static String pointer(Buffer b, Map<Var, String> pointers) {
    String name = pointers.get(b.data());
    return b.offset().isInt(0) ? name : name + " + " + ((Expr.IntImm) b.offset()).value();
  }

  // ---- Run ----

  private String run() {
    List<String> missing = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    if (!emission.firmware().workspaceIo()) {
      missing.addAll(List.of("inputs == NULL", "outputs == NULL"));
      emission
          .ports()
          .forEach((p, direction) -> {
            missing.add(direction + "s->" + p.name() + " == NULL");
            arguments.add(direction + "s->" + p.name());
          });
    }
    if (!emission.program().devices().isEmpty()) {
      missing.add("devices == NULL");
    }
    List<Pool> pools = emission.callersPools();
    pools.forEach(p -> arguments.add("(%s)workspace_pools->%s".formatted(p.type(), p)));
    emission.program().devices().forEach(device -> arguments.add("devices->" + device));
    String unused = emission.hasPoolStruct() && pools.isEmpty() ? "  (void)workspace_pools;\n" : "";
    String call =
        CFunction.listed("  return " + emission.prefix() + "___tvm_main__(", arguments, 0);
    return emission.runSignature() + " {\n" + unused + checks(missing, pools) + call + ";\n}\n";
  }

  /** Returns if a pointer is missing or memory is not aligned. */
  private String checks(List<String> others, List<Pool> pools) {
    List<String> missing = new ArrayList<>(others);
    List<String> misaligned = new ArrayList<>();
    if (!pools.isEmpty()) {
      missing.add("workspace_pools == NULL");
    }
    for (Pool pool : pools) {
      missing.add("workspace_pools->" + pool + " == NULL");
      misaligned.add(
          emission.fill(
              "(uintptr_t)workspace_pools->$p$ % $macro$_$P$_ALIGNMENT != 0",
              "p", pool, "P", pool.name()));
    }
    return returnIf(missing, -2) + returnIf(misaligned, -3);
  }

  private static String returnIf(List<String> wrong, int status) {
    return wrong.isEmpty()
        ? ""
        : "  if (%s) {\n    return %d;\n  }\n".formatted(String.join("\n      || ", wrong), status);
  }

  /** Where inputs or outputs lie in the workspace. */
  private String map(String which, List<Port> ports) {
    Map<Port, Long> offsets = emission.portOffsets();
    String members =
        ports.stream()
            .map(p -> "  %s.%s = &workspace[%d];\n".formatted(which, p.name(), offsets.get(p)))
            .collect(Collectors.joining());
    return emission.fill(
        """
        struct $prefix$_$which$ $prefix$_map_$which$($pools$) {
          uint8_t *const workspace = (uint8_t *)workspace_pools->workspace;
          struct $prefix$_$which$ $which$;
        $members$  return $which$;
        }
        """,
        "which",
        which,
        "pools",
        emission.poolsParameter(),
        "members",
        members);
  }

  // ---- Reset ----

  private String reset() {
    List<Pool> used = new ArrayList<>();
    if (emission.hasConstantPool()
        && emission.program().states().stream().anyMatch(s -> s.initial().isPresent())) {
      used.add(Pool.CONSTANTS);
    }
    used.add(Pool.STATE);
    List<Pool> callers = used.stream().filter(p -> !emission.isStatic(p)).toList();
    String unused =
        emission.hasPoolStruct() && callers.isEmpty() ? "  (void)workspace_pools;\n" : "";
    String pools =
        used.stream()
            .map(p ->
                "  %sconst %s = %s;\n"
                    .formatted(
                        p.type(),
                        p,
                        emission.isStatic(p)
                            ? emission.prefix() + "_" + p
                            : "(%s)workspace_pools->%s".formatted(p.type(), p)))
            .collect(Collectors.joining());
    String values =
        emission.stateOffsets().entrySet().stream()
            .filter(e -> e.getKey().buffer().bytes() > 0)
            .map(e -> initial(e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    return emission.resetSignature()
        + " {\n"
        + unused
        + checks(List.of(), callers)
        + pools
        + values
        + "  return 0;\n}\n";
  }

  private String initial(State state, long offset) {
    return emission.fill(
        state.initial().isPresent()
            ? "  memcpy(&$pool$[$offset$], $from$, $bytes$); /* $name$: $type$ */\n"
            : "  memset(&$pool$[$offset$], 0, $bytes$); /* $name$: $type$ */\n",
        "pool",
        Pool.STATE,
        "offset",
        offset,
        "from",
        state.initial().map(this::address).orElse(""),
        "bytes",
        state.buffer().bytes(),
        "name",
        state.buffer().name(),
        "type",
        CTypes.array(state.buffer()));
  }

  private String address(Constant constant) {
    for (Map.Entry<String, Constant> e : emission.program().constants().entrySet()) {
      if (e.getValue().buffer().data() == constant.buffer().data()) {
        return emission.hasConstantPool()
            ? "&%s[%d]".formatted(Pool.CONSTANTS, emission.constantOffsets().get(e.getValue()))
            : e.getKey();
      }
    }
    throw new IllegalStateException("no constant: " + constant.source());
  }
}
