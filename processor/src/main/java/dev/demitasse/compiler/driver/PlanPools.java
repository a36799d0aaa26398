package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.Accesses;
import dev.demitasse.compiler.codegen.Interface;
import dev.demitasse.compiler.codegen.Plans;
import dev.demitasse.compiler.codegen.Plans.Planned;
import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.driver.AssignPools.Assignment;
import dev.demitasse.compiler.driver.AssignPools.Item;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives everything in the memory of a program a pool and a place there: constants, what lies
 * between operators, and states.
 */
final class PlanPools {
  private final Program program;
  private final Target target;
  private final Interface firmware;
  private final Map<Var, Long> accesses = new HashMap<>();
  private final List<Planned> planned = new ArrayList<>();

  private PlanPools(Program program, Target target, Interface firmware) {
    this.program = program;
    this.target = target;
    this.firmware = firmware;
  }

  /** The plans of all pools, which may need more than there is of some. */
  static Plans run(Program program, Target target, Interface firmware) {
    PlanPools pools = new PlanPools(program, target, firmware);
    if (!firmware.pools().isEmpty()) {
      pools.countAccesses();
    }
    pools.constants();
    pools.workspace();
    pools.states();
    return new Plans(pools.planned);
  }

  private void countAccesses() {
    Map<PrimFunc, Map<Var, Long>> counted = new HashMap<>();
    program.main().body().statements().stream()
        .flatMap(s -> s instanceof Evaluate(Call call, var p) ? Stream.of(call) : Stream.of())
        .forEach(call -> {
          PrimFunc f = program.callee(call);
          Map<Var, Long> of = counted.computeIfAbsent(f, Accesses::of);
          for (int i = 0; i < f.parameterBuffers().size(); i++) {
            Buffer given = ((Address) call.arguments().get(i)).buffer();
            long count = of.getOrDefault(f.parameterBuffers().get(i).data(), 0L);
            accesses.merge(given.data(), count, Long::sum);
          }
        });
  }

  private void constants() {
    List<Buffer> constants = program.constants().values().stream().map(Constant::buffer).toList();
    List<Pool> pools = firmware.pools(Content.CONSTANTS);
    if (pools.isEmpty() && firmware.constantPool() && !constants.isEmpty()) {
      pools = List.of(usual(Content.CONSTANTS, false));
    }
    if (!pools.isEmpty()) {
      // Those that no pool has room for are arrays, as without pools.
      plan(pools, PlanMemory.ofAlive(program, target, constants), Set.of());
    }
  }

  private void workspace() {
    List<Pool> pools = firmware.pools(Content.WORKSPACE);
    if (pools.isEmpty()) {
      pools = List.of(usual(Content.WORKSPACE, firmware.staticWorkspace()));
    }
    PlanMemory memory =
        PlanMemory.ofWorkspace(
            program,
            target,
            firmware.workspaceIo(),
            program.states().stream().map(State::buffer).filter(this::isPlaced).toList());
    Set<Var> ports = new HashSet<>();
    program.inputs().forEach(port -> ports.add(port.buffer().data()));
    program.outputs().forEach(port -> ports.add(port.buffer().data()));
    plan(pools, memory, ports);
  }

  private void states() {
    List<Buffer> states =
        program.states().stream().map(State::buffer).filter(b -> !isPlaced(b)).toList();
    if (!states.isEmpty()) {
      Pool pool = usual(Content.STATE, firmware.staticWorkspace());
      plan(List.of(pool), PlanMemory.ofAlive(program, target, states), Set.of());
    }
  }

  private Pool usual(Content holds, boolean internal) {
    return Pool.usual(holds, internal, target.alignment());
  }

  private boolean isPlaced(Buffer b) {
    return program.placements().containsKey(b.data());
  }

  /**
   * Plans some pools.
   *
   * @param callers what must lie in a pool of the caller's
   */
  private void plan(List<Pool> pools, PlanMemory memory, Set<Var> callers) {
    List<Buffer> buffers = memory.buffers();
    List<Item> items = buffers.stream().map(b -> item(b, pools, callers)).toList();
    Assignment assignment =
        pools.get(0).holds() == Content.CONSTANTS
            ? AssignPools.optional(pools, items, memory::fits)
            : AssignPools.required(pools, items, memory::fits);
    assignment
        .items()
        .forEach((pool, there) ->
            planned.add(
                Planned.of(
                    pool,
                    memory.plan(pool, there),
                    there.stream().map(i -> buffers.get(i).data()).toList())));
  }

  private Item item(Buffer b, List<Pool> pools, Set<Var> callers) {
    long count = accesses.getOrDefault(b.data(), 0L);
    Optional<Pool> placed =
        Optional.ofNullable(program.placements().get(b.data()))
            .flatMap(placement -> firmware.pool(placement.pool()))
            .filter(pools::contains);
    List<Pool> candidates =
        placed
            .map(List::of)
            .orElseGet(() ->
                pools.stream()
                    .filter(pool -> !pool.internal() || !callers.contains(b.data()))
                    .toList());
    return new Item(b.bytes(), count, candidates, placed.isPresent());
  }
}
