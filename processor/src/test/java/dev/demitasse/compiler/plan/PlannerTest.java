package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlannerTest {

  @Test
  void nothingNeedsNothing() {
    assertEquals(new MemoryPlan(List.of(), new Certificate(0, 0), 1), plan(List.of()));
  }

  @Test
  void chainTakesTheTwoLargestNeighbours() {
    var plan =
        plan(
            List.of(
                new BufferInfo("image", 64, 16, 0, 0),
                new BufferInfo("features", 64, 16, 0, 1),
                new BufferInfo("scores", 32, 4, 1, 2)));
    assertEquals(new MemoryPlan(List.of(0L, 64L, 0L), new Certificate(128, 128), 16), plan);
  }

  @Test
  void chainWithASmallBufferAmongLargeOnesTakesTwoLargeOnes() {
    long[] sizes = {128, 128, 128, 128, 8, 128, 128};
    List<BufferInfo> chain = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      chain.add(new BufferInfo("b" + i, sizes[i], 16, i, i + 1));
    }
    assertEquals("256 bytes, optimal", plan(chain).certificate().toString());
    var greedy = Planner.plan(new MemoryProblem(chain), /* limit= */ 0);
    assertEquals("264 bytes, at least 256 (gap 3.1 %)", greedy.certificate().toString());
  }

  @Test
  void searchProvesThatAPlanIsOptimalWhereMoreThanTheLiveBytesAreNeeded() {
    // Of the four bytes, 'a' and 'd' need two neighbours each, and 'b' and 'c' are in between.
    var buffers =
        List.of(
            new BufferInfo("before", 2, 1, 1, 1),
            new BufferInfo("a", 2, 1, 1, 2),
            new BufferInfo("b", 1, 1, 2, 4),
            new BufferInfo("c before", 1, 1, 2, 3),
            new BufferInfo("c after", 1, 1, 3, 4),
            new BufferInfo("d", 2, 1, 4, 5),
            new BufferInfo("after", 2, 1, 5, 5));
    assertEquals("5 bytes, optimal", plan(buffers).certificate().toString());
    assertEquals(4, Planner.plan(new MemoryProblem(buffers), 0).lowerBound());
  }

  @Test
  void gapsAreFilled() {
    var plan =
        plan(
            List.of(
                new BufferInfo("early", 50, 1, 0, 1),
                new BufferInfo("above", 40, 1, 1, 3),
                new BufferInfo("late", 30, 1, 3, 4)));
    assertEquals(List.of(0L, 50L, 0L), plan.offsets());
    assertEquals(90, plan.bytes());
  }

  @Test
  void offsetsAreAligned() {
    var plan = plan(List.of(new BufferInfo("a", 9, 8, 0, 0), new BufferInfo("b", 10, 8, 0, 0)));
    assertEquals(new MemoryPlan(List.of(16L, 0L), new Certificate(25, 25), 8), plan);
  }

  @Test
  void buffersOfNoBytesLieAnywhere() {
    var plan = plan(List.of(new BufferInfo("a", 9, 1, 0, 0), new BufferInfo("b", 0, 8, 0, 0)));
    assertEquals(new MemoryPlan(List.of(0L, 0L), new Certificate(9, 9), 8), plan);
  }

  @Test
  void constantsTakeTheirSizesAndPaddingBetweenThem() {
    List<BufferInfo> constants = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      constants.add(new BufferInfo("c" + i, 100 + 7 * i, 16, 0, 0));
    }
    var greedy = Planner.plan(new MemoryProblem(constants), /* limit= */ 0);
    assertTrue(greedy.certificate().isOptimal(), greedy.certificate()::toString);
  }

  @Test
  void outputMayReplaceItsInputInPlace() {
    var buffers = List.of(new BufferInfo("x", 100, 4, 0, 1), new BufferInfo("y", 100, 4, 1, 2));
    var plan = plan(buffers, new Conflict(1, 0, 0, 100));
    assertEquals(new MemoryPlan(List.of(0L, 0L), new Certificate(100, 100), 4), plan);
  }

  @Test
  void outputMayRunAheadOfItsInputByTheLead() {
    var buffers = List.of(new BufferInfo("x", 100, 4, 0, 1), new BufferInfo("y", 80, 4, 1, 2));
    var plan = plan(buffers, new Conflict(1, 0, -18, 100));
    assertEquals(new MemoryPlan(List.of(20L, 0L), new Certificate(120, 120), 4), plan);
  }

  @Test
  void outputMayStayBehindItsInput() {
    // 'z' keeps 'y' from the bottom of the workspace, and 'x' may be 8 bytes below 'y'.
    var buffers =
        List.of(
            new BufferInfo("x", 100, 4, 0, 1),
            new BufferInfo("y", 92, 4, 1, 2),
            new BufferInfo("z", 8, 4, 2, 2));
    var plan = plan(buffers, new Conflict(1, 0, 8, 100));
    assertEquals("100 bytes, optimal", plan.certificate().toString());
  }

  @Test
  void severalConflictsOfOnePairAllHold() {
    var buffers =
        List.of(
            new BufferInfo("x", 100, 1, 0, 1),
            new BufferInfo("y", 60, 1, 1, 2),
            new BufferInfo("z", 10, 1, 1, 2));
    var plan = plan(buffers, new Conflict(0, 1, -100, 0), new Conflict(0, 1, 0, 60));
    assertEquals(List.of(0L, 0L, 100L), plan.offsets());
    assertEquals("110 bytes, optimal", plan.certificate().toString());
  }

  @Test
  void buffersAtOneOffsetMakeWayTogether() {
    // Largest first, 'x' and 'z' begin at 0, and 'y' has no place but above 'x'.
    var buffers =
        List.of(
            new BufferInfo("x", 6, 1, 0, 0),
            new BufferInfo("y", 2, 1, 3, 5),
            new BufferInfo("z", 2, 1, 1, 3),
            new BufferInfo("beside x and z", 1, 1, 0, 2));
    var plan = plan(buffers, new Conflict(1, 0, -2, 0), new Conflict(1, 0, 0, 6));
    assertEquals(plan.offsets().get(0), plan.offsets().get(1));
    assertEquals("7 bytes, optimal", plan.certificate().toString());
  }

  @Test
  void limitOfTheSearchIsKept() {
    var problem = new RandomProblems(1).dense(50);
    var greedy = Planner.plan(problem, 0);
    var plan = Planner.plan(problem, 1_000_000);
    PlanChecker.check(problem, plan);
    assertFalse(plan.certificate().isOptimal());
    assertTrue(plan.bytes() < greedy.bytes());
    assertEquals(plan, Planner.plan(problem, 1_000_000));
  }

  @Test
  void fitsIntoTheBytesOfTheBestPlanAndNoFewer() {
    for (int seed = 0; seed < 1_000; seed++) {
      MemoryProblem problem = new RandomProblems(seed).tiny();
      long best = Planner.plan(problem).bytes();
      assertTrue(Planner.fits(problem, best, Planner.DEFAULT_LIMIT), "seed " + seed);
      assertTrue(
          best == 0 || !Planner.fits(problem, best - 1, Planner.DEFAULT_LIMIT), "seed " + seed);
    }
  }

  @Test
  @Timeout(300)
  void fiveThousandBuffersWithShortLivesTakeSeconds() {
    plan(List.of(new RandomProblems(1).buffers(5_000, 10_000)));
  }

  @Test
  @Timeout(300)
  void fiveThousandBuffersThatLiveTogetherTakeSeconds() {
    List<BufferInfo> buffers = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      buffers.add(new BufferInfo("b" + i, 100 + i, 1 << (i % 5), 0, 1));
    }
    plan(buffers); // 12.5 million pairs that conflict
  }

  @Test
  @Timeout(300)
  void chainOfFiveThousandBuffersTakesTheTwoLargestNeighbours() {
    List<BufferInfo> chain = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      chain.add(new BufferInfo("b" + i, 16L * (1 + i * 37 % 100), 16, i, i + 1));
    }
    assertTrue(plan(chain).certificate().isOptimal());
    assertFalse(Planner.plan(new MemoryProblem(chain), 0).certificate().isOptimal());
  }

  private static MemoryPlan plan(List<BufferInfo> buffers, Conflict... exceptions) {
    var problem = new MemoryProblem(buffers, List.of(exceptions));
    var plan = Planner.plan(problem);
    PlanChecker.check(problem, plan);
    return plan;
  }
}
