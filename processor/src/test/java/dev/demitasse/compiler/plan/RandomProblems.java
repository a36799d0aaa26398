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

  /** Returns a problem of so few bytes that all of its plans can be tried. */
  MemoryProblem tiny() {
    List<BufferInfo> buffers = new ArrayList<>();
    boolean aligned = random.nextBoolean();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      int firstUse = random.nextInt(5);
      int alignment = aligned ? 1 << random.nextInt(3) : 1;
      buffers.add(
          new BufferInfo(
              "b" + i, random.nextInt(7), alignment, firstUse, firstUse + random.nextInt(4)));
    }
    return new MemoryProblem(buffers, random.nextBoolean() ? List.of() : inPlace(buffers));
  }

  /** Returns exceptions of all kinds that work in place brings, and others, for some pairs. */
  private List<Conflict> inPlace(List<BufferInfo> buffers) {
    List<Conflict> exceptions = new ArrayList<>();
    for (int a = 0; a < buffers.size(); a++) {
      for (int b = a + 1; b < buffers.size(); b++) {
        long above = Math.max(1, buffers.get(a).bytes());
        long below = Math.max(1, buffers.get(b).bytes());
        switch (random.nextInt(12)) {
          case 0 -> exceptions.add(new Conflict(b, a, 0, above));
          case 1 -> exceptions.add(new Conflict(a, b, -1 - random.nextInt(3), below));
          case 2 -> {
            exceptions.add(new Conflict(a, b, -above, 0));
            exceptions.add(new Conflict(a, b, 0, below));
          }
          case 3 -> {
            int low = random.nextInt(13) - 6;
            exceptions.add(new Conflict(b, a, low, low + 1 + random.nextInt(6)));
          }
          default -> {}
        }
      }
    }
    return exceptions;
  }

  /** Returns what a network with branches has: most is read soon, some much later, and in place. */
  MemoryProblem network(int steps) {
    List<BufferInfo> buffers = new ArrayList<>();
    List<Conflict> exceptions = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      long bytes = 16L * (1 + random.nextInt(200));
      int lastUse = step + 1 + (random.nextInt(4) == 0 ? random.nextInt(6) : 0);
      buffers.add(new BufferInfo("b" + step, bytes, 16, step, lastUse));
      if (step > 0 && buffers.get(step - 1).lastUse() == step && random.nextInt(3) == 0) {
        exceptions.add(new Conflict(step, step - 1, -bytes, 0));
        exceptions.add(new Conflict(step, step - 1, 0, buffers.get(step - 1).bytes()));
      }
    }
    return new MemoryProblem(buffers, exceptions);
  }

  /** Returns a problem in which so much is live at each step that plans are hard to find. */
  MemoryProblem dense(int count) {
    List<BufferInfo> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int firstUse = random.nextInt(count * 2 / 3);
      int lastUse = firstUse + random.nextInt(count / 4);
      buffers.add(new BufferInfo("b" + i, 1 + random.nextInt(999), 4, firstUse, lastUse));
    }
    return new MemoryProblem(buffers);
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
    long end = 0;
    for (BufferInfo buffer : problem.buffers()) {
      offsets.add((long) random.nextInt(6) * buffer.alignment());
      end = Math.max(end, offsets.getLast() + buffer.bytes());
    }
    long bytes = random.nextInt(4) == 0 ? random.nextInt(1, 200) : end;
    return new MemoryPlan(offsets, new Certificate(bytes, bytes), 16);
  }
}
