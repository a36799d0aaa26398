package acme.signal;

import dev.demitasse.Example;
import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.Operator;

/** Finds how often each channel reaches each of four levels. */
@Operator
public final class Levels {
  private static final float[] LEVELS = {0.5f, 1f, 2f, 4f};

  /**
   * What there is to be found.
   *
   * @param counts by levels and channels
   * @param peaks by channels
   */
  public record Found(I32 counts, F32 peaks) {}

  private Levels() {}

  /**
   * Counts and peaks.
   *
   * @param x steps by channels
   */
  public static Found apply(F32 x) {
    I32 counts = I32.zeros(LEVELS.length, x.dim(1));
    F32 peaks = F32.zeros(x.dim(1));
    for (int c = 0; c < x.dim(1); c++) {
      for (int t = 0; t < x.dim(0); t++) {
        float value = Math.abs(x.at(t, c));
        peaks.set(c, Math.max(peaks.at(c), value));
        int level = 0;
        while (level < LEVELS.length && value >= LEVELS[level]) {
          counts.set(level, c, counts.at(level, c) + 1);
          level++;
        }
      }
    }
    return new Found(counts, peaks);
  }

  @Example
  static Found ofASecond() {
    return Levels.apply(F32.zeros(100, 3));
  }
}
