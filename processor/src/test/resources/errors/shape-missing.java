import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
class Shapeless {
  public F32 run(@Shape({4}) F32 known, F32 unknown) { // error: [shape-missing] the shape of input 'unknown' is not known
    return known;
  }
}
