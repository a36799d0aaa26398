import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network
class Inputs {
  @Weight float scale; // error: [network-class] network 'Inputs' has 'scale', which is no tensor

  public F32 run(@Shape({4}) float[] x) { // error: [network-class] network 'Inputs' has 'x', which is no tensor
    return F32.zeros(4);
  }
}
