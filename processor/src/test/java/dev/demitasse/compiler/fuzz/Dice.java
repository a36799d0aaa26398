package dev.demitasse.compiler.fuzz;

import java.util.List;
import java.util.Random;

/** The random decisions of one program: the same for the same seed, on every machine. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    // Neighbouring seeds of java.util.Random begin alike.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** From {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  long bits() {
    return random.nextLong();
  }

  double gaussian() {
    return random.nextGaussian();
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
