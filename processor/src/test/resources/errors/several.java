import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Operator
final class Several {
  public static F32 apply(F32 x, Object any) { // error: [unsupported-type] type 'java.lang.Object' is not supported
    F32 y = F32.zeros(4);
    y.set(0, (float) Math.exp(x.at(0))); // error: [unsupported-call] call of 'java.lang.Math.exp' is not supported
    assert y.size() == 4; // error: [unsupported-statement] 'assert' is not supported
    return y;
  }
}

@Network
class First {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.reshape(4); // error: [view] impossible view: [2, 3] has 6 elements, [4] has 4
  }
}

@Network
class Second {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.reshape(5); // error: [view] impossible view: [2, 3] has 6 elements, [5] has 5
  }
}

@Network(weights = "layer.npz")
class Third { // error: [weight-extra] array 'bias' of 'layer.npz' is bound to no field
  @Weight F32 kernel;

  public F32 run(F32 x) { // error: [shape-missing] the shape of input 'x' is not known
    return x;
  }
}
