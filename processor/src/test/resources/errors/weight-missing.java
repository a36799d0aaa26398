import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "layer.npz")
class Misspelt {
  @Weight F32 kernel;
  @Weight F32 bias;

  @Weight("kernl")
  F32 other; // error: [weight-missing] no array 'kernl' in 'layer.npz'

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
