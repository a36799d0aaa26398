import dev.demitasse.Device;
import dev.demitasse.External;
import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
@External("acme_negate")
final class Negated {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < y.size(); i++) {
      y.set(i, -x.at(i));
    }
    return y;
  }
}

@Operator
@External("acme_negate")
final class NegatedBytes {
  public static I8 apply(I8 x, boolean saturate) {
    I8 y = I8.zeros(x.shape());
    for (int i = 0; i < y.size(); i++) {
      int negated = -x.at(i);
      y.set(i, (byte) (saturate ? Math.min(negated, 127) : negated));
    }
    return y;
  }
}

record Both(F32 a, I8 b) {}

@Network
class Negatives {
  public Both run(@Shape({4}) F32 x, @Shape({4}) I8 q) {
    F32 a = Negated.apply(x);
    I8 b = NegatedBytes.apply(q, true); // error: [kernel-signature] C function 'acme_negate' is called with different types
    return new Both(a, b);
  }
}

@Operator
@External("acme_negate")
@Device("npu")
final class NegatedOnDevice {
  public static F32 apply(F32 x) {
    return Negated.apply(x);
  }
}

@Network
class SomeOnDevice {
  public F32 run(@Shape({4}) F32 x) {
    return Negated.apply(NegatedOnDevice.apply(x)); // error: [kernel-signature] C function 'acme_negate' is called with different types
  }
}
