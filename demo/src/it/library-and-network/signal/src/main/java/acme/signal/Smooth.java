package acme.signal;

import dev.demitasse.Example;
import dev.demitasse.F32;
import dev.demitasse.Operator;

/** Smooths each channel over time: {@code y[t, c]} is a weighted mean of the steps around it. */
@Operator
public final class Smooth {
  private Smooth() {}

  /**
   * As long as the signal.
   *
   * @param x steps by channels
   * @param kind of the window
   */
  public static F32 apply(F32 x, Kind kind) {
    int reach = Taps.reach(kind);
    if (x.dim(0) <= reach) {
      throw new IllegalArgumentException(
          "a signal of " + x.dim(0) + " steps is too short for a window that reaches " + reach);
    }
    F32 y = F32.zeros(x.shape());
    for (int t = 0; t < x.dim(0); t++) {
      for (int c = 0; c < x.dim(1); c++) {
        float sum = 0f;
        for (int k = -reach; k <= reach; k++) {
          int step = t + k;
          if (step >= 0 && step < x.dim(0)) {
            sum += Taps.at(kind, k) * x.at(step, c);
          }
        }
        y.set(t, c, sum);
      }
    }
    return y;
  }

  @Example
  static F32 shortest() {
    return Smooth.apply(F32.zeros(3, 1), Kind.TRIANGLE);
  }
}
