import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Last {
  public static F32 apply(F32 x) {
    int[] shape = x.shape();
    shape[x.rank()] = 1; // error: [array-index] index 1 is out of bounds for length 1
    return F32.zeros(shape);
  }
}

@Network
class CallsLast {
  public F32 run(@Shape({4}) F32 x) {
    return Last.apply(x);
  }
}
