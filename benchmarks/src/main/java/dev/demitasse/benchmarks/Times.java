package dev.demitasse.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long each of many inferences took, in nanoseconds. */
final class Times {
  private final List<long[]> all = new ArrayList<>();

  /** Adds more. */
  void add(long[] times) {
    all.add(times);
  }

  /**
   * Returns the median, of two in the middle the lesser, and the least.
   *
   * @param median what the first is called
   * @param least what the second is called
   */
  Map<Figure, Long> figures(Figure median, Figure least) {
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return Map.of(median, sorted[(sorted.length - 1) / 2], least, sorted[0]);
  }
}
