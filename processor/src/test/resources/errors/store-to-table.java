import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Scales {
  public static F32 apply(F32 x, int[] factors) {
    factors[0] = 2; // error: [store-to-table] store to an array that is a constant
    F32 y = F32.zeros(1);
    y.set(0, x.at(0) * factors[0]);
    return y;
  }
}

@Network
class CallsScales {
  public F32 run(@Shape({4}) F32 x) {
    return Scales.apply(x, new int[] {1, 2});
  }
}
