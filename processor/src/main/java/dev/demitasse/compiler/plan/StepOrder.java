package dev.demitasse.compiler.plan;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the order of the steps of a run in which the least lives at once.
 *
 * <p>What has been done so far is a set of steps that contains all that each of them needs. From
 * the empty set on, such sets are extended step by step, always the one whose way there has needed
 * the least: the first that has all steps is an optimum. A step that leaves no more alive than
 * before, and needs no more than is needed anyway, is taken at once, as no order is better for
 * putting it off. So chains take no search, and branches as many sets as there are ways to be part
 * way through each.
 *
 * <p>A step that comes behind all steps before it and ahead of all others in every order cuts the
 * run in two, and what lives there is the same whatever the order was. So each section between two
 * such steps is searched for itself, and only if the given order of it needs more than is needed
 * anyway.
 */
public final class StepOrder {
  /** Sets that are looked at before the search of a section gives up; some seconds at most. */
  private static final int LIMIT = 50_000;

  /**
   * A step.
   *
   * @param reads indices of buffers that are read
   * @param writes indices of buffers that are written, in whole or in part
   * @param scratch bytes that only this step needs
   */
  public record Step(List<Integer> reads, List<Integer> writes, long scratch) {
    public Step {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
    }

    private Set<Integer> touched() {
      Set<Integer> all = new HashSet<>(reads);
      all.addAll(writes);
      return all;
    }
  }

  /**
   * Memory of a run.
   *
   * @param bytes size; 0 for what lies elsewhere
   * @param atStart whether it is live before the first step
   * @param atEnd whether it is live behind the last one
   */
  public record Memory(long bytes, boolean atStart, boolean atEnd) {}

  /**
   * A set of steps that have been done, and the way there.
   *
   * @param before without the last of them
   */
  private record Done(
      BitSet steps, int count, Optional<Done> before, int last, long live, long peak) {

    /** The same, where so much is needed anyway. */
    Done needing(long anyway) {
      return new Done(steps, count, before, last, live, Math.max(peak, anyway));
    }

    List<Integer> order() {
      List<Integer> order = new ArrayList<>();
      for (Done done = this; done.before().isPresent(); done = done.before().get()) {
        order.add(done.last());
      }
      Collections.reverse(order);
      return order;
    }
  }

  private final List<Step> steps;
  private final List<Memory> memory;
  private final List<Set<Integer>> touched;
  private final List<BitSet> needed = new ArrayList<>();
  private final List<BitSet> touching = new ArrayList<>();

  private StepOrder(List<Step> steps, List<Memory> memory) {
    this.steps = steps;
    this.memory = memory;
    this.touched = steps.stream().map(Step::touched).toList();
    memory.forEach(m -> touching.add(new BitSet()));
    BitSet[] writers = new BitSet[memory.size()];
    for (int s = 0; s < steps.size(); s++) {
      BitSet before = new BitSet();
      for (int b : touched.get(s)) {
        if (writers[b] == null) {
          writers[b] = new BitSet();
        }
        before.or(steps.get(s).writes().contains(b) ? touching.get(b) : writers[b]);
      }
      for (int b : steps.get(s).writes()) {
        writers[b].set(s);
      }
      int step = s;
      touched.get(s).forEach(b -> touching.get(b).set(step));
      needed.add(before);
    }
  }

  /**
   * Returns indices of the steps in a better order, or as they are if none is better. Steps that
   * touch the same buffer, and do not both read it, keep their order.
   */
  public static List<Integer> of(List<Step> steps, List<Memory> memory) {
    return new StepOrder(steps, memory).best();
  }

  /** Returns the most bytes that live at one step of an order. */
  public static long peak(List<Step> steps, List<Memory> memory, List<Integer> order) {
    StepOrder problem = new StepOrder(steps, memory);
    Done done = problem.nothing();
    for (int step : order) {
      done = problem.with(done, step);
    }
    return done.peak();
  }

  private List<Integer> best() {
    List<Integer> given = IntStream.range(0, steps.size()).boxed().toList();
    Done best = nothing().needing(given.stream().mapToLong(this::alone).max().orElse(0));
    for (int end : sections()) {
      Done asGiven = best;
      for (int step = best.count(); step < end; step++) {
        asGiven = with(asGiven, step);
      }
      best = asGiven.peak() > best.peak() ? search(best, end, asGiven) : asGiven;
    }
    return best.peak() < peak(steps, memory, given) ? best.order() : given;
  }

