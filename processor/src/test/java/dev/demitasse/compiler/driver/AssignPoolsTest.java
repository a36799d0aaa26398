package dev.demitasse.compiler.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.codegen.Pool;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.driver.AssignPools.Assignment;
import dev.demitasse.compiler.driver.AssignPools.Item;
import dev.demitasse.compiler.ir.Position;
import java.util.List;
import java.util.Map;
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
    return new Item(bytes, accesses, POOLS);
  }

  private static Assignment assign(Item... items) {
    return AssignPools.run(
        POOLS,
        List.of(items),
        (pool, there) -> there.stream().mapToLong(i -> items[i].bytes()).sum() <= pool.capacity());
  }

  @Test
  void theHottestForEachByteAreInTheFastestPool() {
    Assignment assignment = assign(item(80, 800), item(60, 900), item(30, 60), item(40, 600));
    assertEquals(Map.of(FAST, List.of(1, 3), SLOW, List.of(0, 2)), assignment.items());
    assertEquals(List.of(), assignment.homeless());
  }

  @Test
  void aPoolWithoutRoomForOneHasRoomForAColderOne() {
    Assignment assignment = assign(item(90, 900), item(50, 100), item(10, 10));
    assertEquals(Map.of(FAST, List.of(0, 2), SLOW, List.of(1)), assignment.items());
  }

  @Test
  void whatIsPlacedComesFirst() {
    Assignment assignment = assign(item(80, 800), new Item(60, 1, List.of(FAST)));
    assertEquals(Map.of(FAST, List.of(1), SLOW, List.of(0)), assignment.items());
  }

  @Test
  void whatIsPlacedIsInItsPoolEvenWithoutRoom() {
    Assignment assignment = assign(new Item(120, 1, List.of(FAST)));
    assertEquals(Map.of(FAST, List.of(0), SLOW, List.of()), assignment.items());
  }

  /** The two that are hot leave no room for the largest together with the third. */
  @Test
  void theLargestComeFirstIfHeatFindsNoRoom() {
    Assignment assignment = assign(item(10, 1000), item(95, 500), item(390, 10));
    assertEquals(Map.of(FAST, List.of(1), SLOW, List.of(0, 2)), assignment.items());
    assertEquals(List.of(), assignment.homeless());
  }

  @Test
  void whatHasNoRoomCrowdsTheSlowestPool() {
    Item[] items = {item(100, 5), item(300, 4), item(300, 3)};
    Assignment assignment = assign(items);
    assertEquals(List.of(2), assignment.homeless());
    assertEquals(
        Map.of(FAST, List.of(0), SLOW, List.of(1, 2)), assignment.crowded(List.of(items)).items());
  }
}
