import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Halves {
  public static F32 apply(F32 x) {
    return apply(x, 2);
  }

  public static F32 apply(F32 x, int parts) {
    int length = part(x.dim(0), parts);
    return x.slice(0, 0, length);
  }

  static int part(int extent, int parts) {
    if (extent % parts != 0) {
      throw new IllegalArgumentException(extent + " elements are not " + parts + " equal parts");
    }
    return extent / parts;
  }
}

@Network
class Odd {
  public F32 run(@Shape({5}) F32 x) {
    F32 same = x;
    return Halves.apply(same); // error: [precondition] 5 elements are not 2 equal parts
  }
}

@Network
class Third {
  public F32 run(@Shape({4}) F32 x) {
    return half(x);
  }

  private F32 half(F32 x) {
    return Halves.apply(x, 3); // error: [precondition] 4 elements are not 3 equal parts
  }
}
