package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Program;
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
    return Diagnostic.of(
        Message.POOL_FULL,
        pool.position(),
        pool.name(),
        plan.bytes() - pool.capacity(),
        pool.capacity(),
        pool.holds() == Content.CONSTANTS ? "what is placed there" : when(),
        listed(),
        plan.bytes(),
        pool.holds() == Content.CONSTANTS
            ? "or place less there"
            : "place less there, or declare a slower pool behind it");
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

  private String when() {
    int step = worst();
    return step < memory.steps().size()
        ? "step %d, %s,".formatted(step, program.titles().get(memory.steps().get(step).symbol()))
        : "the end of a run";
  }

  /** Who is alive then, the largest first. */
  private String listed() {
    int step = worst();
    List<BufferInfo> alive =
        infos().stream()
            .filter(info -> isAlive(info, step))
            .sorted(Comparator.comparingLong(BufferInfo::bytes).reversed())
            .toList();
    long bytes = alive.stream().mapToLong(BufferInfo::bytes).sum();
    String names =
        alive.stream()
            .limit(SHOWN)
            .map(info -> "'%s' %d".formatted(info.name(), info.bytes()))
            .collect(Collectors.joining(", "));
    int more = alive.size() - SHOWN;
    return "%d: %s%s".formatted(bytes, names, more > 0 ? " and %d more".formatted(more) : "");
  }
}
