package dev.demitasse.compiler.tflite;

import dev.demitasse.compiler.tflite.TfliteException.Problem;
import dev.demitasse.compiler.weights.WeightFileException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has been found wrong with a file so far, each thing once. */
final class Problems {

  /** More help nobody, and a broken file could have one for every few bytes. */
  static final int MOST = 20;

  private final Set<Problem> found = new LinkedHashSet<>();

  /** What can go wrong. */
  interface Step {
    void run() throws WeightFileException;
  }

  /** What can go wrong and gives something. */
  interface Reader<T> {
    T read() throws WeightFileException;
  }

  /** Reads something without which nothing else can be read. */
  <T> T require(Reader<T> reader) throws TfliteException {
    try {
      return reader.read();
    } catch (WeightFileException e) {
      found.add(new Problem(e));
      throw new TfliteException(List.copyOf(found));
    }
  }

  /** Does one thing and keeps what is wrong with it. */
  void collect(Step step) throws TfliteException {
    try {
      step.run();
    } catch (WeightFileException e) {
      found.add(new Problem(e));
      if (found.size() == MOST) {
        throw new TfliteException(List.copyOf(found));
      }
    }
  }

  /** Goes no further if anything was wrong. */
  void requireNone() throws TfliteException {
    if (!found.isEmpty()) {
      throw new TfliteException(List.copyOf(found));
    }
  }
}
