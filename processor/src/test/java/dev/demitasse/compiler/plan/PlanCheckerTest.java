package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCheckerTest {

  private static final List<BufferInfo> BUFFERS =
      List.of(new BufferInfo("image", 64, 16, 0, 1), new BufferInfo("scores", 32, 4, 1, 2));

  private static final MemoryProblem PROBLEM = new MemoryProblem(BUFFERS);

  @Test
  void acceptsARightPlan() {
    PlanChecker.check(PROBLEM, plan(96, 96, 16, 32L, 0L));
    PlanChecker.check(PROBLEM, plan(100, 96, 32, 0L, 68L));
  }

  @Test
  void namesTwoBuffersThatShareBytes() {
    assertFails(
        "memory plan: 'image' (buffer 0: 64 bytes at offset 0, steps 0 to 1) and 'scores' (buffer"
            + " 1: 32 bytes at offset 60, steps 1 to 2) share 4 bytes",
        plan(96, 96, 16, 0L, 60L));
  }

  @Test
  void namesTwoBuffersThatBreakAnException() {
    var problem = new MemoryProblem(BUFFERS, List.of(new Conflict(1, 0, 0, 64)));
    PlanChecker.check(problem, plan(64, 64, 16, 0L, 0L));
    assertFails(
        "memory plan: 'scores' (buffer 1: 32 bytes at offset 60, steps 1 to 2) and 'image' (buffer"
            + " 0: 64 bytes at offset 0, steps 0 to 1): the difference of their offsets, 60, lies"
            + " between 0 and 64",
        problem,
        plan(96, 96, 16, 0L, 60L));
  }

  @Test
  void namesABufferThatReachesBeyondTheWorkspace() {
    assertFails(
        "memory plan: 'scores' (buffer 1: 32 bytes at offset 64, steps 1 to 2) reaches beyond the"
            + " workspace of 95 bytes",
        plan(95, 95, 16, 0L, 64L));
  }

  @Test
  void namesABufferThatIsNotAligned() {
    assertFails(
        "memory plan: 'image' (buffer 0: 64 bytes at offset 40, steps 0 to 1) in a workspace"
            + " aligned to 16 needs alignment 16",
        plan(104, 96, 16, 40L, 0L));
    assertFails(
        "memory plan: 'image' (buffer 0: 64 bytes at offset 32, steps 0 to 1) in a workspace"
            + " aligned to 8 needs alignment 16",
        plan(96, 96, 8, 32L, 0L));
  }

  @Test
  void refusesAWrongNumberOfOffsets() {
    assertFails("memory plan: 1 offsets for 2 buffers", plan(96, 96, 16, 0L));
  }

  @Test
  void refusesAWrongCertificate() {
    assertFails(
        "memory plan: lower bound is 95 bytes, but 96 are live at once", plan(96, 95, 16, 0L, 64L));
    assertFails("memory plan: 97 bytes for buffers that end at 96", plan(97, 96, 16, 0L, 64L));
  }

  @Test
  void plansThemselvesRefuseNonsense() {
    assertThrows(IllegalArgumentException.class, () -> plan(96, 96, 16, -1L, 0L));
    assertThrows(IllegalArgumentException.class, () -> plan(0, 0, 3));
  }

  private static MemoryPlan plan(long bytes, long lowerBound, int alignment, Long... offsets) {
    return new MemoryPlan(List.of(offsets), new Certificate(bytes, lowerBound), alignment);
  }

  private static void assertFails(String message, MemoryPlan plan) {
    assertFails(message, PROBLEM, plan);
  }

  private static void assertFails(String message, MemoryProblem problem, MemoryPlan plan) {
    var e = assertThrows(IllegalStateException.class, () -> PlanChecker.check(problem, plan));
    assertEquals(message, e.getMessage());
  }
}
