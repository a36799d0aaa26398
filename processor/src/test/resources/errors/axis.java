import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Depth {
  public static F32 apply(F32 x) {
    return F32.zeros(x.dim(0), x.dim(3)); // error: [axis] 'x' has no axis 3
  }
}

@Network
class CallsDepth {
  public F32 run(@Shape({4, 4}) F32 image) {
    return Depth.apply(image);
  }
}
