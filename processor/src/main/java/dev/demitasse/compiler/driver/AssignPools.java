package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.codegen.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Chooses a pool for each of some buffers. Those that their author has placed come first; then the
 * hottest, by accesses for each byte, in the fastest pool that has room for them beside what is
 * there already.
 */
final class AssignPools {

  /**
   * A buffer that wants a pool.
   *
   * @param accesses of a run: loads and stores
   * @param pools that it may lie in, the fastest first
   * @param isPlaced whether its author has chosen the first of these, room or not
   */
  record Item(long bytes, long accesses, List<Pool> pools, boolean isPlaced) {
    Item {
      pools = List.copyOf(pools);
    }

    private double heat() {
      return accesses / (double) Math.max(1, bytes);
    }

    private Pool slowest() {
      return pools.get(pools.size() - 1);
    }
  }

  /** Whether some of the items have room in a pool together. */
  interface Room {
    boolean fits(Pool pool, List<Integer> items);
  }

  /**
   * What was chosen.
   *
   * @param items by pools, in the order of all items
   * @param homeless those that no pool has room for
   */
  record Assignment(Map<Pool, List<Integer>> items, List<Integer> homeless) {}

  private static final Comparator<Item> HOTTEST = Comparator.comparingDouble(Item::heat).reversed();
  private static final Comparator<Item> LARGEST = Comparator.comparingLong(Item::bytes).reversed();

  private final List<Item> items;
  private final Room room;
  private final Map<Pool, List<Integer>> assigned = new LinkedHashMap<>();
  private final List<Integer> homeless = new ArrayList<>();

  private AssignPools(List<Pool> pools, List<Item> items, Room room) {
    this.items = items;
    this.room = room;
    pools.forEach(pool -> assigned.put(pool, new ArrayList<>()));
  }

  /** The choice for buffers that need no pool. */
  static Assignment optional(List<Pool> pools, List<Item> items, Room room) {
    return new AssignPools(pools, items, room).inOrder(HOTTEST);
  }

  /**
   * The choice for buffers that each need a pool. If some find no room by heat, all begins anew
   * with the largest; if some still find none, the slowest pool that each may lie in has more than
   * it has room for, by as few bytes as will do.
   */
  static Assignment required(List<Pool> pools, List<Item> items, Room room) {
    Assignment found = byHeatOrSize(pools, items, room);
    if (found.homeless().isEmpty()) {
      return found;
    }
    Set<Pool> slowest = items.stream().map(Item::slowest).collect(Collectors.toSet());
    LongFunction<Assignment> with =
        more ->
            byHeatOrSize(
                pools,
                items,
                (p, there) -> room.fits(slowest.contains(p) ? p.largerBy(more) : p, there));
    long tooFew = 0;
    long enough = items.stream().mapToLong(i -> i.bytes() + i.slowest().alignment()).sum();
    while (tooFew + 1 < enough) {
      long more = (tooFew + enough) / 2;
      if (with.apply(more).homeless().isEmpty()) {
        enough = more;
      } else {
        tooFew = more;
      }
    }
    return with.apply(enough);
  }

  private static Assignment byHeatOrSize(List<Pool> pools, List<Item> items, Room room) {
    Assignment byHeat = optional(pools, items, room);
    return byHeat.homeless().isEmpty()
        ? byHeat
        : new AssignPools(pools, items, room).inOrder(LARGEST);
  }

  private Assignment inOrder(Comparator<Item> order) {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (item.isPlaced()) {
        add(i, item.pools().get(0));
      } else {
        free.add(i);
      }
    }
    free.sort(Comparator.comparing(items::get, order));
    for (int i : free) {
      Optional<Pool> pool = items.get(i).pools().stream().filter(p -> hasRoom(p, i)).findFirst();
      pool.ifPresentOrElse(p -> add(i, p), () -> homeless.add(i));
    }
    return new Assignment(assigned, homeless);
  }

  private void add(int item, Pool pool) {
    List<Integer> there = assigned.get(pool);
    there.add(item);
    there.sort(Comparator.naturalOrder());
  }

  private boolean hasRoom(Pool pool, int item) {
    List<Integer> together = new ArrayList<>(assigned.get(pool));
    together.add(item);
    together.sort(Comparator.naturalOrder());
    return room.fits(pool, together);
  }
}
