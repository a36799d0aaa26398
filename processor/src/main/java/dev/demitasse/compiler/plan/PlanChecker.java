package dev.demitasse.compiler.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Confirms that a plan solves its problem, by definition rather than by the planner's means: the
 * two share no code. A failure is a defect of the planner, never the user's mistake.
 */
public final class PlanChecker {

  private PlanChecker() {}

  /**
   * Checks that every buffer has an aligned place inside the workspace, that all that share memory
   * may do so, and the numbers of the certificate as far as a plan can tell: the bytes are right,
   * and the lower bound is not below what is live at one step. That no smaller plan exists cannot
   * be seen from one.
   *
   * @throws IllegalStateException if not; the message names the buffers (both, where two are in
   *     conflict) with their places
   */
  public static void check(MemoryProblem problem, MemoryPlan plan) {
    if (plan.offsets().size() != problem.buffers().size()) {
      throw failure("%d offsets for %d buffers", plan.offsets().size(), problem.buffers().size());
    }
    for (int i = 0; i < problem.buffers().size(); i++) {
      checkPlace(problem, plan, i);
    }
    checkPlainConflicts(problem, plan);
    problem.exceptions().forEach(conflict -> checkException(problem, plan, conflict));
    checkCertificate(problem, plan);
  }

  private static void checkPlace(MemoryProblem problem, MemoryPlan plan, int index) {
    BufferInfo buffer = problem.buffers().get(index);
    long offset = plan.offsets().get(index);
    if (offset > plan.bytes() - buffer.bytes()) {
      throw failure(
          "%s reaches beyond the workspace of %d bytes",
          describe(problem, plan, index), plan.bytes());
    }
    if (offset % buffer.alignment() != 0 || plan.alignment() % buffer.alignment() != 0) {
      throw failure(
          "%s in a workspace aligned to %d needs alignment %d",
          describe(problem, plan, index), plan.alignment(), buffer.alignment());
    }
  }

  private static void checkPlainConflicts(MemoryProblem problem, MemoryPlan plan) {
    Set<Set<Integer>> excepted = new HashSet<>();
    problem.exceptions().forEach(c -> excepted.add(Set.of(c.first(), c.second())));
    for (int a = 0; a < problem.buffers().size(); a++) {
      for (int b = a + 1; b < problem.buffers().size(); b++) {
        if (sharedBytes(problem, plan, a, b) > 0
            && problem.buffers().get(a).isLiveWith(problem.buffers().get(b))
            && !excepted.contains(Set.of(a, b))) {
          throw failure(
              "%s and %s share %d bytes",
              describe(problem, plan, a),
              describe(problem, plan, b),
              sharedBytes(problem, plan, a, b));
        }
      }
    }
  }

  /** Returns how many bytes lie in both buffers; 0 or less if none does. */
  private static long sharedBytes(MemoryProblem problem, MemoryPlan plan, int a, int b) {
    long startA = plan.offsets().get(a);
    long startB = plan.offsets().get(b);
    long endA = startA + problem.buffers().get(a).bytes();
    long endB = startB + problem.buffers().get(b).bytes();
    return Math.min(endA, endB) - Math.max(startA, startB);
  }

  private static void checkException(MemoryProblem problem, MemoryPlan plan, Conflict conflict) {
    long difference = plan.offsets().get(conflict.first()) - plan.offsets().get(conflict.second());
    if (conflict.low() < difference && difference < conflict.high()) {
      throw failure(
          "%s and %s: the difference of their offsets, %d, lies between %d and %d",
          describe(problem, plan, conflict.first()),
          describe(problem, plan, conflict.second()),
          difference,
          conflict.low(),
          conflict.high());
    }
  }

  private static void checkCertificate(MemoryProblem problem, MemoryPlan plan) {
    long end = 0;
    for (int i = 0; i < problem.buffers().size(); i++) {
      end = Math.max(end, plan.offsets().get(i) + problem.buffers().get(i).bytes());
    }
    if (plan.bytes() != end) {
      throw failure("%d bytes for buffers that end at %d", plan.bytes(), end);
    }
    long live = mostLive(problem);
    if (plan.lowerBound() < live) {
      throw failure("lower bound is %d bytes, but %d are live at once", plan.lowerBound(), live);
    }
  }

  /**
   * Returns the greatest number of bytes live at one step, without buffers that an exception names:
   * they may share memory. It is reached at some buffer's first use, as memory only grows at those.
   */
  private static long mostLive(MemoryProblem problem) {
    Set<Integer> named = new HashSet<>();
    problem.exceptions().forEach(c -> named.addAll(List.of(c.first(), c.second())));
    long most = 0;
    for (BufferInfo begun : problem.buffers()) {
      long live = 0;
      for (int i = 0; i < problem.buffers().size(); i++) {
        BufferInfo buffer = problem.buffers().get(i);
        if (buffer.firstUse() <= begun.firstUse()
            && begun.firstUse() <= buffer.lastUse()
            && !named.contains(i)) {
          live += buffer.bytes();
        }
      }
      most = Math.max(most, live);
    }
    return most;
  }

  private static String describe(MemoryProblem problem, MemoryPlan plan, int index) {
    BufferInfo buffer = problem.buffers().get(index);
    return "'%s' (buffer %d: %d bytes at offset %d, steps %d to %d)"
        .formatted(
            buffer.name(),
            index,
            buffer.bytes(),
            plan.offsets().get(index),
            buffer.firstUse(),
            buffer.lastUse());
  }

  private static IllegalStateException failure(String message, Object... arguments) {
    return new IllegalStateException("memory plan: " + message.formatted(arguments));
  }
}
