import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Counted {
  public static F32 apply(I32 x) {
    F32 y = F32.zeros(4);
    for (int i = 0; i < x.at(0); i++) { // error: [loop-bound] trip count of loop 'i' is not known at build time
      y.set(i, 1f);
    }
    return y;
  }
}

@Network
class CallsCounted {
  public F32 run(@Shape({4}) I32 x) {
    return Counted.apply(x);
  }
}

@Network
class CallsCountedAgain {
  public F32 run(@Shape({4}) I32 x) {
    return Counted.apply(x);
  }
}

@Operator
final class Power {
  public static F32 apply(I32 x) {
    F32 y = F32.zeros(4);
    for (int i = 0; i < 4; i++) {
      y.set(i, power(x.at(i)));
    }
    return y;
  }

  static int power(int n) {
    int p = 1;
    for (int i = 0; i < n; i++) { // error: [loop-bound] trip count of loop 'i' is not known at build time
      p *= 2;
    }
    return p;
  }
}

@Network
class CallsPower {
  public F32 run(@Shape({4}) I32 x) {
    return Power.apply(x);
  }
}
