package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What holds for every problem, tried on problems made from fixed seeds. */
class PlanPropertiesTest {

  private static final long SMALL_LIMIT = 1_000_000;

  @Test
  void plansShareNoByteAndLoseLittle() {
    for (int seed = 0; seed < 2_000; seed++) {
      var problem = new MemoryProblem(new RandomProblems(seed).smallBuffers());
      var plan = plan(problem);

      assertTrue(isRightWhenPainted(problem.buffers(), plan), "seed " + seed);
      long sumOfAlignedSizes =
          problem.buffers().stream().mapToLong(b -> roundedUp(b.bytes(), plan.alignment())).sum();
      assertTrue(plan.bytes() <= sumOfAlignedSizes, "seed " + seed);
      assertEquals(plan, plan(problem), "seed " + seed);
    }
  }

  @Test
  void plansObeyAnyExceptions() {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new RandomProblems(seed);
      var buffers = random.smallBuffers();
      var problem = new MemoryProblem(buffers, random.conflicts(buffers.size()));
      var plan = plan(problem);

      for (Conflict conflict : problem.exceptions()) {
        long d = plan.offsets().get(conflict.first()) - plan.offsets().get(conflict.second());
        assertTrue(d <= conflict.low() || conflict.high() <= d, "seed " + seed);
      }
    }
  }

  @Test
  void noPlanIsSmallerThanTheSmallestOfAll() {
    int searched = 0;
    for (int seed = 0; seed < 4_000; seed++) {
      var problem = new RandomProblems(seed).tiny();
      var plan = plan(problem);
      assertEquals(SmallestWorkspace.of(problem), plan.bytes(), "seed " + seed);
      assertTrue(plan.certificate().isOptimal(), "seed " + seed);
      searched += Planner.plan(problem, 0).certificate().isOptimal() ? 0 : 1;
    }
    assertTrue(searched > 200, "few problems need the search: " + searched);
  }

  @Test
  void plansOfNetworksAreOptimal() {
    assertEquals(150, optimal(150, seed -> new RandomProblems(seed).network(20 + seed / 3)));
  }

  @Test
  void manyPlansOfHardProblemsAreOptimal() {
    int optimal = optimal(100, seed -> new RandomProblems(seed).dense(20 + seed / 2));
    assertTrue(optimal >= 60, "optimal plans of 100: " + optimal);
  }

  /** Returns how many plans are proved to be optimal. */
  private static int optimal(int problems, IntFunction<MemoryProblem> problem) {
    int optimal = 0;
    for (int seed = 0; seed < problems; seed++) {
      optimal += plan(problem.apply(seed)).certificate().isOptimal() ? 1 : 0;
    }
    return optimal;
  }

  /** Returns a plan that was checked, and compared to that of the heuristics. */
  private static MemoryPlan plan(MemoryProblem problem) {
    var plan = Planner.plan(problem, SMALL_LIMIT);
    PlanChecker.check(problem, plan);
    var greedy = Planner.plan(problem, 0);
    PlanChecker.check(problem, greedy);
    assertTrue(greedy.lowerBound() <= plan.lowerBound(), "lower bounds only grow");
    assertTrue(plan.bytes() <= greedy.bytes(), "the search only improves");
    return plan;
  }

  @Test
  void checkerAgreesWithPaintingOnWrongPlansToo() {
    int right = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      var random = new RandomProblems(seed);
      var problem = new MemoryProblem(random.smallBuffers());
      var plan = random.wildPlan(problem);
      boolean expected = isRightWhenPainted(problem.buffers(), plan);
      assertEquals(expected, isAccepted(problem, plan), () -> problem + " " + plan);
      right += expected ? 1 : 0;
    }
    assertTrue(right > 100 && right < 4_900, "both kinds must occur, right ones: " + right);
  }

  private static boolean isAccepted(MemoryProblem problem, MemoryPlan plan) {
    try {
      PlanChecker.check(problem, plan);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Marks each byte that is in use at each step; no byte may be marked twice. */
  private static boolean isRightWhenPainted(List<BufferInfo> buffers, MemoryPlan plan) {
    int steps = buffers.stream().mapToInt(BufferInfo::lastUse).max().orElse(0) + 1;
    int top = 0;
    for (int step = 0; step < steps; step++) {
      var used = new boolean[(int) plan.bytes()];
      for (int i = 0; i < buffers.size(); i++) {
        BufferInfo buffer = buffers.get(i);
        int start = plan.offsets().get(i).intValue();
        int end = start + (int) buffer.bytes();
        top = Math.max(top, end);
        if (start % buffer.alignment() != 0 || end > used.length) {
          return false;
        }
        if (buffer.firstUse() <= step && step <= buffer.lastUse()) {
          for (int at = start; at < end; at++) {
            if (used[at]) {
              return false;
            }
            used[at] = true;
          }
        }
      }
    }
    return top == plan.bytes();
  }

  private static long roundedUp(long bytes, int alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
  }

  @Test
  void orderOfTheExceptionsDoesNotMatter() {
    for (int seed = 0; seed < 20; seed++) {
      var problem = new RandomProblems(seed).network(40);
      var reversed = new MemoryProblem(problem.buffers(), problem.exceptions().reversed());
      assertEquals(Planner.plan(problem), Planner.plan(reversed));
    }
  }
}
