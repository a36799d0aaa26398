import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;
import dev.demitasse.State;

@Network
class Warm {
  @State F32 last = Doubled.apply(F32.zeros(4)); // error: [constructor-operator] operator 'Doubled.apply' is called in a constructor

  public F32 run(@Shape({4}) F32 x) {
    return last;
  }
}

@Operator
final class Doubled {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, x.at(i) * 2f);
    }
    return y;
  }
}
