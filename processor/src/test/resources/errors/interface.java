import dev.demitasse.CInterface;
import dev.demitasse.Device;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Network
@CInterface(entry = "packed", io = "workspace")
class Hidden { // error: [interface] 'io' cannot be 'workspace'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Operator
final class Copied {
  public static F32 apply(F32 x) {
    return x.copy();
  }
}

@Network
@Device("npu")
@CInterface(entry = "both")
class Placed { // error: [interface] 'entry' cannot be 'both'
  public F32 run(@Shape({4}) F32 x) {
    return Copied.apply(x);
  }
}
