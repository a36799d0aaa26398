package acme;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/** Multiplies each column by its factor. */
@Operator
public final class Scale {
  private Scale() {}

  public static F32 apply(F32 x, F32 factors) {
    if (factors.size() != x.dim(1)) {
      throw new IllegalArgumentException(factors.size() + " factors for depth " + x.dim(1));
    }
    F32 y = F32.zeros(x.dim(0), x.dim(1));
    for (int n = 0; n < x.dim(0); n++) {
      for (int i = 0; i < x.dim(1); i++) {
        y.set(n, i, x.at(n, i) * factors.at(i));
      }
    }
    return y;
  }
}
