package dev.demitasse.compiler.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a planner is asked: buffers, and what their places must not be.
 *
 * @param buffers the buffers; everyone else names them by their index in this list
 * @param conflicts all rules; buffers without one may share memory
 */
public record MemoryProblem(List<BufferInfo> buffers, List<Conflict> conflicts) {

  /**
   * Copies both lists.
   *
   * @throws IllegalArgumentException if a conflict names a buffer that does not exist
   */
  public MemoryProblem {
    buffers = List.copyOf(buffers);
    conflicts = List.copyOf(conflicts);
    for (Conflict conflict : conflicts) {
      if (Math.max(conflict.first(), conflict.second()) >= buffers.size()) {
        throw new IllegalArgumentException(conflict + " among " + buffers.size() + " buffers");
      }
    }
  }

  /**
   * Returns the problem in which two buffers must not share a byte if there is a step at which both
   * are live: one plain conflict for each such pair, in the order of their indices. Buffers of 0
   * bytes are in no conflict. Takes time and memory for each pair.
   */
  public static MemoryProblem fromLifetimes(List<BufferInfo> buffers) {
    return fromLifetimes(buffers, List.of());
  }

  /**
   * Returns the same, with other rules for some pairs.
   *
   * @param exceptions what a plan obeys instead of the plain conflict of the same two buffers
   */
  public static MemoryProblem fromLifetimes(List<BufferInfo> buffers, List<Conflict> exceptions) {
    Set<Set<Integer>> excepted = new HashSet<>();
    exceptions.forEach(c -> excepted.add(Set.of(c.first(), c.second())));
    List<Conflict> conflicts = new ArrayList<>(exceptions);
    for (int a = 0; a < buffers.size(); a++) {
      for (int b = a + 1; b < buffers.size(); b++) {
        BufferInfo first = buffers.get(a);
        BufferInfo second = buffers.get(b);
        if (first.bytes() > 0
            && second.bytes() > 0
            && first.isLiveWith(second)
            && !excepted.contains(Set.of(a, b))) {
          conflicts.add(new Conflict(a, b, -first.bytes(), second.bytes()));
        }
      }
    }
    return new MemoryProblem(buffers, conflicts);
  }

  /**
   * Returns the greatest sum of the sizes of the buffers that are live at one step, in bytes. No
   * plan of a problem {@linkplain #fromLifetimes made from lifetimes} is smaller; where conflicts
   * allow partial overlap, a plan may be.
   */
  public long lowerBound() {
    TreeMap<Long, Long> changes = new TreeMap<>();
    for (BufferInfo buffer : buffers) {
      changes.merge((long) buffer.firstUse(), buffer.bytes(), Long::sum);
      changes.merge(buffer.lastUse() + 1L, -buffer.bytes(), Long::sum);
    }
    long live = 0;
    long most = 0;
    for (long change : changes.values()) {
      live += change;
      most = Math.max(most, live);
    }
    return most;
  }
}
