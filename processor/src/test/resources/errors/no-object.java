import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Hasty {
  final Slow[] parts = new Slow[1];
  final int first = parts[0].times; // error: [no-object] there is no object here

  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

class Slow {
  final int times = Integer.bitCount(3);
  @State F32 last = F32.zeros(4);
}
