package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.InPlace;
import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Saving;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.plan.BufferInfo;
import dev.demitasse.compiler.plan.Conflict;
import dev.demitasse.compiler.plan.MemoryPlan;
import dev.demitasse.compiler.plan.MemoryProblem;
import dev.demitasse.compiler.plan.PlanChecker;
import dev.demitasse.compiler.plan.Planner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings what lies in memory while a program runs before the planner: when each buffer is alive,
 * and which may share bytes. One step is one call of an operator.
 */
final class PlanMemory {
  /** Of the search for room for one more buffer: there are many of them. */
  private static final long FIT_LIMIT = Planner.DEFAULT_LIMIT / 50;

  private final Program program;
  private final Target target;
  private final Map<Var, Buffer> buffers = new LinkedHashMap<>();
  private final Map<Var, Integer> first = new LinkedHashMap<>();
  private final Map<Var, Integer> last = new LinkedHashMap<>();
  private final List<Expr.Call> steps = new ArrayList<>();
  private final Map<List<Var>, Boolean> safe = new HashMap<>();
  private List<Buffer> all = List.of();
  private List<Conflict> exceptions = List.of();

  private PlanMemory(Program program, Target target) {
    this.program = program;
    this.target = target;
  }

  /** Buffers that are alive all the time. */
  static PlanMemory ofAlive(Program program, Target target, List<Buffer> buffers) {
    PlanMemory memory = new PlanMemory(program, target);
    buffers.forEach(b -> memory.buffers.put(b.data(), b));
    buffers.forEach(b -> memory.use(b.data(), 0));
    memory.all = List.copyOf(buffers);
    return memory;
  }

  /**
   * What lies between the operators of a program.
   *
   * @param withPorts whether inputs and outputs are there, too
   * @param states that are there, too
   */
  static PlanMemory ofWorkspace(
      Program program, Target target, boolean withPorts, List<Buffer> states) {
    PlanMemory memory = new PlanMemory(program, target);
    List<Port> ports = new ArrayList<>();
    if (withPorts) {
      ports.addAll(program.inputs());
      ports.addAll(program.outputs());
    }
    ports.forEach(p -> memory.buffers.put(p.buffer().data(), p.buffer()));
    program.main().body().statements().forEach(memory::scan);
    if (withPorts) {
      // The caller writes before the run, and reads behind it.
      program.inputs().forEach(p -> memory.use(p.buffer().data(), 0));
      program.outputs().forEach(p -> memory.use(p.buffer().data(), memory.steps.size()));
    }
    if (target.savings().contains(Saving.IN_PLACE)) {
      memory.exceptions = memory.exceptions();
    }
    for (Buffer state : states) {
      memory.buffers.put(state.data(), state);
      memory.use(state.data(), 0);
      memory.use(state.data(), memory.steps.size());
    }
    memory.all = List.copyOf(memory.buffers.values());
    return memory;
  }

  /** All that is to be placed. */
  List<Buffer> buffers() {
    return all;
  }

  private BufferInfo info(int index, Pool pool) {
    Buffer b = all.get(index);
    return info(b, pool, first.get(b.data()), last.get(b.data()));
  }

  /** Whether some of the buffers fit into one pool, as far as a short search finds out. */
  boolean fits(Pool pool, List<Integer> indices) {
    return pool.capacity() == Pool.UNLIMITED
        || Planner.fits(
            problem(pool, indices), pool.capacity(), Math.min(FIT_LIMIT, target.search()));
  }

  /** The plan of some of the buffers in one pool, in the order of their indices. */
  MemoryPlan plan(Pool pool, List<Integer> indices) {
    MemoryProblem problem = problem(pool, indices);
    MemoryPlan plan = Planner.plan(problem, target.search());
    PlanChecker.check(problem, plan);
    return plan;
  }

  private MemoryProblem problem(Pool pool, List<Integer> indices) {
    Map<Integer, Integer> places = new HashMap<>();
    indices.forEach(i -> places.put(i, places.size()));
    List<Conflict> among =
        exceptions.stream()
            .filter(c -> places.containsKey(c.first()) && places.containsKey(c.second()))
            .map(
                c -> new Conflict(places.get(c.first()), places.get(c.second()), c.low(), c.high()))
            .toList();
    List<BufferInfo> infos = indices.stream().map(i -> info(i, pool)).toList();
    return new MemoryProblem(infos, among);
  }

