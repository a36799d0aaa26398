package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import dev.demitasse.compiler.plan.BufferInfo;
import dev.demitasse.compiler.plan.GreedyPlanner;
import dev.demitasse.compiler.plan.MemoryPlan;
import dev.demitasse.compiler.plan.MemoryProblem;
import dev.demitasse.compiler.plan.PlanChecker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the main function of a program before the planner: one step is one call of an operator.
 */
final class PlanMemory {
  private final Map<Var, Buffer> buffers = new LinkedHashMap<>();
  private final Map<Var, Integer> first = new LinkedHashMap<>();
  private final Map<Var, Integer> last = new LinkedHashMap<>();

  private PlanMemory() {}

  /** The plan; its offsets are in the order of the allocations of {@code main}. */
  static MemoryPlan run(PrimFunc main, int alignment) {
    PlanMemory memory = new PlanMemory();
    memory.scan(main.body().statements());
    List<BufferInfo> infos = new ArrayList<>();
    memory.buffers.forEach(
        (data, b) -> infos.add(info(b, alignment, memory.first.get(data), memory.last.get(data))));
    return plan(infos);
  }

  /** The plan of the memory of states, which are all alive all the time; in their order. */
  static MemoryPlan states(List<State> states, int alignment) {
    return plan(states.stream().map(s -> info(s.buffer(), alignment, 0, 0)).toList());
  }

  private static BufferInfo info(Buffer b, int alignment, int first, int last) {
    long bytes = Math.max(1, b.bytes()); // an address even for no elements
    return new BufferInfo(b.name(), bytes, Math.max(alignment, b.element().bytes()), first, last);
  }

  private static MemoryPlan plan(List<BufferInfo> infos) {
    MemoryProblem problem = MemoryProblem.fromLifetimes(infos);
    MemoryPlan plan = GreedyPlanner.plan(problem);
    PlanChecker.check(problem, plan);
    return plan;
  }

  private void scan(List<Stmt> statements) {
    int step = 0;
    for (Stmt s : statements) {
      switch (s) {
        case Allocate a -> buffers.put(a.buffer().data(), a.buffer());
        case Evaluate e -> use(e, step++);
        default -> throw new IllegalStateException("in the main function: " + s);
      }
    }
  }

  private void use(Evaluate call, int step) {
    Walk.exprs(
        call,
        e -> {
          if (e instanceof Address(Buffer b) && buffers.containsKey(b.data())) {
            first.putIfAbsent(b.data(), step);
            last.put(b.data(), step);
          }
        });
  }
}
