import dev.demitasse.External;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@External("acme_gain")
final class Gain { // error: [external-class] external 'Gain' is no operator
  static F32 apply(F32 x) {
    return x.copy();
  }
}

@Network
@External
class Net { // error: [external-class] external 'Net' is no operator
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Operator
@External("acme_offset")
final class Offset {
  public static F32 apply(F32 x) {
    return apply(x, 1f);
  }

  public static F32 apply(F32 x, float by) { // error: [external-class] external 'Offset' has several methods 'apply'
    F32 y = x.copy();
    for (int i = 0; i < y.size(); i++) {
      y.set(i, y.at(i) + by);
    }
    return y;
  }
}

enum Way {
  UP,
  DOWN
}

@Operator
@External("acme_round")
final class Round {
  public static F32 apply(
      F32 x,
      F32[] more, // error: [external-class] external 'Round' has a parameter 'more' of type dev.demitasse.F32[]
      int[] digits, // error: [external-class] external 'Round' has a parameter 'digits' of type int[]
      Way way) { // error: [external-class] external 'Round' has a parameter 'way' of type Way
    return x.copy();
  }
}