  private static BufferInfo info(Buffer b, Pool pool, int first, int last) {
    long bytes = Math.max(1, b.bytes()); // an address even for no elements
    int alignment = Math.max(pool.alignment(), b.element().bytes());
    return new BufferInfo(b.name(), bytes, alignment, first, last);
  }

  private void scan(Stmt s) {
    switch (s) {
      case Allocate a -> buffers.put(a.buffer().data(), a.buffer());
      case Evaluate(Expr.Call call, var p) -> {
        addresses(call).forEach(b -> use(b.data(), steps.size()));
        steps.add(call);
      }
      default -> throw new IllegalStateException("in the main function: " + s);
    }
  }

  private void use(Var data, int at) {
    first.merge(data, at, Math::min);
    last.merge(data, at, Math::max);
  }

  /** The buffers of ours that a call is given. */
  private List<Buffer> addresses(Expr.Call call) {
    return call.arguments().stream()
        .flatMap(a -> a instanceof Address(Buffer b) ? Stream.of(b) : Stream.empty())
        .filter(b -> buffers.containsKey(b.data()))
        .toList();
  }

  // ---- In place ----

  /** What ends with a step may lie where what begins with it lies, if the operator allows it. */
  private List<Conflict> exceptions() {
    List<Var> order = List.copyOf(buffers.keySet());
    Map<Var, Integer> index = new HashMap<>();
    order.forEach(data -> index.put(data, index.size()));
    List<Conflict> exceptions = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      List<Var> given = addresses(steps.get(step)).stream().map(Buffer::data).distinct().toList();
      for (Var made : given) {
        for (Var read : given) {
          if (first.get(made) == step && last.get(read) == step) {
            OptionalLong distance = distance(steps.get(step), made, read);
            if (distance.isPresent()) {
              exceptions.addAll(
                  apart(index.get(made), index.get(read), made, read, distance.getAsLong()));
            }
          }
        }
      }
    }
    return exceptions;
  }

  /** At this distance from each other, or without a common byte. */
  private List<Conflict> apart(int made, int read, Var madeData, Var readData, long distance) {
    long low = -buffers.get(madeData).bytes();
    long high = buffers.get(readData).bytes();
    return low < distance && distance < high
        ? List.of(new Conflict(made, read, low, distance), new Conflict(made, read, distance, high))
        : List.of(new Conflict(made, read, low, high));
  }

  /**
   * How many bytes behind {@code read} the buffer {@code made} must begin for the call to work in
   * place: then each result that the call writes to the one has the address of what it reads from
   * the other.
   */
  private OptionalLong distance(Expr.Call call, Var made, Var read) {
    Optional<PrimFunc> function = program.functions().find(call.symbol());
    Set<Long> distances = new HashSet<>();
    List<Expr> arguments = call.arguments();
    for (int w = 0; w < arguments.size() && function.isPresent(); w++) {
      for (int r = 0; r < arguments.size(); r++) {
        if (arguments.get(w) instanceof Address(Buffer to)
            && arguments.get(r) instanceof Address(Buffer from)
            && to.data() == made
            && from.data() == read) {
          if (!isSafe(function.get(), r, w)) {
            return OptionalLong.empty();
          }
          distances.add(start(from) - start(to));
        }
      }
    }
    return distances.size() == 1
        ? OptionalLong.of(distances.iterator().next())
        : OptionalLong.empty();
  }

  private static long start(Buffer view) {
    return ((Expr.IntImm) view.offset()).value() * view.element().bytes();
  }

  private boolean isSafe(PrimFunc f, int read, int written) {
    Buffer from = f.parameterBuffers().get(read);
    Buffer to = f.parameterBuffers().get(written);
    return safe.computeIfAbsent(
        List.of(from.data(), to.data()),
        pair ->
            !Stores.writes(f.body(), from.data())
                && Stores.writes(f.body(), to.data())
                && InPlace.isSafe(f, from, to));
  }
}
