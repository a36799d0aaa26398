package dev.demitasse.compiler.plan;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plans by placing one buffer after another, each at the lowest offset that its alignment and the
 * buffers already placed allow: gaps are filled. The result depends on the order of the buffers, so
 * several orders are tried, beginning with the largest buffer first, and the smallest plan is kept;
 * of plans of the same size, the one found first. Takes time of the order of n² for n buffers.
 */
final class GreedyPlanner {

  private static final Comparator<BufferInfo> LARGEST = comparingLong(BufferInfo::bytes).reversed();
  private static final Comparator<BufferInfo> LARGEST_OVER_TIME =
      comparingDouble((BufferInfo buffer) -> (double) buffer.bytes() * buffer.lifetime())
          .reversed();
  private static final Comparator<BufferInfo> LONGEST =
      comparingLong(BufferInfo::lifetime).reversed();
  private static final Comparator<BufferInfo> EARLIEST = comparingInt(BufferInfo::firstUse);
  private static final Comparator<BufferInfo> LATEST = comparingInt(BufferInfo::lastUse).reversed();
  private static final Comparator<BufferInfo> LEAST_PADDED =
      comparingLong(buffer -> buffer.aligned(buffer.bytes()) - buffer.bytes());

  /**
   * The orders that are tried; buffers that are equal in one keep the order of the problem.
   * Measured on random chains, residual networks and dense lifetimes, the first is best most often;
   * each of the others is the only best one now and then. The last is best where all live together:
   * the uppermost buffer is the one behind which most would be lost.
   */
  private static final List<Comparator<BufferInfo>> ORDERS =
      List.of(
          LARGEST.thenComparing(EARLIEST),
          LARGEST_OVER_TIME.thenComparing(EARLIEST),
          LONGEST.thenComparing(LARGEST),
          EARLIEST.thenComparing(LARGEST),
          LATEST.thenComparing(LARGEST),
          LEAST_PADDED.thenComparing(LARGEST));

  private static final long NOWHERE = -1;

  private final List<BufferInfo> buffers;
  private final Conflicts conflicts;
  private final long[] offsets;

  /** The buffers placed so far, in the order of their offsets. */
  private final int[] placed;

  private int count;

  private GreedyPlanner(MemoryProblem problem, Conflicts conflicts) {
    this.buffers = problem.buffers();
    this.conflicts = conflicts;
    this.offsets = new long[buffers.size()];
    this.placed = new int[buffers.size()];
    Arrays.fill(offsets, NOWHERE);
  }

  /** Returns the offsets of the best plan found, or of the first one that is small enough. */
  static long[] plan(MemoryProblem problem, Conflicts conflicts, long enough) {
    long[] best = new GreedyPlanner(problem, conflicts).place(ORDERS.get(0));
    for (int i = 1; i < ORDERS.size() && problem.bytes(best) > enough; i++) {
      long[] next = new GreedyPlanner(problem, conflicts).place(ORDERS.get(i));
      best = problem.bytes(next) < problem.bytes(best) ? next : best;
    }
    return best;
  }

  /** Returns the offsets that result from placing the buffers in the given order. */
  private long[] place(Comparator<BufferInfo> order) {
    IntStream.range(0, offsets.length)
        .boxed()
        .sorted(Comparator.comparing(buffers::get, order))
        .forEach(this::place);
    return offsets;
  }

  private void place(int buffer) {
    offsets[buffer] = lowestOffset(buffer);
    int at = count++;
    for (; at > 0 && offsets[placed[at - 1]] > offsets[buffer]; at--) {
      placed[at] = placed[at - 1];
    }
    placed[at] = buffer;
  }

  /** Returns the lowest multiple of the alignment, from 0, that no conflict forbids. */
  private long lowestOffset(int buffer) {
    long lowest = 0;
    long before;
    do {
      before = lowest;
      lowest = abovePlain(buffer, lowest);
      for (Conflict conflict : conflicts.exceptionsOf(buffer)) {
        long other = offsets[conflict.second()];
        if (other != NOWHERE
            && other + conflict.low() < lowest
            && lowest < other + conflict.high()) {
          lowest = buffers.get(buffer).aligned(other + conflict.high());
        }
      }
    } while (lowest > before);
    return lowest;
  }

  /** Returns the lowest offset from the given one on that no plain conflict forbids. */
  private long abovePlain(int buffer, long lowest) {
    BufferInfo info = buffers.get(buffer);
    for (int i = 0; i < count && offsets[placed[i]] < lowest + info.bytes(); i++) {
      long end = offsets[placed[i]] + buffers.get(placed[i]).bytes();
      if (lowest < end && conflicts.isPlain(buffer, placed[i])) {
        lowest = info.aligned(end);
      }
    }
    return lowest;
  }
}