  /** Returns how many steps have been done at the end of each section. */
  private List<Integer> sections() {
    int[] followers = new int[steps.size()];
    List<BitSet> allNeeded = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      BitSet all = (BitSet) needed.get(s).clone();
      needed.get(s).stream().forEach(before -> all.or(allNeeded.get(before)));
      all.stream().forEach(before -> followers[before]++);
      allNeeded.add(all);
    }
    List<Integer> ends = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      if (allNeeded.get(s).cardinality() == s && followers[s] == steps.size() - 1 - s) {
        ends.add(s + 1);
      }
    }
    if (ends.isEmpty() || ends.getLast() < steps.size()) {
      ends.add(steps.size());
    }
    return ends;
  }

  /** What a step needs in any order. */
  private long alone(int step) {
    return touched.get(step).stream().mapToLong(b -> memory.get(b).bytes()).sum()
        + steps.get(step).scratch();
  }

  private Done nothing() {
    long live = memory.stream().filter(Memory::atStart).mapToLong(Memory::bytes).sum();
    return new Done(new BitSet(), 0, Optional.empty(), -1, live, live);
  }

  /** Does the steps before {@code end} so that they need less than as given, or as given. */
  private Done search(Done start, int end, Done given) {
    Comparator<Done> leastFirst =
        comparingLong(Done::peak).thenComparing(comparingInt(Done::count).reversed());
    PriorityQueue<Done> open = new PriorityQueue<>(leastFirst);
    Map<BitSet, Long> seen = new HashMap<>();
    open.add(start);
    for (int i = 0; i < LIMIT && !open.isEmpty(); i++) {
      Done done = open.remove();
      if (done.peak() >= given.peak()) {
        return given;
      }
      if (done.count() == end) {
        return done;
      }
      for (Done next : extended(done, end)) {
        if (next.peak() < seen.getOrDefault(next.steps(), Long.MAX_VALUE)) {
          seen.put(next.steps(), next.peak());
          open.add(next);
        }
      }
    }
    Done greedy = greedy(start, end);
    return greedy.peak() < given.peak() ? greedy : given;
  }

  /** The ways on, or the one that is at least as good as all others. */
  private List<Done> extended(Done done, int end) {
    List<Done> next = new ArrayList<>();
    for (int step : ready(done, end)) {
      Done with = with(done, step);
      if (with.live() <= done.live() && with.peak() == done.peak()) {
        return List.of(with);
      }
      next.add(with);
    }
    return next;
  }

  /** Takes what needs least, and of that what leaves least. */
  private Done greedy(Done start, int end) {
    Done done = start;
    while (done.count() < end) {
      done =
          Collections.min(
              extended(done, end), comparingLong(Done::peak).thenComparingLong(Done::live));
    }
    return done;
  }

  private List<Integer> ready(Done done, int end) {
    List<Integer> ready = new ArrayList<>();
    for (int s = done.steps().nextClearBit(0); s < end; s = done.steps().nextClearBit(s + 1)) {
      if (isIn(needed.get(s), done.steps())) {
        ready.add(s);
      }
    }
    return ready;
  }

  private static boolean isIn(BitSet some, BitSet all) {
    int bit = some.nextSetBit(0);
    while (bit >= 0 && all.get(bit)) {
      bit = some.nextSetBit(bit + 1);
    }
    return bit < 0;
  }

  private Done with(Done before, int step) {
    BitSet done = (BitSet) before.steps().clone();
    done.set(step);
    long live = before.live();
    long freed = 0;
    for (int b : touched.get(step)) {
      Memory m = memory.get(b);
      if (!m.atStart() && !touching.get(b).intersects(before.steps())) {
        live += m.bytes();
      }
      if (!m.atEnd() && isIn(touching.get(b), done)) {
        freed += m.bytes();
      }
    }
    long peak = Math.max(before.peak(), live + steps.get(step).scratch());
    return new Done(done, before.count() + 1, Optional.of(before), step, live - freed, peak);
  }
}
