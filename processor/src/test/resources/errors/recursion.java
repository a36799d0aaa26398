import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Direct {
  public static F32 apply(F32 x, int times) {
    return times == 0 ? x : apply(x, times - 1); // error: [recursion] 'Direct.apply' calls itself
  }
}

@Network
class CallsDirect {
  public F32 run(@Shape({4}) F32 x) {
    return Direct.apply(x, 3);
  }
}

@Operator
final class Mutual {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(4);
    for (int i = 0; i < 4; i++) {
      y.set(i, even(x.at(i)));
    }
    return y;
  }

  static float even(float a) {
    if (a < 1f) {
      return 1f;
    }
    return odd(a - 1f);
  }

  static float odd(float a) {
    if (a < 1f) {
      return 0f;
    }
    return even(a - 1f); // error: [recursion] 'Mutual.even' calls itself
  }
}

@Network
class CallsMutual {
  public F32 run(@Shape({4}) F32 x) {
    return Mutual.apply(x);
  }
}
