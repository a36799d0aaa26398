package dev.demitasse.benchmarks;

import java.io.IOException;
import java.util.List;

/** Something that computes a model on this computer. */
interface Contender {

  /** What it has computed for each input of the model. */
  List<byte[]> outputs();

  /**
   * Runs the first input once, and then some times more.
   *
   * @return how long each of these took, in nanoseconds
   */
  long[] time(int runs) throws IOException;
}
