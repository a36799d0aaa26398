import dev.demitasse.F32;
import dev.demitasse.Network;

@Network(model = "dense.tflite")
class Imported { // error: [network-class] network 'Imported' names a model, but is no interface
  public F32 run(F32 x) {
    return x;
  }
}

@Network(model = "dense.tflite", weights = "layer.npz")
interface Twofold { // error: [network-class] network 'Twofold' names a model and a weight file
  F32 run(F32 x);
}

@Network(model = "dense.tflite")
interface Idle {} // error: [network-class] network 'Idle' has no method to run it with
