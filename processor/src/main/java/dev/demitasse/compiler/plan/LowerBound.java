package dev.demitasse.compiler.plan;

import static java.util.Comparator.comparingLong;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What every plan takes at least, found without searching: at some step, buffers are live of which
 * no two may share a byte, so they lie one above the other.
 */
final class LowerBound {
  private LowerBound() {}

  /** Returns a number of bytes that no plan falls below. */
  static long of(MemoryProblem problem, Conflicts conflicts) {
    List<Integer> largestFirst =
        IntStream.range(0, problem.buffers().size())
            .boxed()
            .sorted(comparingLong((Integer i) -> problem.buffers().get(i).bytes()).reversed())
            .toList();
    long most = 0;
    for (int step : problem.beginnings()) {
      BitSet apart = new BitSet();
      for (int next : largestFirst) {
        if (problem.buffers().get(next).isLiveAt(step) && conflicts.isApart(next, apart)) {
          apart.set(next);
        }
      }
      most = Math.max(most, stacked(apart.stream().mapToObj(problem.buffers()::get).toList()));
    }
    return most;
  }

  /**
   * Returns what a stack of buffers takes at least, in whatever order. Where all begin at multiples
   * of a number, each takes a multiple of it, but for the uppermost one: at best, that is the one
   * with the most to lose. Those that need not begin at multiples may lie in what is lost, so one
   * alignment after the other says something about the buffers that need it.
   */
  private static long stacked(List<BufferInfo> buffers) {
    long most = 0;
    for (int alignment : buffers.stream().mapToInt(BufferInfo::alignment).distinct().toArray()) {
      long sum = 0;
      long padding = 0;
      for (BufferInfo buffer : buffers) {
        if (buffer.alignment() >= alignment) {
          long taken = BufferInfo.roundUp(buffer.bytes(), alignment);
          sum += taken;
          padding = Math.max(padding, taken - buffer.bytes());
        }
      }
      most = Math.max(most, sum - padding);
    }
    return most;
  }
}
