import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class InPlace {
  public static F32 apply(F32 x) {
    x.set(0, 1f); // error: [store-to-parameter] store to the parameter 'x'
    return x;
  }
}

@Network
class CallsInPlace {
  public F32 run(@Shape({4}) F32 x) {
    return InPlace.apply(x);
  }
}

@Operator
final class ThroughView {
  public static F32 apply(F32 x) {
    F32 flat = x.reshape(2, 2).row(0);
    for (int i = 0; i < flat.dim(0); i++) {
      flat.set(i, 0f); // error: [store-to-parameter] store to the parameter 'x'
    }
    return flat;
  }
}

@Network
class CallsThroughView {
  public F32 run(@Shape({4}) F32 x) {
    return ThroughView.apply(x);
  }
}
