import dev.demitasse.CInterface;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
@CInterface(entry = "packed", io = "workspace")
class Hidden { // error: [interface] 'io' cannot be 'workspace'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}
