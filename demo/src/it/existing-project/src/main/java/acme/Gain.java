package acme;

import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.operators.Relu;

/** An operator of this project, and one of Demitasse's. */
@Network(weights = "factors.npy")
public class Gain {
  @Weight F32 factors;

  public F32 run(@Shape({1, 3}) F32 x) {
    return Relu.apply(Scale.apply(x, factors));
  }
}
