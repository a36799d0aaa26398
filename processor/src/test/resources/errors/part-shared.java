import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Shares {
  final Held one = new Held();
  final Held[] others = {new Held(), one}; // error: [part-shared] 'one' and 'others.1' are one object

  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

class Held {
  @State F32 last = F32.zeros(4);
}
