import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "layer.npz")
class Turned {
  @Weight F32 bias;

  @Weight
  @Shape({3, 2})
  F32 kernel; // error: [weight-shape] array 'kernel' has shape [2, 3], the field says [3, 2]

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
