package dev.demitasse.compiler.plan;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All conflicts of a problem. The plain ones follow from lifetimes and are not stored: where all
 * live together, there are millions of them.
 */
final class Conflicts {
  private final List<BufferInfo> buffers;

  /** For each buffer, by the other buffer: the exceptions, seen from the buffer. */
  private final List<Map<Integer, List<Conflict>>> exceptions = new ArrayList<>();

  Conflicts(MemoryProblem problem) {
    buffers = problem.buffers();
    buffers.forEach(buffer -> exceptions.add(new TreeMap<>()));
    for (Conflict conflict : problem.exceptions()) {
      add(conflict.seenFrom(conflict.first()));
      add(conflict.seenFrom(conflict.second()));
    }
    exceptions.forEach(of -> of.replaceAll((other, rules) -> simplified(rules)));
  }

  private void add(Conflict conflict) {
    exceptions
        .get(conflict.first())
        .computeIfAbsent(conflict.second(), other -> new ArrayList<>())
        .add(conflict);
  }

  /**
   * Differences of offsets are multiples of the smaller alignment. What no multiple lies between is
   * one conflict.
   */
  private List<Conflict> simplified(List<Conflict> rules) {
    List<Conflict> sorted = new ArrayList<>();
    rules.stream().map(this::widened).sorted(comparingLong(Conflict::low)).forEach(sorted::add);
    List<Conflict> result = new ArrayList<>();
    for (Conflict next : sorted) {
      Conflict before = result.isEmpty() ? null : result.getLast();
      if (before != null && next.low() < before.high()) {
        result.removeLast();
        long high = Math.max(before.high(), next.high());
        next = new Conflict(before.first(), before.second(), before.low(), high);
      }
      result.add(next);
    }
    return result;
  }

  /** Ends at multiples of the smaller alignment forbid no more. */
  private Conflict widened(Conflict c) {
    int alignment =
        Math.min(buffers.get(c.first()).alignment(), buffers.get(c.second()).alignment());
    return new Conflict(
        c.first(), c.second(), c.low() & -alignment, BufferInfo.roundUp(c.high(), alignment));
  }

  /** Returns whether all that is said of two buffers is that they share no byte. */
  boolean isPlain(int a, int b) {
    BufferInfo first = buffers.get(a);
    BufferInfo second = buffers.get(b);
    return first.isLiveWith(second)
        && first.bytes() > 0
        && second.bytes() > 0
        && !exceptions.get(a).containsKey(b);
  }

  /** Returns what is said of this buffer and others instead, seen from this one. */
  Iterable<Conflict> exceptionsOf(int buffer) {
    return () -> exceptions.get(buffer).values().stream().flatMap(List::stream).iterator();
  }

  /** Returns whether a buffer shares no byte in any plan with others that are live with it. */
  boolean isApart(int buffer, BitSet others) {
    return exceptions.get(buffer).entrySet().stream()
        .filter(of -> others.get(of.getKey()))
        .allMatch(of -> of.getValue().stream().anyMatch(this::isAtLeastPlain));
  }

  private boolean isAtLeastPlain(Conflict c) {
    return c.low() <= -buffers.get(c.first()).bytes()
        && buffers.get(c.second()).bytes() <= c.high();
  }

  private Conflict plain(int a, int b) {
    return new Conflict(a, b, -buffers.get(a).bytes(), buffers.get(b).bytes());
  }

  /** Passes on every conflict once, seen from the buffer with the lower index, in their order. */
  void forEach(Consumer<Conflict> action) {
    for (int a = 0; a < buffers.size(); a++) {
      for (int b = a + 1; b < buffers.size(); b++) {
        if (isPlain(a, b)) {
          action.accept(widened(plain(a, b)));
        }
        exceptions.get(a).getOrDefault(b, List.of()).forEach(action);
      }
    }
  }

  /** Returns how many conflicts there are. */
  long count() {
    long count = 0;
    for (int a = 0; a < buffers.size(); a++) {
      for (int b = a + 1; b < buffers.size(); b++) {
        count += isPlain(a, b) ? 1 : exceptions.get(a).getOrDefault(b, List.of()).size();
      }
    }
    return count;
  }

  /** Returns whether buffers may swap their places in every plan. */
  boolean areAlike(int a, int b) {
    return exceptions.get(a).isEmpty()
        && exceptions.get(b).isEmpty()
        && isLike(buffers.get(a), buffers.get(b));
  }

  private static boolean isLike(BufferInfo a, BufferInfo b) {
    return a.bytes() == b.bytes()
        && a.alignment() == b.alignment()
        && a.firstUse() == b.firstUse()
        && a.lastUse() == b.lastUse();
  }
}
