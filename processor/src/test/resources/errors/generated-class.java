import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Halve { // error: [generated-class] class 'HalveFingerprint' is there already
  private Halve() {}

  public static F32 apply(F32 x) {
    return x.slice(0, 0, x.dim(0) / 2);
  }
}

class HalveFingerprint {}

@Network
class Half { // error: [generated-class] class 'HalfModel' is there already
  public F32 run(@Shape({4}) F32 x) {
    return Halve.apply(x);
  }
}

class HalfModel {}
