package dev.demitasse.compiler.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds out whether buffers fit into a workspace of a given size.
 *
 * <p>A conflict leaves two choices: the first buffer lies above the second one by so many bytes at
 * least, or the second one above the first one. Once all are made, or while they are, each buffer
 * has a lowest and a highest offset, which follow from the choices and the alignments alone. If all
 * buffers at their lowest offsets break no conflict, that is a plan, and there is none with a
 * buffer any lower under the same choices. Otherwise one of the conflicts that are broken is
 * chosen, and both sides of it are searched. As each conflict has two sides only, a search that
 * ends without a plan proves that there is none, whatever the conflicts are.
 *
 * <p>What makes it quick is what follows from a choice: buffers are pushed up and down until one
 * side of further conflicts has no room, which decides these, too. The conflict with the least room
 * comes first, and one that proved impossible again and again comes before. After a while the
 * search starts anew with what it has learned of that, and is more patient each time.
 */
final class FitSearch {

  /** What a search may find. */
  enum Outcome {
    /** There is a plan. */
    FITS,
    /** There is none. */
    DOES_NOT_FIT,
    /** The limit was reached before anything was known. */
    UNDECIDED
  }

  private static final int NONE = -1;

  /** So many choices are made before the first new start. */
  private static final int PATIENCE = 200;

  // Sides of a conflict.
  private static final long OPEN = 0;
  private static final long FIRST_ABOVE = 1;
  private static final long SECOND_ABOVE = 2;

  private final List<BufferInfo> buffers;

  // The conflicts, in columns.
  private final int[] first;
  private final int[] second;
  private final long[] low;
  private final long[] high;

  /** How often a conflict had no room on either side, and 1. */
  private final double[] weight;

  /** Conflicts of buffers that may swap their places, so that one side is enough. */
  private final List<Integer> symmetric = new ArrayList<>();

  /** For each buffer, its conflicts. */
  private final int[][] conflictsOf;

  /** The lowest offset of each buffer, the highest offset of each, the side of each conflict. */
  private final long[] state;

  // What to write back to the state to undo the changes since some time, the last one first.
  private int[] changed = new int[1 << 10];
  private long[] previous = new long[1 << 10];
  private int changes;

  /** Buffers whose offsets were limited since their conflicts were looked at. */
  private final BitSet limited = new BitSet();

  /**
   * All conflicts. Those from {@code openCount} on have a side; they are not where they were, so
   * that others are open again once it is as large again as it was.
   */
  private final int[] open;

  private int openCount;

  private final Deque<Choice> choices = new ArrayDeque<>();
  private long work;
  private long limit;

  /** One side of a conflict was chosen, when so much had changed and so many were open. */
  private record Choice(int conflict, long side, int changes, int openCount) {}

  FitSearch(MemoryProblem problem, Conflicts conflicts) {
    buffers = problem.buffers();
    List<Conflict> all = new ArrayList<>();
    conflicts.forEach(all::add);
    first = all.stream().mapToInt(Conflict::first).toArray();
    second = all.stream().mapToInt(Conflict::second).toArray();
    low = all.stream().mapToLong(Conflict::low).toArray();
    high = all.stream().mapToLong(Conflict::high).toArray();
    open = IntStream.range(0, first.length).toArray();
    weight = new double[first.length];
    Arrays.fill(weight, 1);
    conflictsOf = conflictsOf(buffers.size());
    state = new long[2 * buffers.size() + first.length];
    for (int c = 0; c < first.length; c++) {
      if (conflicts.areAlike(first[c], second[c])) {
        symmetric.add(c);
      }
    }
  }

  private int[][] conflictsOf(int buffers) {
    int[] degrees = new int[buffers];
    for (int c = 0; c < first.length; c++) {
      degrees[first[c]]++;
      degrees[second[c]]++;
    }
    int[][] result = new int[buffers][];
    Arrays.setAll(result, buffer -> new int[degrees[buffer]]);
    for (int c = first.length - 1; c >= 0; c--) {
      result[first[c]][--degrees[first[c]]] = c;
      result[second[c]][--degrees[second[c]]] = c;
    }
    return result;
  }

  /**
   * Searches for a plan.
   *
   * @param capacity size of the workspace
   * @param limit how often a conflict may be looked at before the search gives up
   */
  Outcome run(long capacity, long limit) {
    this.limit = limit;
    work = 0;
    for (long patience = PATIENCE; ; patience *= 2) {
      choices.clear();
      changes = 0;
      boolean possible = begin(capacity) && propagate();
      Outcome outcome = isOverLimit() || !possible ? stuck() : descend(patience);
      if (outcome != Outcome.UNDECIDED || isOverLimit()) {
        return outcome;
      }
    }
  }

  /** Returns how often the last search has looked at a conflict. */
  long work() {
    return work;
  }

  /** Returns the plan of a search that found one. */
  long[] offsets() {
    return Arrays.copyOf(state, buffers.size());
  }

  private boolean isOverLimit() {
    return work > limit;
  }

  /** What a search knows that cannot go on. */
  private Outcome stuck() {
    return isOverLimit() ? Outcome.UNDECIDED : Outcome.DOES_NOT_FIT;
  }

