import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Scratch {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(4);
    for (int i = 0; i < 4; i++) {
      y.set(i, clipped(x.at(i)));
    }
    return y;
  }

  static float clipped(float a) {
    F32 one = F32.zeros(1); // error: [tensor-in-scalar-function] tensor 'one' in a helper of numbers
    if (a > 0f) {
      one.set(0, a);
    }
    return one.at(0);
  }
}

@Network
class CallsScratch {
  public F32 run(@Shape({4}) F32 x) {
    return Scratch.apply(x);
  }
}
