import dev.demitasse.F32;
import dev.demitasse.F64;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "layer.npz")
class Doubles {
  @Weight F32 kernel;
  @Weight F64 bias; // error: [weight-type] array 'bias' has elements of type F32, the field is F64

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
