package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreedyPlannerTest {

  @Test
  void nothingNeedsNothing() {
    assertEquals(new MemoryPlan(List.of(), 0, 0, 1), planByLifetimes());
  }

  @Test
  void chainTakesTheTwoLargestNeighbours() {
    var plan =
        planByLifetimes(
            new BufferInfo("image", 64, 16, 0, 0),
            new BufferInfo("features", 64, 16, 0, 1),
            new BufferInfo("scores", 32, 4, 1, 2));
    assertEquals(new MemoryPlan(List.of(0L, 64L, 0L), 128, 128, 16), plan);
  }

  @Test
  void gapsAreFilled() {
    var plan =
        planByLifetimes(
            new BufferInfo("early", 50, 1, 0, 1),
            new BufferInfo("above", 40, 1, 1, 3),
            new BufferInfo("late", 30, 1, 3, 4));
    assertEquals(List.of(0L, 50L, 0L), plan.offsets());
    assertEquals(90, plan.bytes());
  }

  @Test
  void offsetsAreAligned() {
    var plan = planByLifetimes(new BufferInfo("a", 9, 1, 0, 0), new BufferInfo("b", 8, 8, 0, 0));
    assertEquals(new MemoryPlan(List.of(0L, 16L), 24, 17, 8), plan);
  }

  @Test
  void buffersOfNoBytesLieAnywhere() {
    var plan = planByLifetimes(new BufferInfo("a", 9, 1, 0, 0), new BufferInfo("b", 0, 8, 0, 0));
    assertEquals(new MemoryPlan(List.of(0L, 0L), 9, 9, 8), plan);
  }

  @Test
  void otherOrdersAreTriedWhenTheLargestFirstIsNotBest() {
    var plan =
        planByLifetimes(
            new BufferInfo("a", 7, 1, 0, 0),
            new BufferInfo("b", 5, 1, 2, 3),
            new BufferInfo("c", 4, 1, 1, 2),
            new BufferInfo("d", 3, 1, 0, 1));
    assertEquals(plan.lowerBound(), plan.bytes());
  }

  @Test
  void outputMayReplaceItsInputInPlace() {
    var buffers = List.of(new BufferInfo("x", 100, 4, 0, 1), new BufferInfo("y", 100, 4, 1, 2));
    var plan = plan(buffers, new Conflict(1, 0, 0, 100));
    assertEquals(new MemoryPlan(List.of(0L, 0L), 100, 200, 4), plan);
  }

  @Test
  void outputMayRunAheadOfItsInputByTheLead() {
    var buffers = List.of(new BufferInfo("x", 100, 4, 0, 1), new BufferInfo("y", 80, 4, 1, 2));
    var plan = plan(buffers, new Conflict(1, 0, -18, 100));
    assertEquals(new MemoryPlan(List.of(20L, 0L), 120, 180, 4), plan);
  }

  @Test
  void severalConflictsOfOnePairAllHold() {
    var buffers =
        List.of(
            new BufferInfo("x", 100, 1, 0, 1),
            new BufferInfo("y", 60, 1, 1, 2),
            new BufferInfo("z", 10, 1, 1, 2));
    var sameOrApart =
        new Conflict[] {
          new Conflict(0, 1, -100, 0), new Conflict(0, 1, 0, 60),
          new Conflict(0, 2, -100, 10), new Conflict(1, 2, -60, 10)
        };
    assertEquals(List.of(0L, 0L, 100L), plan(buffers, sameOrApart).offsets());
  }

  @Test
  void twoThousandBuffersTakeSeconds() {
    var buffers =
        new RandomProblems(1).buffers(2_000, 10_000); // most pairs of them are in no conflict
    assertTimeout(Duration.ofSeconds(20), () -> planByLifetimes(buffers));
    var allLive = new BufferInfo[2_000];
    for (int i = 0; i < allLive.length; i++) {
      allLive[i] = new BufferInfo("b" + i, 100 + i, 4, 0, 1);
    }
    assertTimeout(Duration.ofSeconds(20), () -> planByLifetimes(allLive));
  }

  private static MemoryPlan planByLifetimes(BufferInfo... buffers) {
    return checked(MemoryProblem.fromLifetimes(List.of(buffers)));
  }

  private static MemoryPlan plan(List<BufferInfo> buffers, Conflict... conflicts) {
    return checked(new MemoryProblem(buffers, List.of(conflicts)));
  }

  private static MemoryPlan checked(MemoryProblem problem) {
    MemoryPlan plan = GreedyPlanner.plan(problem);
    PlanChecker.check(problem, plan);
    return plan;
  }
}
