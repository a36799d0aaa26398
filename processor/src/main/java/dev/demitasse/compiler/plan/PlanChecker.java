package dev.demitasse.compiler.plan;

import java.util.List;

/**
 * Confirms that a plan solves its problem, by definition rather than by the planner's means: the
 * two share no code. A failure is a defect of the planner, never the user's mistake.
 */
public final class PlanChecker {

  private PlanChecker() {}

  /**
   * Checks that every buffer has an aligned place inside the workspace, that every conflict is
   * obeyed, and that the printed lower bound is right.
   *
   * @throws IllegalStateException if not; the message names the buffers (both, where two are in
   *     conflict) with their places
   */
  public static void check(MemoryProblem problem, MemoryPlan plan) {
    List<BufferInfo> buffers = problem.buffers();
    if (plan.offsets().size() != buffers.size()) {
      throw failure("%d offsets for %d buffers", plan.offsets().size(), buffers.size());
    }
    for (int i = 0; i < buffers.size(); i++) {
      checkPlace(problem, plan, i);
    }
    problem.conflicts().forEach(conflict -> checkConflict(problem, plan, conflict));
    checkLowerBound(buffers, plan.lowerBound());
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

  private static void checkConflict(MemoryProblem problem, MemoryPlan plan, Conflict conflict) {
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

  /** The most live bytes are reached at some buffer's first use: memory only grows at those. */
  private static void checkLowerBound(List<BufferInfo> buffers, long lowerBound) {
    long most = 0;
    for (BufferInfo begun : buffers) {
      int step = begun.firstUse();
      long live = 0;
      for (BufferInfo buffer : buffers) {
        if (buffer.firstUse() <= step && step <= buffer.lastUse()) {
          live += buffer.bytes();
        }
      }
      most = Math.max(most, live);
    }
    if (lowerBound != most) {
      throw failure("lower bound is %d bytes, but at most %d are live at once", lowerBound, most);
    }
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
