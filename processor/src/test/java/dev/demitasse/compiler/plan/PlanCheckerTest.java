package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCheckerTest {

  private static final MemoryProblem PROBLEM =
      MemoryProblem.fromLifetimes(
          List.of(new BufferInfo("image", 64, 16, 0, 1), new BufferInfo("scores", 32, 4, 1, 2)));

  @Test
  void acceptsARightPlan() {
    PlanChecker.check(PROBLEM, new MemoryPlan(List.of(32L, 0L), 96, 96, 16));
    PlanChecker.check(PROBLEM, new MemoryPlan(List.of(0L, 68L), 100, 96, 32));
  }

  @Test
  void namesTwoBuffersThatShareBytes() {
    assertFails(
        "memory plan: 'image' (buffer 0: 64 bytes at offset 0, steps 0 to 1) and 'scores' (buffer"
            + " 1: 32 bytes at offset 60, steps 1 to 2): the difference of their offsets, -60,"
            + " lies between -64 and 32",
        new MemoryPlan(List.of(0L, 60L), 96, 96, 16));
  }

  @Test
  void namesABufferThatReachesBeyondTheWorkspace() {
    assertFails(
        "memory plan: 'scores' (buffer 1: 32 bytes at offset 64, steps 1 to 2) reaches beyond the"
            + " workspace of 95 bytes",
        new MemoryPlan(List.of(0L, 64L), 95, 96, 16));
  }

  @Test
  void namesABufferThatIsNotAligned() {
    assertFails(
        "memory plan: 'image' (buffer 0: 64 bytes at offset 40, steps 0 to 1) in a workspace"
            + " aligned to 16 needs alignment 16",
        new MemoryPlan(List.of(40L, 0L), 104, 96, 16));
    assertFails(
        "memory plan: 'image' (buffer 0: 64 bytes at offset 32, steps 0 to 1) in a workspace"
            + " aligned to 8 needs alignment 16",
        new MemoryPlan(List.of(32L, 0L), 96, 96, 8));
  }

  @Test
  void refusesAWrongNumberOfOffsets() {
    assertFails("memory plan: 1 offsets for 2 buffers", new MemoryPlan(List.of(0L), 96, 96, 16));
  }

  @Test
  void refusesAWrongLowerBound() {
    assertFails(
        "memory plan: lower bound is 95 bytes, but at most 96 are live at once",
        new MemoryPlan(List.of(0L, 64L), 96, 95, 16));
  }

  @Test
  void plansThemselvesRefuseNonsense() {
    assertThrows(
        IllegalArgumentException.class, () -> new MemoryPlan(List.of(-1L, 0L), 96, 96, 16));
    assertThrows(IllegalArgumentException.class, () -> new MemoryPlan(List.of(), -1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new MemoryPlan(List.of(), 0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MemoryPlan(List.of(), 0, 0, 3));
  }

  private static void assertFails(String message, MemoryPlan plan) {
    var e = assertThrows(IllegalStateException.class, () -> PlanChecker.check(PROBLEM, plan));
    assertEquals(message, e.getMessage());
  }
}
