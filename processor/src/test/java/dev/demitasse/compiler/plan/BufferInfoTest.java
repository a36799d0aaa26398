package dev.demitasse.compiler.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BufferInfoTest {

  @Test
  void refusesNonsense() {
    assertRefused(-1, 4, 0, 0);
    assertRefused(BufferInfo.MAX_BYTES + 1, 4, 0, 0);
    assertRefused(8, 0, 0, 0);
    assertRefused(8, 3, 0, 0);
    assertRefused(8, Integer.MIN_VALUE, 0, 0);
    assertRefused(8, 4, -1, 0);
    assertRefused(8, 4, 2, 1);
    assertThrows(NullPointerException.class, () -> new BufferInfo(null, 8, 4, 0, 0));
  }

  private static void assertRefused(long bytes, int alignment, int firstUse, int lastUse) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BufferInfo("h", bytes, alignment, firstUse, lastUse));
    assertTrue(e.getMessage().contains("'h'"), e.getMessage());
  }

  @Test
  void bothEndsOfTheLifetimeCount() {
    assertEquals(1, new BufferInfo("a", 8, 4, 3, 3).lifetime());
    assertEquals(1L << 31, new BufferInfo("a", 8, 4, 0, Integer.MAX_VALUE).lifetime());
    assertTrue(new BufferInfo("a", 8, 4, 0, 3).isLiveWith(new BufferInfo("b", 8, 4, 3, 5)));
    assertTrue(new BufferInfo("a", 8, 4, 4, 4).isLiveWith(new BufferInfo("b", 8, 4, 3, 5)));
    assertFalse(new BufferInfo("a", 8, 4, 0, 2).isLiveWith(new BufferInfo("b", 8, 4, 3, 5)));
    assertFalse(new BufferInfo("a", 8, 4, 6, 6).isLiveWith(new BufferInfo("b", 8, 4, 3, 5)));
  }
}
