import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Empty {
  @State F32 last; // error: [state-value] state 'last' has nothing to begin with

  public F32 run(@Shape({4}) F32 x) {
    last = x;
    return x;
  }
}
