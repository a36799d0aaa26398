package dev.demitasse.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Elements move with their axes. */
class AxesTest {
  private static final byte[] IMAGE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

  @Test
  void channelsComeFirst() {
    assertArrayEquals(
        new byte[] {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11},
        Axes.permuted(IMAGE, 1, List.of(1, 2, 3, 2), Axes.NCHW_OF_NHWC));
    assertEquals(List.of(1, 2, 2, 3), Axes.permuted(List.of(1, 2, 3, 2), Axes.NCHW_OF_NHWC));
  }

  @Test
  void bytesOfAnElementStayTogether() {
    assertArrayEquals(
        new byte[] {0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11},
        Axes.permuted(IMAGE, 2, List.of(2, 3), List.of(1, 0)));
  }

  @Test
  void thereAndBackIsTheSame() {
    byte[] there = Axes.permuted(IMAGE, 1, List.of(1, 2, 3, 2), Axes.NCHW_OF_NHWC);
    assertArrayEquals(IMAGE, Axes.permuted(there, 1, List.of(1, 2, 2, 3), Axes.NHWC_OF_NCHW));
  }
}
