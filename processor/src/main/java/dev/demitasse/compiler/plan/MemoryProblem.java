package dev.demitasse.compiler.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a planner is asked: buffers, and which of them may share memory.
 *
 * <p>Two buffers that are live at one step share no byte, unless there are exceptions for the two:
 * these then say all that a plan has to obey. Buffers of 0 bytes, and buffers that are never live
 * together, are in nobody's way, unless an exception names them.
 *
 * @param buffers the buffers; everyone else names them by their index in this list
 * @param exceptions rules for pairs of buffers, in place of the plain one
 */
public record MemoryProblem(List<BufferInfo> buffers, List<Conflict> exceptions) {

  /**
   * Copies both lists.
   *
   * @throws IllegalArgumentException if an exception names a buffer that does not exist
   */
  public MemoryProblem {
    buffers = List.copyOf(buffers);
    exceptions = List.copyOf(exceptions);
    for (Conflict conflict : exceptions) {
      if (Math.max(conflict.first(), conflict.second()) >= buffers.size()) {
        throw new IllegalArgumentException(conflict + " among " + buffers.size() + " buffers");
      }
    }
  }

  /** A problem without exceptions. */
  public MemoryProblem(List<BufferInfo> buffers) {
    this(buffers, List.of());
  }

  /** Returns the buffers that are live at a step, in ascending order. */
  public List<Integer> liveAt(int step) {
    return IntStream.range(0, buffers.size())
        .filter(i -> buffers.get(i).isLiveAt(step))
        .boxed()
        .toList();
  }

  /** Returns the steps at which a buffer's life begins, in ascending order, each once. */
  int[] beginnings() {
    return buffers.stream().mapToInt(BufferInfo::firstUse).sorted().distinct().toArray();
  }

  /** Returns the problem of some buffers alone, in the order in which they are named. */
  MemoryProblem part(List<Integer> members) {
    Map<Integer, Integer> places = new HashMap<>();
    members.forEach(member -> places.put(member, places.size()));
    return new MemoryProblem(
        members.stream().map(buffers::get).toList(),
        exceptions.stream()
            .filter(c -> places.containsKey(c.first()) && places.containsKey(c.second()))
            .map(
                c -> new Conflict(places.get(c.first()), places.get(c.second()), c.low(), c.high()))
            .toList());
  }

  /** Returns the smallest size of a workspace in which buffers at these offsets lie. */
  long bytes(long[] offsets) {
    return IntStream.range(0, offsets.length)
        .mapToLong(i -> offsets[i] + buffers.get(i).bytes())
        .max()
        .orElse(0);
  }

  /** Returns the greatest alignment of a buffer, 1 if there is none. */
  int alignment() {
    return buffers.stream().mapToInt(BufferInfo::alignment).max().orElse(1);
  }
}
