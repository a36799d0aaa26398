import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;
import dev.demitasse.Weight;

@Network(weights = "layer.npz")
class Whole {
  @Weight F32 kernel;
  @Weight F32 bias;
  final Delay delay = new Delay();
  private final Delay hidden = new Delay(); // error: [network-class] network 'Whole' has the private part 'hidden'
  final Special special = new Special();
  final Inner inner = new Inner();
  final Wrong wrong = new Wrong();

  class Inner { // error: [part-class] part 'Inner' of a network belongs to an object of its outer class
    @State F32 last = F32.zeros(4);
  }

  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

class Delay {
  @State F32 last = F32.zeros(4);
}

class Special extends Delay { // error: [part-class] part 'Special' of a network extends 'Delay'
  @State F32 more = F32.zeros(4);
}

class Wrong {
  @State private F32 hidden = F32.zeros(4); // error: [part-class] part 'Wrong' of a network has the private state 'hidden'
  @State final F32 fixed = F32.zeros(4); // error: [part-class] part 'Wrong' of a network has the final state 'fixed'
  @State int count; // error: [part-class] part 'Wrong' of a network has 'count', which is no tensor
  @State @Weight F32 both; // error: [part-class] part 'Wrong' of a network has 'both', a weight and a state
}
