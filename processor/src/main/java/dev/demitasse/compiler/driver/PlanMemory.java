package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.InPlace;
import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.codegen.Plans;
import dev.demitasse.compiler.codegen.Saving;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.State;
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
 * Brings the main function of a program before the planner: one step is one call of an operator.
 */
final class PlanMemory {
  private final Program program;
  private final boolean inPlace;
  private final Map<Var, Buffer> buffers = new LinkedHashMap<>();
  private final Map<Var, Integer> first = new LinkedHashMap<>();
  private final Map<Var, Integer> last = new LinkedHashMap<>();
  private final List<Expr.Call> steps = new ArrayList<>();
  private final Map<List<Var>, Boolean> safe = new HashMap<>();

  private PlanMemory(Program program, boolean inPlace) {
    this.program = program;
    this.inPlace = inPlace;
  }

  /**
   * The plans of a program's memory.
   *
   * @param withPorts whether inputs and outputs lie in the workspace, too
   */
  static Plans run(Program program, Target target, boolean withPorts) {
    PlanMemory memory = new PlanMemory(program, target.savings().contains(Saving.IN_PLACE));
    int alignment = target.alignment();
    return new Plans(
        memory.workspace(alignment, withPorts),
        together(program.constants().values().stream().map(Constant::buffer), alignment),
        together(program.states().stream().map(State::buffer), alignment));
  }

  private MemoryPlan workspace(int alignment, boolean withPorts) {
    List<Port> ports = new ArrayList<>();
    if (withPorts) {
      ports.addAll(program.inputs());
      ports.addAll(program.outputs());
    }
    ports.forEach(p -> buffers.put(p.buffer().data(), p.buffer()));
    program.main().body().statements().forEach(this::scan);
    if (withPorts) {
      // The caller writes before the run, and reads behind it.
      program.inputs().forEach(p -> use(p.buffer().data(), 0));
      program.outputs().forEach(p -> use(p.buffer().data(), steps.size()));
    }
    List<BufferInfo> infos = new ArrayList<>();
    buffers.forEach((data, b) -> infos.add(info(b, alignment, first.get(data), last.get(data))));
    return plan(new MemoryProblem(infos, inPlace ? exceptions() : List.of()));
  }

  /** The plan of what is alive all the time. */
  private static MemoryPlan together(Stream<Buffer> buffers, int alignment) {
    return plan(new MemoryProblem(buffers.map(b -> info(b, alignment, 0, 0)).toList()));
  }

  private static BufferInfo info(Buffer b, int alignment, int first, int last) {
    long bytes = Math.max(1, b.bytes()); // an address even for no elements
    return new BufferInfo(b.name(), bytes, Math.max(alignment, b.element().bytes()), first, last);
  }

  private static MemoryPlan plan(MemoryProblem problem) {
    MemoryPlan plan = Planner.plan(problem);
    PlanChecker.check(problem, plan);
    return plan;
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
