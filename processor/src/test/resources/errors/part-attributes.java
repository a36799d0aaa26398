import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Counts {
  final int[] sizes = {1, 2};
  int runs = 0;
  @State F32 last = F32.zeros(4);

  public F32 run(@Shape({4}) F32 x) {
    runs = 1; // error: [unsupported-statement] an assignment to the field 'runs' is not supported
    return x;
  }
}

@Network
class Stores {
  final int[] sizes = {1, 2};
  @State F32 last = F32.zeros(4);

  public F32 run(@Shape({4}) F32 x) {
    sizes[0] = 3; // error: [store-to-table] store to an array that is a constant
    return x;
  }
}

@Network
class Scalar {
  public F32 run(@Shape({4}) F32 x, float gain) { // error: [network-class] network 'Scalar' has 'gain', which is no tensor
    return x;
  }
}
