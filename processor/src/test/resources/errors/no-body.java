import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
class CallsAbstract {
  public F32 run(@Shape({4}) F32 x) {
    return Native.same(x); // error: [no-body] the body of 'Native.same' is not known
  }
}

final class Native {
  static native F32 same(F32 x);
}
