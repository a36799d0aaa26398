package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryProblemTest {

  private static final List<BufferInfo> BUFFERS =
      List.of(
          new BufferInfo("a", 10, 1, 0, 1),
          new BufferInfo("b", 20, 1, 1, 2),
          new BufferInfo("c", 40, 1, 2, 3),
          new BufferInfo("empty", 0, 1, 0, 9));

  @Test
  void buffersThatAreLiveTogetherConflict() {
    assertEquals(
        List.of(new Conflict(0, 1, -10, 20), new Conflict(1, 2, -20, 40)), conflicts(BUFFERS));
  }

  @Test
  void exceptionsReplaceThePlainConflictOfTheirBuffers() {
    assertEquals(
        List.of(new Conflict(0, 1, -10, 0), new Conflict(0, 1, 0, 20), new Conflict(1, 2, -20, 40)),
        conflicts(BUFFERS, new Conflict(1, 0, 0, 10), new Conflict(0, 1, 0, 20)));
    assertEquals(
        List.of(
            new Conflict(0, 1, -10, 20), new Conflict(0, 2, -7, 3), new Conflict(1, 2, -20, 40)),
        conflicts(BUFFERS, new Conflict(0, 2, -7, 3)));
  }

  @Test
  void conflictsEndWhereOffsetsMayDiffer() {
    var aligned = List.of(new BufferInfo("a", 10, 8, 0, 0), new BufferInfo("b", 20, 16, 0, 0));
    assertEquals(List.of(new Conflict(0, 1, -16, 24)), conflicts(aligned));
    // No two multiples of 8 are 3 apart.
    assertEquals(
        List.of(new Conflict(0, 1, -16, 24)),
        conflicts(aligned, new Conflict(0, 1, -10, 3), new Conflict(0, 1, 3, 20)));
  }

  private static List<Conflict> conflicts(List<BufferInfo> buffers, Conflict... exceptions) {
    var conflicts = new Conflicts(new MemoryProblem(buffers, List.of(exceptions)));
    List<Conflict> all = new ArrayList<>();
    conflicts.forEach(all::add);
    assertEquals(all.size(), conflicts.count());
    return all;
  }

  @Test
  void buffersAreAlikeIfNothingTellsThemApart() {
    var buffers =
        List.of(
            new BufferInfo("a", 10, 1, 0, 1),
            new BufferInfo("b", 10, 1, 0, 1),
            new BufferInfo("c", 10, 1, 0, 1),
            new BufferInfo("d", 10, 2, 0, 1),
            new BufferInfo("e", 10, 1, 0, 2));
    var conflicts = new Conflicts(new MemoryProblem(buffers, List.of(new Conflict(2, 4, 0, 10))));
    assertTrue(conflicts.areAlike(0, 1));
    assertFalse(conflicts.areAlike(0, 2));
    assertFalse(conflicts.areAlike(0, 3));
    assertFalse(conflicts.areAlike(0, 4));
  }

  @Test
  void lowerBoundIsTheMostThatIsLiveAtOneStep() {
    assertEquals(0, lowerBound(List.of()));
    assertEquals(60, lowerBound(BUFFERS));
    assertEquals(
        30,
        lowerBound(
            List.of(
                new BufferInfo("a", 10, 1, 0, Integer.MAX_VALUE),
                new BufferInfo("b", 20, 1, Integer.MAX_VALUE, Integer.MAX_VALUE))));
  }

  @Test
  void lowerBoundCountsOnlyBuffersThatMustBeApart() {
    assertEquals(50, lowerBound(BUFFERS.subList(1, 3), new Conflict(0, 1, -20, 30)) + 10);
    var three =
        List.of(
            new BufferInfo("x", 10, 1, 0, 1),
            new BufferInfo("y", 30, 1, 1, 1),
            new BufferInfo("z", 5, 1, 1, 1));
    assertEquals(35, lowerBound(three, new Conflict(1, 0, 0, 10)));
    assertEquals(45, lowerBound(three, new Conflict(1, 0, -30, 10)));
    assertEquals(45, lowerBound(three, new Conflict(1, 0, -99, 99)));
  }

  @Test
  void lowerBoundKnowsPadding() {
    assertEquals(
        35, // 10 or 3 may be on top, and 16 or 32 are below
        lowerBound(
            List.of(
                new BufferInfo("a", 10, 16, 0, 0),
                new BufferInfo("b", 3, 16, 0, 0),
                new BufferInfo("c", 16, 16, 0, 0))));
    assertEquals(
        19, // 'b' may lie behind 'a'
        lowerBound(
            List.of(
                new BufferInfo("a", 10, 16, 0, 0),
                new BufferInfo("b", 6, 1, 0, 0),
                new BufferInfo("c", 3, 16, 0, 0))));
  }

  private static long lowerBound(List<BufferInfo> buffers, Conflict... exceptions) {
    var problem = new MemoryProblem(buffers, List.of(exceptions));
    return LowerBound.of(problem, new Conflicts(problem));
  }

  @Test
  void refusesConflictsThatMeanNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Conflict(1, 1, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(-1, 1, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, -1, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, 1, 4, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, 1, Long.MIN_VALUE, 4));
    assertThrows(IllegalArgumentException.class, () -> new Conflict(0, 1, 0, Long.MAX_VALUE));
    var conflicts = List.of(new Conflict(0, 4, -4, 4));
    assertThrows(IllegalArgumentException.class, () -> new MemoryProblem(BUFFERS, conflicts));
  }
}
