import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Shifts {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.dim(0));
    for (int i = 0; i < x.dim(0); i++) {
      y.set(i, x.at(i + 1)); // error: [index-bounds] index 0 of 'x' is not proved to be within its extent
    }
    return y;
  }
}

@Network
class CallsShifts {
  public F32 run(@Shape({4}) F32 x) {
    return Shifts.apply(x);
  }
}

@Operator
final class Gathers {
  public static F32 apply(F32 x, I32 at) {
    F32 y = F32.zeros(at.dim(0));
    for (int i = 0; i < at.dim(0); i++) {
      y.set(i, x.at(at.at(i))); // error: [index-bounds] index 0 of 'x' is not proved to be within its extent
      y.set(at.at(i), 0f); // error: [index-bounds] index 0 of 'y' is not proved to be within its extent
      y.set(0, x.row(i * 2).at(0)); // error: [index-bounds] index of the view of 'x' is not proved to be within its extent
    }
    return y;
  }
}

@Network
class CallsGathers {
  public F32 run(@Shape({4}) F32 x, @Shape({3}) I32 at) {
    return Gathers.apply(x, at);
  }
}
