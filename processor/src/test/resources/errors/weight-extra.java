import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "layer.npz")
class Forgets { // error: [weight-extra] array 'bias' of 'layer.npz' is bound to no field
  @Weight F32 kernel;

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
