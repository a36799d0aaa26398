import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Arrays {
  public static F32 apply(F32 x) {
    int[] shape = new int[x.rank() - 2]; // error: [array-length] array of length -1
    return F32.zeros(shape);
  }
}

@Network
class CallsArrays {
  public F32 run(@Shape({4}) F32 x) {
    return Arrays.apply(x);
  }
}
