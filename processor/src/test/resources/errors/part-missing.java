import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Missing {
  Kept one; // error: [part-missing] part 'one' of the network is not made
  final Kept[] some = new Kept[2]; // error: [part-missing] part 'some' of the network is not made

  Missing() {
    some[0] = new Kept();
  }

  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

class Kept {
  @State F32 last = F32.zeros(4);
}
