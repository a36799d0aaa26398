import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "layer.npz")
class Early {
  @Weight F32 kernel;
  @Weight F32 bias;
  final int size = kernel.dim(0); // error: [no-value] field 'kernel' is read before it has a value

  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}
