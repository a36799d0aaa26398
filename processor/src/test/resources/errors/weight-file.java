import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "broken.npz")
class Broken { // error: [weight-file] the weight file cannot be read
  @Weight F32 kernel;

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}

@Network(weights = "network.onnx")
class Foreign { // error: [weight-file] the weight file cannot be read
  @Weight F32 kernel;

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
