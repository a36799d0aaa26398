package dev.demitasse.compiler.plan;

import java.util.List;

/**
 * Some buffers of a problem that are in no conflict with any others, the best plan of them so far,
 * and what is known of better ones.
 */
final class PlannedPart {

  /** A search that could look at each conflict less often than this would come to nothing. */
  private static final int LOOKS = 50;

  private final List<Integer> members;
  private final MemoryProblem problem;
  private final Conflicts conflicts;
  private long[] offsets;
  private long lowerBound;

  /** Plans the named buffers by heuristics, until a plan takes no more bytes than is enough. */
  PlannedPart(MemoryProblem whole, List<Integer> members, long enough) {
    this.members = members;
    problem = whole.part(members);
    conflicts = new Conflicts(problem);
    lowerBound = LowerBound.of(problem, conflicts);
    offsets = GreedyPlanner.plan(problem, conflicts, Math.max(enough, lowerBound));
  }

  long bytes() {
    return problem.bytes(offsets);
  }

  long lowerBound() {
    return lowerBound;
  }

  /** Writes the offsets to where the whole problem has them. */
  void copyTo(long[] all) {
    for (int i = 0; i < offsets.length; i++) {
      all[members.get(i)] = offsets[i];
    }
  }

  /**
   * Searches for smaller plans until there is none, or one of at most {@code goal} bytes is known.
   * The smallest size that might do is tried first, as it often does; then sizes half way to the
   * best plan. Each search gets half of what is left, so there is always something for the next.
   *
   * @param limit how often a conflict may be looked at
   * @return what is left of the limit
   */
  long improve(long goal, long limit) {
    long smallest = Math.max(goal, lowerBound);
    if (bytes() <= smallest || conflicts.count() > limit / LOOKS) {
      return limit;
    }
    FitSearch search = new FitSearch(problem, conflicts);
    long left = limit;
    for (long size = smallest; smallest < bytes(); size = (smallest + bytes() - 1) / 2) {
      FitSearch.Outcome outcome = search.run(size, left / 2);
      left -= search.work();
      switch (outcome) {
        case FITS -> offsets = search.offsets();
        case DOES_NOT_FIT -> {
          smallest = size + 1;
          lowerBound = smallest;
        }
        case UNDECIDED -> smallest = size + 1;
      }
    }
    return Math.max(0, left);
  }
}
