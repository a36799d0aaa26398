package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every problem, tried on problems made from fixed seeds. */
class PlanPropertiesTest {

  @Test
  void plansFromLifetimesShareNoByteAndLoseLittle() {
    for (int seed = 0; seed < 2_000; seed++) {
      var problem = MemoryProblem.fromLifetimes(new RandomProblems(seed).smallBuffers());
      var plan = GreedyPlanner.plan(problem);

      PlanChecker.check(problem, plan);
      assertTrue(isRightWhenPainted(problem.buffers(), plan), "seed " + seed);
      long sumOfAlignedSizes =
          problem.buffers().stream().mapToLong(b -> roundedUp(b.bytes(), plan.alignment())).sum();
      assertTrue(plan.bytes() <= sumOfAlignedSizes, "seed " + seed);
      assertTrue(plan.lowerBound() <= plan.bytes(), "seed " + seed);
      assertEquals(plan, GreedyPlanner.plan(problem), "seed " + seed);
    }
  }

  @Test
  void plansObeyAnyConflicts() {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new RandomProblems(seed);
      var buffers = random.smallBuffers();
      var problem = new MemoryProblem(buffers, random.conflicts(buffers.size()));
      var plan = GreedyPlanner.plan(problem);

      PlanChecker.check(problem, plan);
      for (Conflict conflict : problem.conflicts()) {
        long d = plan.offsets().get(conflict.first()) - plan.offsets().get(conflict.second());
        assertTrue(d <= conflict.low() || conflict.high() <= d, "seed " + seed);
      }
    }
  }

  @Test
  void checkerAgreesWithPaintingOnWrongPlansToo() {
    int right = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      var random = new RandomProblems(seed);
      var problem = MemoryProblem.fromLifetimes(random.smallBuffers());
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
    for (int step = 0; step < steps; step++) {
      var used = new boolean[(int) plan.bytes()];
      for (int i = 0; i < buffers.size(); i++) {
        BufferInfo buffer = buffers.get(i);
        int start = plan.offsets().get(i).intValue();
        int end = start + (int) buffer.bytes();
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
    return true;
  }

  private static long roundedUp(long bytes, int alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
  }

  @Test
  void orderOfTheConflictsDoesNotMatter() {
    var problem =
        MemoryProblem.fromLifetimes(Arrays.asList(new RandomProblems(7).buffers(60, 500)));
    var reversed = new MemoryProblem(problem.buffers(), problem.conflicts().reversed());
    assertEquals(GreedyPlanner.plan(problem), GreedyPlanner.plan(reversed));
  }
}
