import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Far {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(1);
    for (int i = 0; i < x.dim(0); i++) { // error: [unroll-limit] loop 'i' would be unrolled more than 100000 times
      y.set(0, y.at(0) + x.dim(Math.min(i, 0)));
    }
    return y;
  }
}

@Network
class CallsFar {
  public F32 run(@Shape({100_001}) F32 x) {
    return Far.apply(x);
  }
}
