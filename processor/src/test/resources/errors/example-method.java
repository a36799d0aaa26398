import dev.demitasse.Example;
import dev.demitasse.F32;
import dev.demitasse.Operator;

@Operator
final class Neighbours {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.dim(0));
    for (int i = 0; i < y.dim(0); i++) {
      y.set(i, x.at(i) + x.at(i + 1)); // error: [index-bounds] index 0 of 'x' is not proved to be within its extent
    }
    return y;
  }

  @Example
  static F32 four() {
    return apply(F32.zeros(4));
  }

  @Example
  static F32 none() {
    return apply(F32.zeros(0));
  }
}

@Operator
final class Positive {
  public static F32 apply(F32 x) {
    if (x.rank() != 1) {
      throw new IllegalArgumentException("rank " + x.rank());
    }
    return x;
  }

  @Example
  static F32 square() {
    return apply(F32.zeros(4, 4)); // error: [precondition] rank 2
  }
}

final class Wrong {
  @Example
  F32 instance() { // error: [example-method] example 'instance' is not a static method without parameters
    return Positive.apply(F32.zeros(4));
  }

  @Example
  static F32 given(int n) { // error: [example-method] example 'given' is not a static method without parameters
    return Positive.apply(F32.zeros(n));
  }
}
