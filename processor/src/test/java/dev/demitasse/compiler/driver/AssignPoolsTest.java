package dev.demitasse.compiler.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.driver.AssignPools.Assignment;
import dev.demitasse.compiler.driver.AssignPools.Item;
import dev.demitasse.compiler.driver.AssignPools.Room;
import dev.demitasse.compiler.ir.Position;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Buffers that are all alive together go to pools. */
class AssignPoolsTest {
  private static final Pool FAST = pool("fast", 100);
  private static final Pool SLOW = pool("slow", 400);
  private static final List<Pool> POOLS = List.of(FAST, SLOW);

  private static Pool pool(String name, long capacity) {
    return new Pool(name, Content.WORKSPACE, false, capacity, 16, "", Position.NONE);
  }

  private static Item item(long bytes, long accesses) {
    return new Item(bytes, accesses, POOLS, false);
  }

  private static Item placed(long bytes, Pool pool) {
    return new Item(bytes, 1, List.of(pool), true);
  }

  private static Room room(Item... items) {
    return (pool, there) ->
        there.stream().mapToLong(i -> items[i].bytes()).sum() <= pool.capacity();
  }

  private static Map<Pool, List<Integer>> required(Item... items) {
    Assignment assignment = AssignPools.required(POOLS, List.of(items), room(items));
    assertEquals(List.of(), assignment.homeless());
    return assignment.items();
  }

  @Test
  void theHottestForEachByteAreInTheFastestPool() {
    assertEquals(
        Map.of(FAST, List.of(1, 3), SLOW, List.of(0, 2)),
        required(item(80, 800), item(60, 900), item(30, 60), item(40, 600)));
  }

  @Test
  void aPoolWithoutRoomForOneHasRoomForAColderOne() {
    assertEquals(
        Map.of(FAST, List.of(0, 2), SLOW, List.of(1)),
        required(item(90, 900), item(50, 100), item(10, 10)));
  }

  @Test
  void whatIsPlacedComesFirst() {
    assertEquals(
        Map.of(FAST, List.of(1), SLOW, List.of(0)), required(item(80, 800), placed(60, FAST)));
  }

  @Test
  void whatIsPlacedIsInItsPoolEvenWithoutRoom() {
    assertEquals(Map.of(FAST, List.of(0), SLOW, List.of()), required(placed(120, FAST)));
  }

  /** The two that are hot leave no room for the largest together with the third. */
  @Test
  void theLargestComeFirstIfHeatFindsNoRoom() {
    assertEquals(
        Map.of(FAST, List.of(1), SLOW, List.of(0, 2)),
        required(item(10, 1000), item(95, 500), item(390, 10)));
  }

  @Test
  void whatHasNoRoomCrowdsTheSlowestPool() {
    assertEquals(
        Map.of(FAST, List.of(0), SLOW, List.of(1, 2)),
        required(item(100, 5), item(300, 4), item(300, 3)));
  }

  /** What is told to be missing is enough, and a byte less is not. */
  @Test
  void theSlowestPoolLacksNoMoreThanItMust() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      Item[] items = new Item[1 + random.nextInt(8)];
      Arrays.setAll(items, i -> item(1 + random.nextInt(300), random.nextInt(1_000)));
      long bytes = required(items).get(SLOW).stream().mapToLong(i -> items[i].bytes()).sum();
      if (bytes > SLOW.capacity()) {
        assertEquals(bytes, inSlow(bytes, items), "seed " + seed);
        assertTrue(inSlow(bytes - 1, items) > bytes - 1, "seed " + seed);
      }
    }
  }

  /** How many bytes go to the slow pool if it has so many. */
  private static long inSlow(long capacity, Item... items) {
    List<Pool> pools = List.of(FAST, pool("slow", capacity));
    List<Item> there =
        Stream.of(items).map(i -> new Item(i.bytes(), i.accesses(), pools, false)).toList();
    return AssignPools.required(pools, there, room(items)).items().get(pools.get(1)).stream()
        .mapToLong(i -> items[i].bytes())
        .sum();
  }

  @Test
  void whatNeedsNoPoolLeavesThemToTheHottest() {
    Item[] items = {item(300, 5), item(10, 1000), item(390, 10), placed(95, FAST)};
    Assignment assignment = AssignPools.optional(POOLS, List.of(items), room(items));
    assertEquals(Map.of(FAST, List.of(3), SLOW, List.of(1, 2)), assignment.items());
    assertEquals(List.of(0), assignment.homeless());
  }
}
