import dev.demitasse.I32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Divides {
  public static I32 apply(I32 a, I32 b) {
    I32 y = I32.zeros(a.dim(0));
    for (int i = 0; i < a.dim(0); i++) {
      int divisor = b.at(i);
      y.set(i, a.at(i) / divisor); // error: [divisor] divisor 'divisor' is not proved to differ from zero
    }
    return y;
  }
}

@Network
class CallsDivides {
  public I32 run(@Shape({4}) I32 a, @Shape({4}) I32 b) {
    return Divides.apply(a, b);
  }
}
