import dev.demitasse.F32;
import dev.demitasse.Operator;

@Operator
final class Empty {} // error: [operator-class] operator 'Empty' has no method 'apply'

@Operator
final class OfInstance {
  public F32 apply(F32 x) { // error: [operator-class] operator 'OfInstance' has an 'apply' that is not public static
    return x;
  }
}

@Operator
final class Hidden {
  static F32 apply(F32 x) { // error: [operator-class] operator 'Hidden' has an 'apply' that is not public static
    return x;
  }
}

@Operator
final class Scalar {
  public static float apply(F32 x) { // error: [operator-class] operator 'Scalar' has an 'apply' that returns no tensor
    return x.at(0);
  }
}

@Operator
final class Nothing {
  public static void apply(F32 x) {} // error: [operator-class] operator 'Nothing' has an 'apply' that returns no tensor
}
