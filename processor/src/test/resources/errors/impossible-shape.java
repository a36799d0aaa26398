import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Shrinks {
  public static F32 apply(F32 x) {
    return F32.zeros(x.dim(0) - 5, 2); // error: [impossible-shape] [-1, 2] is no shape
  }
}

@Network
class Negative {
  public F32 run(
      @Shape({4, -1}) F32 x, // error: [impossible-shape] [4, -1] is no shape
      @Shape({65536, 65536}) F32 large) { // error: [impossible-shape] [65536, 65536] is no shape
    return Shrinks.apply(x);
  }
}

@Network
class CallsShrinks {
  public F32 run(@Shape({4}) F32 x) {
    return Shrinks.apply(x);
  }
}
