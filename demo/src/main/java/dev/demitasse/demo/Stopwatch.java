package dev.demitasse.demo;

/** Measures how long something takes, from its creation on. */
final class Stopwatch {
  private final long start = System.nanoTime();

  /** Returns the seconds since this was created. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
