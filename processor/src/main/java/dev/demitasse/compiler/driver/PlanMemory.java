package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.codegen.Plans;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr.Address;
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
import java.util.stream.Stream;

/**
 * Brings the main function of a program before the planner: one step is one call of an operator.
 */
final class PlanMemory {
  private final Map<Var, Buffer> buffers = new LinkedHashMap<>();
  private final Map<Var, Integer> first = new LinkedHashMap<>();
  private final Map<Var, Integer> last = new LinkedHashMap<>();

  private int step;

  private PlanMemory() {}

  /**
   * The plans of a program's memory.
   *
   * @param withPorts whether inputs and outputs lie in the workspace, too
   */
  static Plans run(Program program, int alignment, boolean withPorts) {
    PlanMemory memory = new PlanMemory();
    if (withPorts) {
      memory.ports(program);
    }
    memory.scan(program.main().body().statements());
    if (withPorts) {
      // The caller writes before the run, and reads behind it.
      program.inputs().forEach(p -> memory.use(p.buffer().data(), 0));
      program.outputs().forEach(p -> memory.use(p.buffer().data(), memory.step));
    }
    List<BufferInfo> infos = new ArrayList<>();
    memory.buffers.forEach(
        (data, b) -> infos.add(info(b, alignment, memory.first.get(data), memory.last.get(data))));
    return new Plans(
        plan(infos),
        together(program.constants().values().stream().map(Constant::buffer), alignment),
        together(program.states().stream().map(State::buffer), alignment));
  }

  private void ports(Program program) {
    program.inputs().forEach(p -> buffers.put(p.buffer().data(), p.buffer()));
    program.outputs().forEach(p -> buffers.put(p.buffer().data(), p.buffer()));
  }

  /** The plan of what is alive all the time. */
  private static MemoryPlan together(Stream<Buffer> buffers, int alignment) {
    return plan(buffers.map(b -> info(b, alignment, 0, 0)).toList());
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
    for (Stmt s : statements) {
      switch (s) {
        case Allocate a -> buffers.put(a.buffer().data(), a.buffer());
        case Evaluate e -> use(e);
        default -> throw new IllegalStateException("in the main function: " + s);
      }
    }
  }

  private void use(Evaluate call) {
    Walk.exprs(
        call,
        e -> {
          if (e instanceof Address(Buffer b) && buffers.containsKey(b.data())) {
            use(b.data(), step);
          }
        });
    step++;
  }

  private void use(Var data, int at) {
    first.merge(data, at, Math::min);
    last.merge(data, at, Math::max);
  }
}