  /** Forgets all choices. Returns whether there is a place for each buffer by itself. */
  private boolean begin(long capacity) {
    Arrays.fill(state, 0);
    openCount = open.length;
    for (int b = 0; b < buffers.size(); b++) {
      long room = capacity - buffers.get(b).bytes();
      state[highest(b)] = room & -buffers.get(b).alignment();
      if (room < 0) {
        return false;
      }
    }
    limited.set(0, buffers.size());
    return symmetric.stream().allMatch(c -> choose(c, SECOND_ABOVE));
  }

  /** Makes choices, so many at most, until all conflicts are obeyed or no choice is left. */
  private Outcome descend(long patience) {
    for (long i = 0; i < patience; i++) {
      int conflict = leastRoom();
      if (conflict == NONE) {
        return Outcome.FITS;
      }
      long side = roomOfFirst(conflict) >= roomOfSecond(conflict) ? FIRST_ABOVE : SECOND_ABOVE;
      choices.push(new Choice(conflict, side, changes, openCount));
      boolean possible = choose(conflict, side) && propagate();
      while (!possible) {
        if (choices.isEmpty() || isOverLimit()) {
          return stuck();
        }
        Choice last = choices.pop();
        undo(last);
        long otherSide = FIRST_ABOVE + SECOND_ABOVE - last.side();
        possible = choose(last.conflict(), otherSide) && propagate();
      }
    }
    return Outcome.UNDECIDED;
  }

  /** Returns the broken conflict to choose a side of, or {@link #NONE} if all are obeyed. */
  private int leastRoom() {
    int best = NONE;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < openCount; i++) {
      work++;
      int c = open[i];
      if (state[side(c)] != OPEN) {
        open[i--] = open[--openCount];
        open[openCount] = c;
      } else if (isBroken(c)) {
        double room = (roomOfFirst(c) + 1.0) * (roomOfSecond(c) + 1.0) / weight[c];
        if (room < least) {
          least = room;
          best = c;
        }
      }
    }
    return best;
  }

  /** Returns whether the buffers at their lowest offsets break a conflict. */
  private boolean isBroken(int c) {
    long difference = state[first[c]] - state[second[c]];
    return low[c] < difference && difference < high[c];
  }

  /** Returns by how much the buffers could move, or must not, if the first one is above. */
  private long roomOfFirst(int c) {
    return state[highest(first[c])] - state[second[c]] - high[c];
  }

  /** Returns by how much the buffers could move, or must not, if the second one is above. */
  private long roomOfSecond(int c) {
    return state[highest(second[c])] - state[first[c]] + low[c];
  }

  /** Looks at conflicts until nothing more follows. Returns whether all is still possible. */
  private boolean propagate() {
    for (int b = limited.nextSetBit(0); b >= 0; b = limited.nextSetBit(0)) {
      limited.clear(b);
      for (int c : conflictsOf[b]) {
        work++;
        if (isOverLimit() || !follow(c)) {
          weight[c]++;
          limited.clear();
          return false;
        }
      }
    }
    return true;
  }

  /** Does what follows from a conflict. Returns whether one of its sides is possible. */
  private boolean follow(int c) {
    if (state[side(c)] != OPEN) {
      return choose(c, state[side(c)]);
    }
    boolean canBeFirst = roomOfFirst(c) >= 0;
    boolean canBeSecond = roomOfSecond(c) >= 0;
    if (canBeFirst && canBeSecond) {
      return true;
    }
    return (canBeFirst || canBeSecond) && choose(c, canBeFirst ? FIRST_ABOVE : SECOND_ABOVE);
  }

  /** Takes a side of a conflict. Returns whether there is room for both buffers. */
  private boolean choose(int c, long side) {
    set(side(c), side);
    return side == FIRST_ABOVE
        ? separate(second[c], first[c], high[c])
        : separate(first[c], second[c], -low[c]);
  }

  /**
   * Limits two buffers so that one begins a distance above the other one, which may be negative.
   */
  private boolean separate(int below, int above, long distance) {
    long lowest = buffers.get(above).aligned(state[below] + distance);
    if (lowest > state[above]) {
      set(above, lowest);
      limited.set(above);
    }
    long highest = state[highest(above)] - distance & -buffers.get(below).alignment();
    if (highest < state[highest(below)]) {
      set(highest(below), highest);
      limited.set(below);
    }
    return state[above] <= state[highest(above)] && state[below] <= state[highest(below)];
  }

  private int highest(int buffer) {
    return buffers.size() + buffer;
  }

  private int side(int conflict) {
    return 2 * buffers.size() + conflict;
  }

  private void set(int slot, long value) {
    if (state[slot] == value) {
      return;
    }
    if (changes == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changes);
      previous = Arrays.copyOf(previous, 2 * changes);
    }
    changed[changes] = slot;
    previous[changes++] = state[slot];
    state[slot] = value;
  }

  private void undo(Choice choice) {
    while (changes > choice.changes()) {
      changes--;
      state[changed[changes]] = previous[changes];
    }
    openCount = choice.openCount();
  }
}
