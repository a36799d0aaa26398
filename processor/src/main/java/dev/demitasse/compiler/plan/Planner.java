package dev.demitasse.compiler.plan;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Finds the smallest plan of a problem, or, if that takes too long, a small one.
 *
 * <p>First, heuristics make a plan. If it is no larger than what is live at one step, it is the
 * smallest. If not, there is a search: it either finds a smaller plan, or proves that there is
 * none, or reaches its limit. The limit counts steps of the search and not time, so the same
 * problem has the same plan on every machine; the {@linkplain MemoryPlan#certificate certificate}
 * says which of these it was.
 */
public final class Planner {

  /**
   * The limit that is used where none is given: how often a search may look at a conflict. A slow
   * machine does so some 25 million times a second, so a search ends within about two seconds.
   */
  public static final long DEFAULT_LIMIT = 50_000_000;

  private Planner() {}

  /** Returns the best plan found within the {@linkplain #DEFAULT_LIMIT default limit}. */
  public static MemoryPlan plan(MemoryProblem problem) {
    return plan(problem, DEFAULT_LIMIT);
  }

  /**
   * Returns the best plan found.
   *
   * @param limit how often the search may look at a conflict; with 0, there is no search
   */
  public static MemoryPlan plan(MemoryProblem problem, long limit) {
    List<PlannedPart> parts = planned(problem, 0);
    improve(parts, lowerBound(parts), limit);
    long[] offsets = new long[problem.buffers().size()];
    parts.forEach(part -> part.copyTo(offsets));
    return new MemoryPlan(
        LongStream.of(offsets).boxed().toList(),
        new Certificate(problem.bytes(offsets), lowerBound(parts)),
        problem.alignment());
  }

  /**
   * Returns whether a plan of no more than so many bytes is found, which takes less time than to
   * find the best one.
   *
   * @param limit how often the search may look at a conflict
   */
  public static boolean fits(MemoryProblem problem, long bytes, long limit) {
    List<PlannedPart> parts = planned(problem, bytes);
    if (lowerBound(parts) <= bytes) {
      improve(parts, bytes, limit);
    }
    return parts.stream().allMatch(part -> part.bytes() <= bytes);
  }

  private static List<PlannedPart> planned(MemoryProblem problem, long enough) {
    return parts(problem).stream()
        .map(members -> new PlannedPart(problem, members, enough))
        .toList();
  }

  /** Improves the largest part, and then others where they are larger than those before. */
  private static void improve(List<PlannedPart> parts, long enough, long limit) {
    long goal = enough;
    long left = limit;
    for (PlannedPart part :
        parts.stream().sorted(comparingLong(PlannedPart::bytes).reversed()).toList()) {
      left = part.improve(goal, left);
      goal = Math.max(goal, part.bytes());
    }
  }

  private static long lowerBound(List<PlannedPart> parts) {
    return parts.stream().mapToLong(PlannedPart::lowerBound).max().orElse(0);
  }

  /**
   * Returns groups of buffers that are in no conflict with those of other groups: in the order of
   * time, a new group begins where nothing that came before is live any more.
   */
  private static List<List<Integer>> parts(MemoryProblem problem) {
    List<BufferInfo> buffers = problem.buffers();
    int[] last = buffers.stream().mapToInt(BufferInfo::lastUse).toArray();
    for (Conflict c : problem.exceptions()) {
      last[c.first()] = Math.max(last[c.first()], buffers.get(c.second()).firstUse());
      last[c.second()] = Math.max(last[c.second()], buffers.get(c.first()).firstUse());
    }
    List<Integer> byTime =
        IntStream.range(0, last.length)
            .boxed()
            .sorted(comparingInt(i -> buffers.get(i).firstUse()))
            .toList();
    List<List<Integer>> parts = new ArrayList<>();
    int reached = -1;
    for (int next : byTime) {
      if (buffers.get(next).firstUse() > reached) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(next);
      reached = Math.max(reached, last[next]);
    }
    return parts;
  }
}
