import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Sized {
  public static F32 apply(I32 x) {
    int k = x.at(0);
    return F32.zeros(k); // error: [shape-on-data] this shape, axis or array index depends on data
  }
}

@Network
class CallsSized {
  public F32 run(@Shape({4}) I32 x) {
    return Sized.apply(x);
  }
}

@Operator
final class Axes {
  public static I32 apply(I32 x) {
    I32 y = I32.zeros(1);
    y.set(0, x.dim(x.at(0))); // error: [shape-on-data] this shape, axis or array index depends on data
    return y;
  }
}

@Network
class CallsAxes {
  public I32 run(@Shape({4}) I32 x) {
    return Axes.apply(x);
  }
}
