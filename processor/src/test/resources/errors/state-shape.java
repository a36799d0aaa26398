import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Grows {
  @State F32 last = F32.zeros(4);

  public F32 run(@Shape({2, 4}) F32 x) {
    last = x.row(0);
    last = x; // error: [state-shape] state 'last' of shape [4] is given a tensor of shape [2, 4]
    return last;
  }
}

@Network
class Says {
  @State @Shape({5}) F32 last = F32.zeros(4); // error: [state-shape] state 'last' of shape [5] is given a tensor of shape [4]

  public F32 run(@Shape({4}) F32 x) {
    return last;
  }
}
