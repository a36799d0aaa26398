package dev.demitasse.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes problems of many kinds; the same ones for the same seed. */
final class RandomProblems {

  private final Random random;

  RandomProblems(long seed) {
    random = new Random(seed);
  }

  /** Returns a few buffers of at most 40 bytes: small enough to paint each of their bytes. */
  List<BufferInfo> smallBuffers() {
    return List.of(buffers(random.nextInt(12), 41));
  }

  /** Returns buffers smaller than the given number of bytes, with mostly short lifetimes. */
  BufferInfo[] buffers(int count, int sizes) {
    var buffers = new BufferInfo[count];
    for (int i = 0; i < count; i++) {
      int firstUse = random.nextInt(count);
      int more = random.nextInt(8) == 0 ? random.nextInt(count) : random.nextInt(4);
      buffers[i] =
          new BufferInfo(
              "b" + i, random.nextInt(sizes), 1 << random.nextInt(5), firstUse, firstUse + more);
    }
    return buffers;
  }

  /** Returns rules for some pairs: of any position and width, now and then two for a pair. */
  List<Conflict> conflicts(int buffers) {
    List<Conflict> conflicts = new ArrayList<>();
    for (int i = 0; buffers > 1 && i < 3 * buffers; i++) {
      int first = random.nextInt(buffers);
      int second = (first + 1 + random.nextInt(buffers - 1)) % buffers;
      int low = random.nextInt(81) - 40;
      conflicts.add(new Conflict(first, second, low, low + 1 + random.nextInt(40)));
    }
    return conflicts;
  }

  /** Returns a plan that is wrong more often than not, but has the right form. */
  MemoryPlan wildPlan(MemoryProblem problem) {
    List<Long> offsets = new ArrayList<>();
    for (BufferInfo buffer : problem.buffers()) {
      offsets.add((long) random.nextInt(6) * buffer.alignment());
    }
    return new MemoryPlan(offsets, random.nextInt(1, 200), problem.lowerBound(), 16);
  }
}
