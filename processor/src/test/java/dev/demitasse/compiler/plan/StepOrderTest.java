package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.plan.StepOrder.Memory;
import dev.demitasse.compiler.plan.StepOrder.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepOrderTest {

  private static Step step(List<Integer> reads, Integer... writes) {
    return new Step(reads, List.of(writes), 0);
  }

  private static Memory memory(long bytes) {
    return new Memory(bytes, false, false);
  }

  /** A branch with a large tensor in it runs before there is the result of another. */
  @Test
  void largeBranchesComeFirst() {
    List<Memory> memory = List.of(memory(10), memory(50), memory(100), memory(20), memory(30));
    List<Step> steps =
        List.of(
            step(List.of(), 0),
            step(List.of(0), 1),
            step(List.of(0), 2),
            step(List.of(2), 3),
            step(List.of(1, 3), 4));
    List<Integer> best = StepOrder.of(steps, memory);
    assertEquals(List.of(0, 2, 3, 1, 4), best);
    assertEquals(170, StepOrder.peak(steps, memory, List.of(0, 1, 2, 3, 4)));
    assertEquals(130, StepOrder.peak(steps, memory, best));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void noOrderIsBetter(int seed) {
    Random random = new Random(seed);
    int better = 0;
    for (int i = 0; i < 500; i++) {
      Problem p = Problem.random(random, 2 + random.nextInt(6));
      List<Integer> given = IntStream.range(0, p.steps.size()).boxed().toList();
      List<Integer> found = StepOrder.of(p.steps, p.memory);
      long peak = StepOrder.peak(p.steps, p.memory, found);
      assertTrue(p.isAllowed(found), () -> p + " " + found);
      assertEquals(p.definition(found), peak, p::toString);
      assertEquals(p.best(List.of()), peak, p::toString);
      if (peak == StepOrder.peak(p.steps, p.memory, given)) {
        assertEquals(given, found);
      } else {
        better++;
      }
    }
    assertTrue(better > 50, better + " problems had a better order");
  }

  /** A chain of modules, each with branches of several steps, as in an inception network. */
  @Test
  void longNetworksTakeNoTime() {
    Problem p = Problem.modules(new Random(1), 150, 6, 3);
    List<Integer> found =
        Assertions.assertTimeoutPreemptively(
            Duration.ofMinutes(2), () -> StepOrder.of(p.steps, p.memory));
    assertTrue(p.isAllowed(found));
    assertTrue(StepOrder.peak(p.steps, p.memory, found) < p.peakAsGiven());
  }

  /** What lives between two modules is the same in every order. */
  @Test
  void wholeNetworkNeedsWhatItsWorstModuleNeeds() {
    for (int seed = 0; seed < 50; seed++) {
      long worst = 0;
      Random random = new Random(seed);
      for (int module = 0; module < 5; module++) {
        Problem p = Problem.modules(random, 1, 3, 2);
        worst = Math.max(worst, p.best(List.of()));
      }
      Problem all = Problem.modules(new Random(seed), 5, 3, 2);
      List<Integer> found = StepOrder.of(all.steps, all.memory);
      assertEquals(worst, StepOrder.peak(all.steps, all.memory, found), "seed " + seed);
    }
  }

  @Test
  void longChainsKeepTheirOrder() {
    Problem p = Problem.modules(new Random(1), 5_000, 1, 1);
    assertEquals(10_000, p.steps.size());
    List<Integer> given = IntStream.range(0, p.steps.size()).boxed().toList();
    assertEquals(given, StepOrder.of(p.steps, p.memory));
  }

  private record Problem(List<Step> steps, List<Memory> memory) {

    static Problem random(Random random, int size) {
      List<Memory> memory = new ArrayList<>();
      memory.add(new Memory(random.nextInt(20), true, false));
      List<Step> steps = new ArrayList<>();
      for (int s = 0; s < size; s++) {
        Set<Integer> reads = new HashSet<>();
        for (int r = 0; r < 1 + random.nextInt(2); r++) {
          reads.add(Math.max(0, memory.size() - 1 - random.nextInt(3)));
        }
        List<Integer> writes = new ArrayList<>();
        if (random.nextInt(6) == 0) {
          writes.add(random.nextInt(memory.size())); // another part of it, or new values
        } else {
          memory.add(new Memory(random.nextInt(40), false, random.nextInt(5) == 0));
          writes.add(memory.size() - 1);
        }
        reads.removeAll(writes);
        steps.add(new Step(List.copyOf(reads), writes, random.nextInt(4) * 5L));
      }
      return new Problem(steps, memory);
    }

    /**
     * Modules one after the other: each has branches of so many steps, and a step that joins them.
     */
    static Problem modules(Random random, int count, int branches, int length) {
      List<Step> steps = new ArrayList<>();
      List<Memory> memory = new ArrayList<>(List.of(StepOrderTest.memory(50)));
      for (int module = 0; module < count; module++) {
        int from = memory.size() - 1;
        List<Integer> ends = new ArrayList<>();
        for (int branch = 0; branch < branches; branch++) {
          int last = from;
          for (int i = 0; i < length; i++) {
            memory.add(StepOrderTest.memory(10 + random.nextInt(90)));
            steps.add(step(List.of(last), memory.size() - 1));
            last = memory.size() - 1;
          }
          ends.add(last);
        }
        memory.add(StepOrderTest.memory(50));
        steps.add(step(ends, memory.size() - 1));
      }
      return new Problem(steps, memory);
    }

    long peakAsGiven() {
      return StepOrder.peak(steps, memory, IntStream.range(0, steps.size()).boxed().toList());
    }

    boolean isAllowed(List<Integer> order) {
      for (int i = 0; i < order.size(); i++) {
        for (int j = i + 1; j < order.size(); j++) {
          if (order.get(i) > order.get(j) && depend(order.get(i), order.get(j))) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean depend(int a, int b) {
      return touches(a, steps.get(b).writes()) || touches(b, steps.get(a).writes());
    }

    private boolean touches(int step, List<Integer> buffers) {
      return buffers.stream()
          .anyMatch(
              b -> steps.get(step).reads().contains(b) || steps.get(step).writes().contains(b));
    }

    /** The peak, counted at each step anew. */
    long definition(List<Integer> order) {
      long most = memory.stream().filter(Memory::atStart).mapToLong(Memory::bytes).sum();
      for (int at = 0; at < order.size(); at++) {
        long live = steps.get(order.get(at)).scratch();
        for (int b = 0; b < memory.size(); b++) {
          boolean begun = memory.get(b).atStart() || touched(order.subList(0, at + 1), b);
          boolean needed = memory.get(b).atEnd() || touched(order.subList(at, order.size()), b);
          live += begun && needed ? memory.get(b).bytes() : 0;
        }
        most = Math.max(most, live);
      }
      return most;
    }

    private boolean touched(List<Integer> by, int buffer) {
      return by.stream().anyMatch(s -> touches(s, List.of(buffer)));
    }

    long best(List<Integer> begun) {
      if (begun.size() == steps.size()) {
        return definition(begun);
      }
      long best = Long.MAX_VALUE;
      for (int s = 0; s < steps.size(); s++) {
        List<Integer> order = new ArrayList<>(begun);
        order.add(s);
        int step = s;
        boolean ready =
            !begun.contains(s)
                && IntStream.range(0, s).allMatch(t -> begun.contains(t) || !depend(t, step));
        if (ready) {
          best = Math.min(best, best(order));
        }
      }
      return best;
    }
  }
}
