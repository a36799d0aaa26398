import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
class Outer {
  public F32 run(@Shape({4}) F32 x) {
    return other().run(x); // error: [unsupported-call] call of 'Inner.run' is not supported
  }

  private Inner other() {
    return new Inner();
  }
}

final class Inner {
  F32 run(F32 x) {
    return x;
  }
}
