package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Plans.Place;
import dev.demitasse.compiler.codegen.Pool.Content;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    String places =
        ports(pointers)
            + constants(names, pointers)
            + allocations(names, pointers)
            + states(names, pointers);
    String body =
        internalPools()
            + unused(places)
            + places
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

  private String internalPools() {
    return emission.internalPools().stream()
        .map(p -> "  uint8_t *const %s = %s;\n".formatted(p.name(), emission.array(p)))
        .collect(Collectors.joining());
  }

  /** A pool may have nothing that operators touch. */
  private String unused(String places) {
    return emission.usedPools().stream()
        .filter(p -> !places.contains("&" + p.name() + "["))
        .map(p -> "  (void)%s;\n".formatted(p.name()))
        .collect(Collectors.joining());
  }

  private String ports(Map<Var, String> pointers) {
    StringBuilder text = new StringBuilder();
    emission
        .ports()
        .forEach((port, direction) -> {
          Buffer b = port.buffer();
          String name = emission.parameter(port);
          boolean unused = !reads(b);
          if (emission.isInPool(b)) {
            text.append(unused ? "" : declared(b, name, pointers));
          } else if (unused) {
            text.append("  (void)%s;\n".formatted(name)); // no operator reads it
          } else {
            String constness = direction.equals("input") ? "const " : "";
            String type = constness + CTypes.name(b.element()) + " *";
            pointers.put(b.data(), "(" + type + ")" + name);
          }
        });
    return text.toString();
  }

  private boolean reads(Buffer b) {
    return Stores.reads(emission.program().main().body(), b.data());
  }

  private String constants(MainNames names, Map<Var, String> pointers) {
    emission.arrays().forEach((symbol, c) -> pointers.put(c.buffer().data(), symbol));
    return emission.program().constants().values().stream()
        .map(Constant::buffer)
        .filter(b -> emission.isInPool(b) && reads(b))
        .map(b -> declared(b, names.of(b), pointers))
        .collect(Collectors.joining());
  }

  private String allocations(MainNames names, Map<Var, String> pointers) {
    return emission.allocations().stream()
        .map(b -> declared(b, names.of(b), pointers))
        .collect(Collectors.joining());
  }

  private String states(MainNames names, Map<Var, String> pointers) {
    return emission.program().states().stream()
        .map(state -> declared(state.buffer(), names.of(state.buffer()), pointers))
        .collect(Collectors.joining());
  }

  /** A pointer to what is in a pool. */
  private String declared(Buffer b, String name, Map<Var, String> pointers) {
    pointers.put(b.data(), name);
    boolean constant = emission.place(b).pool().holds() == Content.CONSTANTS;
    return "  %s%s *const %s = %s; /* %s */\n"
        .formatted(
            constant ? "const " : "",
            CTypes.name(b.element()),
            name,
            emission.address(b),
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
    pools.forEach(p -> arguments.add("(%s)workspace_pools->%s".formatted(p.type(), p.name())));
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
      missing.add("workspace_pools->" + pool.name() + " == NULL");
      misaligned.add(
          emission.fill(
              "(uintptr_t)workspace_pools->$p$ % $macro$_$P$_ALIGNMENT != 0",
              "p", pool.name(), "P", pool.macro()));
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
    String members =
        ports.stream()
            .map(p -> {
              Place place = emission.place(p.buffer());
              return "  %s.%s = &%s[%d];\n"
                  .formatted(which, p.name(), place.pool().name(), place.offset());
            })
            .collect(Collectors.joining());
    return emission.fill(
        """
        struct $prefix$_$which$ $prefix$_map_$which$($parameter$) {
        $pools$  struct $prefix$_$which$ $which$;
        $members$  return $which$;
        }
        """,
        "which",
        which,
        "parameter",
        emission.poolsParameter(),
        "pools",
        pointers(ports.stream().map(p -> emission.place(p.buffer()).pool()).distinct().toList()),
        "members",
        members);
  }

  /** Variables that are called like pools. */
  private String pointers(List<Pool> pools) {
    return pools.stream()
        .map(p ->
            "  %sconst %s = %s;\n"
                .formatted(
                    p.type(),
                    p.name(),
                    p.internal()
                        ? emission.array(p)
                        : "(%s)workspace_pools->%s".formatted(p.type(), p.name())))
        .collect(Collectors.joining());
  }

  // ---- Reset ----

  private String reset() {
    Set<Pool> used = new LinkedHashSet<>();
    for (State state : emission.program().states()) {
      state
          .initial()
          .map(Constant::buffer)
          .filter(emission::isInPool)
          .ifPresent(b -> used.add(emission.place(b).pool()));
    }
    emission.program().states().forEach(s -> used.add(emission.place(s.buffer()).pool()));
    List<Pool> callers = used.stream().filter(p -> !p.internal()).toList();
    String unused =
        emission.hasPoolStruct() && callers.isEmpty() ? "  (void)workspace_pools;\n" : "";
    String values =
        emission.program().states().stream()
            .filter(s -> s.buffer().bytes() > 0)
            .map(this::initial)
            .collect(Collectors.joining());
    return emission.resetSignature()
        + " {\n"
        + unused
        + checks(List.of(), callers)
        + pointers(List.copyOf(used))
        + values
        + "  return 0;\n}\n";
  }

  private String initial(State state) {
    Place place = emission.place(state.buffer());
    return emission.fill(
        state.initial().isPresent()
            ? "  memcpy(&$pool$[$offset$], $from$, $bytes$); /* $name$: $type$ */\n"
            : "  memset(&$pool$[$offset$], 0, $bytes$); /* $name$: $type$ */\n",
        "pool",
        place.pool().name(),
        "offset",
        place.offset(),
        "from",
        state.initial().map(this::address).orElse(""),
        "bytes",
        state.buffer().bytes(),
        "name",
        state.buffer().name(),
        "type",
        CTypes.array(state.buffer()));
  }

  /** A constant that is in a pool, or an array. */
  private String address(Constant constant) {
    Buffer b = constant.buffer();
    if (emission.isInPool(b)) {
      Place place = emission.place(b);
      return "&%s[%d]".formatted(place.pool().name(), place.offset());
    }
    return emission.arrays().entrySet().stream()
        .filter(e -> e.getValue().buffer().data() == b.data())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
