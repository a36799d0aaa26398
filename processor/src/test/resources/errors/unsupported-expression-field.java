import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Network
class Forgotten {
  F32 kernel;
  int times = 3;

  public F32 run(@Shape({4}) F32 x) {
    F32 y = Scale.apply(x, times); // error: [unsupported-expression] the variable 'times' is not supported
    return Scale.apply(y, kernel); // error: [unsupported-expression] the variable 'kernel' is not supported
  }
}

@Operator
final class Scale {
  public static F32 apply(F32 x, int times) {
    F32 y = F32.zeros(x.dim(0));
    for (int i = 0; i < y.dim(0); i++) {
      y.set(i, x.at(i) * times);
    }
    return y;
  }

  public static F32 apply(F32 x, F32 times) {
    return x;
  }
}
