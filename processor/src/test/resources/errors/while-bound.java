import dev.demitasse.I32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Hailstones {
  public static I32 apply(I32 x) {
    I32 y = I32.zeros(x.dim(0));
    for (int i = 0; i < x.dim(0); i++) {
      int n = x.at(i);
      while (n > 1) { // error: [while-bound] this loop is not proved to end
        n = n % 2 == 0 ? n / 2 : 3 * n + 1;
      }
      y.set(i, n);
    }
    return y;
  }
}

@Network
class CallsHailstones {
  public I32 run(@Shape({4}) I32 x) {
    return Hailstones.apply(x);
  }
}
