import dev.demitasse.Budget;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
@Budget(ram = 1024, macs = -1) // error: [budget] limit 'macs' is -1
class Negative {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Budget(ram = 1024) // error: [budget] 'Forgotten' has a budget, but is no network
class Forgotten {
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}
