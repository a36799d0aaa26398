import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Positive {
  public static F32 apply(F32 x) {
    if (x.at(0) < 0f) {
      throw new IllegalArgumentException("negative"); // error: [precondition-on-data] the precondition depends on data
    }
    return x;
  }
}

@Network
class CallsPositive {
  public F32 run(@Shape({4}) F32 x) {
    return Positive.apply(x);
  }
}
