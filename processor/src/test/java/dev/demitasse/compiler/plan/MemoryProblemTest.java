package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryProblemTest {

  @Test
  void buffersThatAreLiveTogetherConflict() {
    var problem =
        MemoryProblem.fromLifetimes(
            List.of(
                new BufferInfo("a", 10, 1, 0, 1),
                new BufferInfo("b", 20, 1, 1, 2),
                new BufferInfo("c", 40, 1, 2, 3)));
    assertEquals(
        List.of(new Conflict(0, 1, -10, 20), new Conflict(1, 2, -20, 40)), problem.conflicts());
  }

  @Test
  void buffersOfNoBytesAreInNoConflict() {
    var problem =
        MemoryProblem.fromLifetimes(
            List.of(new BufferInfo("a", 0, 1, 0, 9), new BufferInfo("b", 20, 1, 0, 9)));
    assertEquals(List.of(), problem.conflicts());
  }

  @Test
  void lowerBoundIsTheMostThatIsLiveAtOneStep() {
    assertEquals(0, MemoryProblem.fromLifetimes(List.of()).lowerBound());
    var buffers =
        List.of(
            new BufferInfo("a", 10, 1, 0, 1),
            new BufferInfo("b", 20, 1, 1, 2),
            new BufferInfo("c", 40, 1, 2, Integer.MAX_VALUE));
    assertEquals(60, MemoryProblem.fromLifetimes(buffers).lowerBound());
  }

  @Test
  void refusesConflictsThatMeanNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Conflict(1, 1, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(-1, 1, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, -1, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, 1, 4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, 1, Long.MIN_VALUE, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, 1, 0, Long.MAX_VALUE));
    var buffers = List.of(new BufferInfo("a", 4, 1, 0, 0), new BufferInfo("b", 4, 1, 0, 0));
    var conflicts = List.of(new Conflict(0, 2, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new MemoryProblem(buffers, conflicts));
  }
}
