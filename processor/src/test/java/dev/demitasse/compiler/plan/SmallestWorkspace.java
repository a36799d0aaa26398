package dev.demitasse.compiler.plan;

import java.util.List;
import java.util.Set;

/**
 * The smallest size of a workspace by definition: tries one size after the other, and for each of
 * them all offsets of all buffers. For problems of a few bytes.
 */
final class SmallestWorkspace {
  private final MemoryProblem problem;
  private final long[] offsets;

  private SmallestWorkspace(MemoryProblem problem) {
    this.problem = problem;
    this.offsets = new long[problem.buffers().size()];
  }

  static long of(MemoryProblem problem) {
    var search = new SmallestWorkspace(problem);
    long bytes = 0;
    while (!search.fits(0, bytes)) {
      bytes++;
    }
    return bytes;
  }

  /** Whether the buffers from one on have places beside those before it. */
  private boolean fits(int next, long bytes) {
    if (next == offsets.length) {
      return true;
    }
    BufferInfo buffer = problem.buffers().get(next);
    for (long at = 0; at + buffer.bytes() <= bytes; at += buffer.alignment()) {
      offsets[next] = at;
      if (obeysConflictsUpTo(next) && fits(next + 1, bytes)) {
        return true;
      }
    }
    return false;
  }

  private boolean obeysConflictsUpTo(int b) {
    for (int a = 0; a < b; a++) {
      if (!mayLieSo(a, b)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayLieSo(int a, int b) {
    List<Conflict> exceptions =
        problem.exceptions().stream()
            .filter(c -> Set.of(c.first(), c.second()).equals(Set.of(a, b)))
            .toList();
    BufferInfo one = problem.buffers().get(a);
    BufferInfo other = problem.buffers().get(b);
    if (exceptions.isEmpty()) {
      long sharedFrom = Math.max(offsets[a], offsets[b]);
      long sharedTo = Math.min(offsets[a] + one.bytes(), offsets[b] + other.bytes());
      return sharedTo <= sharedFrom
          || one.lastUse() < other.firstUse()
          || other.lastUse() < one.firstUse();
    }
    return exceptions.stream()
        .allMatch(c -> {
          long d = offsets[c.first()] - offsets[c.second()];
          return d <= c.low() || c.high() <= d;
        });
  }
}
