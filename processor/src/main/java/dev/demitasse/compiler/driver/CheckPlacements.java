package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.graph.Kernel;
import dev.demitasse.compiler.graph.NetworkGraph;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Placement;
import dev.demitasse.compiler.graph.Placement.Kind;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether everything that the author of a network has placed can lie in its pool. */
final class CheckPlacements {
  private final NetworkGraph graph;
  private final Interface firmware;
  private final List<Diagnostic> mistakes = new ArrayList<>();

  private CheckPlacements(NetworkGraph graph, Interface firmware) {
    this.graph = graph;
    this.firmware = firmware;
  }

  /**
   * Checks a network as its method made it.
   *
   * @throws UserError if something cannot be where it is placed
   */
  static void run(NetworkGraph graph, Interface firmware) {
    CheckPlacements check = new CheckPlacements(graph, firmware);
    check.requireOtherNamesThanKernels();
    graph.placements().entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getValue().name()))
        .forEach(e -> check.check(e.getKey(), e.getValue()));
    if (!check.mistakes.isEmpty()) {
      throw new UserError(check.mistakes);
    }
  }

  /** The function that calls kernels has a variable for each pool. */
  private void requireOtherNamesThanKernels() {
    List<String> kernels =
        graph.calls().stream().flatMap(call -> call.kernel().stream()).map(Kernel::name).toList();
    for (Pool pool : firmware.pools()) {
      if (kernels.contains(pool.name())) {
        mistakes.add(
            Diagnostic.of(
                Message.C_NAME,
                pool.position(),
                pool.name(),
                "an external kernel has that name",
                "name it otherwise: @Pool(name = \"...\")"));
      }
    }
  }

  private void check(Var data, Placement placement) {
    Optional<Pool> pool = firmware.pool(placement.pool());
    if (pool.isEmpty()) {
      sayUnknown(placement);
    } else if (!holds(pool.get(), placement.kind())) {
      sayWrongContent(placement);
    } else if (isPort(data)) {
      port(data, placement, pool.get());
    }
  }

  private static boolean holds(Pool pool, Kind kind) {
    return pool.holds() == (kind == Kind.WEIGHT ? Content.CONSTANTS : Content.WORKSPACE);
  }

  private void sayUnknown(Placement placement) {
    String names =
        firmware.pools().stream().map(p -> "'" + p.name() + "'").collect(Collectors.joining(", "));
    mistakes.add(
        placement.mistake(
            names.isEmpty()
                ? "network '%s' has no pools".formatted(graph.name())
                : "network '%s' has other pools: %s".formatted(graph.name(), names),
            (names.isEmpty() ? "declare" : "name one of these, or declare")
                + " it at the network: @Pool(name = \"%s\")".formatted(placement.pool())));
  }

  private void sayWrongContent(Placement placement) {
    boolean weight = placement.kind() == Kind.WEIGHT;
    mistakes.add(
        placement.mistake(
            weight
                ? "that pool is part of the workspace, and weights are constants"
                : "that pool holds constants, and this is written in each run",
            "name a pool with holds = \"%s\"".formatted(weight ? "constants" : "workspace")));
  }

  private boolean isPort(Var data) {
    return graph.inputs().stream().anyMatch(p -> is(p, data))
        || graph.outputs().stream().anyMatch(p -> is(p, data));
  }

  private static boolean is(Port port, Var data) {
    return port.buffer().data() == data;
  }

  /** What the caller writes or reads lies in the caller's memory, in a pool or not. */
  private void port(Var data, Placement placement, Pool pool) {
    boolean input = graph.inputs().stream().anyMatch(p -> is(p, data));
    if (!firmware.workspaceIo()) {
      mistakes.add(
          placement.mistake(
              (input ? "inputs are" : "it is an output, and these are") + " memory of the caller's",
              "let them lie in the workspace, with io = \"workspace\" in @CInterface"));
    } else if (pool.internal()) {
      mistakes.add(
          placement.mistake(
              "that pool is inside the generated code, where the caller does not reach "
                  + (input ? "inputs" : "outputs"),
              "name a pool of the caller's, with memory = \"caller\""));
    }
  }
}
