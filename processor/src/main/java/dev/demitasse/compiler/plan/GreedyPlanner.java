package dev.demitasse.compiler.plan;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Plans by placing one buffer after another, each at the lowest offset that its alignment and the
 * buffers already placed allow: gaps are filled. The result depends on the order of the buffers, so
 * several orders are tried, beginning with the largest buffer first, and the smallest plan is kept;
 * of plans of the same size, the one found first. Same problem, same plan.
 */
public final class GreedyPlanner {

  private static final Comparator<BufferInfo> LARGEST = comparingLong(BufferInfo::bytes).reversed();
  private static final Comparator<BufferInfo> LARGEST_OVER_TIME =
      comparingDouble((BufferInfo buffer) -> (double) buffer.bytes() * buffer.lifetime())
          .reversed();
  private static final Comparator<BufferInfo> LONGEST =
      comparingLong(BufferInfo::lifetime).reversed();
  private static final Comparator<BufferInfo> EARLIEST = comparingInt(BufferInfo::firstUse);
  private static final Comparator<BufferInfo> LATEST = comparingInt(BufferInfo::lastUse).reversed();

  /**
   * The orders that are tried; buffers that are equal in one keep the order of the problem.
   * Measured on random chains, residual networks and dense lifetimes, the first is best most often;
   * each of the others is the only best one now and then.
   */
  private static final List<Comparator<BufferInfo>> ORDERS =
      List.of(
          LARGEST.thenComparing(EARLIEST),
          LARGEST_OVER_TIME.thenComparing(EARLIEST),
          LONGEST.thenComparing(LARGEST),
          EARLIEST.thenComparing(LARGEST),
          LATEST.thenComparing(LARGEST));

  private static final long NOWHERE = -1;

  private final List<BufferInfo> buffers;
  private final List<List<Conflict>> conflicts = new ArrayList<>();

  private GreedyPlanner(MemoryProblem problem) {
    buffers = problem.buffers();
    buffers.forEach(buffer -> conflicts.add(new ArrayList<>()));
    for (Conflict conflict : problem.conflicts()) {
      conflicts.get(conflict.first()).add(conflict);
      conflicts.get(conflict.second()).add(conflict);
    }
  }

  /** Returns the best plan found, in time of the order of n log n for n buffers and conflicts. */
  public static MemoryPlan plan(MemoryProblem problem) {
    GreedyPlanner planner = new GreedyPlanner(problem);
    long[] best =
        ORDERS.stream().map(planner::place).min(comparingLong(planner::bytes)).orElseThrow();
    return new MemoryPlan(
        LongStream.of(best).boxed().toList(),
        planner.bytes(best),
        problem.lowerBound(),
        problem.buffers().stream().mapToInt(BufferInfo::alignment).max().orElse(1));
  }

  /** Returns the offsets that result from placing the buffers in the given order. */
  private long[] place(Comparator<BufferInfo> order) {
    long[] offsets = new long[buffers.size()];
    Arrays.fill(offsets, NOWHERE);
    IntStream.range(0, offsets.length)
        .boxed()
        .sorted(Comparator.comparing(buffers::get, order))
        .forEach(buffer -> offsets[buffer] = lowestOffset(buffer, offsets));
    return offsets;
  }

  /** Offsets that one placed buffer forbids to another: those strictly between the two. */
  private record Forbidden(long above, long below) {}

  /** Returns the lowest multiple of the alignment, from 0, that lies in no forbidden range. */
  private long lowestOffset(int buffer, long[] offsets) {
    long alignment = buffers.get(buffer).alignment();
    long lowest = 0;
    for (Forbidden range : forbidden(buffer, offsets)) {
      if (range.above() >= lowest) {
        break; // so do all ranges that follow: none of them contains it
      }
      if (range.below() > lowest) {
        lowest = (range.below() + alignment - 1) & -alignment;
      }
    }
    return lowest;
  }

  /** Returns what the placed buffers forbid to this one, in the order of the lower ends. */
  private List<Forbidden> forbidden(int buffer, long[] offsets) {
    List<Forbidden> ranges = new ArrayList<>();
    for (Conflict either : conflicts.get(buffer)) {
      Conflict conflict = either.seenFrom(buffer);
      long other = offsets[conflict.second()];
      if (other != NOWHERE) {
        ranges.add(new Forbidden(other + conflict.low(), other + conflict.high()));
      }
    }
    ranges.sort(comparingLong(Forbidden::above));
    return ranges;
  }

  private long bytes(long[] offsets) {
    return IntStream.range(0, offsets.length)
        .mapToLong(buffer -> offsets[buffer] + buffers.get(buffer).bytes())
        .max()
        .orElse(0);
  }
}
