package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.plan.BufferInfo;
import dev.demitasse.compiler.plan.MemoryPlan;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A pool that has no room for all that is to lie there.
 *
 * @param items what is to, by index
 * @param plan of these, in a pool that is as large as need be
 */
record PoolFull(
    Program program, Pool pool, PlanMemory memory, List<Integer> items, MemoryPlan plan) {
  private static final int SHOWN = 6;

  /** The message to the author of the network. */
  Diagnostic mistake() {
    boolean constants = pool.holds() == Content.CONSTANTS;
    List<BufferInfo> alive = infos().stream().filter(info -> isAlive(info, worst())).toList();
    long bytes = alive.stream().mapToLong(BufferInfo::bytes).sum();
    return Diagnostic.of(
        Message.POOL_FULL,
        pool.position(),
        pool.name(),
        plan.bytes() - pool.capacity(),
        pool.capacity(),
        constants ? "what is placed there has" : when(worst()) + " it is to hold",
        bytes + ": " + listed(alive) + gaps(bytes),
        plan.bytes(),
        constants ? "or place less there" : "place less there, or declare a slower pool behind it");
  }

  private String gaps(long bytes) {
    return bytes > pool.capacity() ? "" : "; what lies there before and behind leaves gaps";
  }

  private List<BufferInfo> infos() {
    return items.stream().map(i -> memory.info(i, pool)).toList();
  }

  private static boolean isAlive(BufferInfo info, int step) {
    return info.firstUse() <= step && step <= info.lastUse();
  }

  /** The step in which the most bytes are alive. */
  private int worst() {
    return infos().stream()
        .map(BufferInfo::firstUse)
        .max(
            Comparator.<Integer>comparingLong(step ->
                    infos().stream()
                        .filter(info -> isAlive(info, step))
                        .mapToLong(BufferInfo::bytes)
                        .sum())
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private String when(int step) {
    List<Evaluate> steps =
        program.main().body().statements().stream()
            .filter(Evaluate.class::isInstance)
            .map(Evaluate.class::cast)
            .toList();
    if (step >= steps.size()) {
      return "behind the last operator";
    }
    Evaluate call = steps.get(step);
    String at = call.position().isKnown() ? " (" + call.position() + ")" : "";
    return "in step %d, %s%s,".formatted(step, program.titles().get(call.call().symbol()), at);
  }

  /** The largest first. */
  private static String listed(List<BufferInfo> alive) {
    String names =
        alive.stream()
            .sorted(Comparator.comparingLong(BufferInfo::bytes).reversed())
            .limit(SHOWN)
            .map(info -> "'%s' %d".formatted(info.name(), info.bytes()))
            .collect(Collectors.joining(", "));
    int more = alive.size() - SHOWN;
    return names + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
