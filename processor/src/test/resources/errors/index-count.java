import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Corner {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(1);
    y.set(0, x.at(0, 0)); // error: [index-count] 2 indices for 'x', which has 3 axes
    return y;
  }
}

@Network
class CallsCorner {
  public F32 run(@Shape({2, 2, 2}) F32 cube) {
    return Corner.apply(cube);
  }
}
