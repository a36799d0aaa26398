import dev.demitasse.CInterface;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
class Half {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.dim(0));
    for (int i = 0; i < x.dim(0); i++) {
      y.set(i, x.at(i) / 2);
    }
    return y;
  }
}

@Network
@CInterface(entry = "structs")
class Misspelt { // error: [interface] 'entry' cannot be 'structs'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
@CInterface(workspace = "static", io = "workspace")
class Inside { // error: [interface] 'io' cannot be 'workspace'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
@CInterface(systemLib = "on")
class Nothing { // error: [interface] 'systemLib' cannot be 'on'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
@CInterface(packed = "Double")
class Unknown { // error: [interface] 'packed' cannot be 'Double'
  public F32 run(@Shape({4}) F32 x) {
    return Half.apply(x);
  }
}
