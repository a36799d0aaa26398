import dev.demitasse.F32;
import dev.demitasse.Operator;
import java.util.Objects;

@Operator
final class Calls {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(8);
    y.set(0, (float) Math.exp(x.at(0))); // error: [unsupported-call] call of 'java.lang.Math.exp' is not supported
    y.set(1, (float) StrictMath.tanh(x.at(0))); // error: [unsupported-call] call of 'java.lang.StrictMath.tanh' is not supported
    y.set(2, (float) Math.log(x.at(0))); // error: [unsupported-call] call of 'java.lang.Math.log' is not supported
    y.set(3, Objects.hash(1, 2)); // error: [unsupported-call] call of 'java.util.Objects.hash' is not supported
    y.set(4, new Calls().own(1)); // error: [unsupported-call] call of 'Calls.own' is not supported
    y.set(4, same(y).at(3)); // error: [unsupported-call] call of 'Calls.same' is not supported
    Kind kind = Kind.valueOf("SOME"); // error: [unsupported-call] call of 'Calls.Kind.valueOf' is not supported
    Kind other = kind;
    y.set(5, "four".length()); // error: [unsupported-call] call of 'java.lang.String.length' is not supported
    y.set(6, x.toArray()[0]); // error: [unsupported-call] call of 'F32.toArray' is not supported
    y.set(7, F32.of(new float[4], 4).at(0)); // error: [unsupported-call] call of 'F32.of' is not supported
    y.set(0, (float) Math.pow(x.at(0), 2)); // error: [unsupported-call] call of 'java.lang.Math.pow' is not supported
    y.set(1, (float) Math.random()); // error: [unsupported-call] call of 'java.lang.Math.random' is not supported
    y.set(2, Math.addExact(1, (int) x.at(0))); // error: [unsupported-call] call of 'java.lang.Math.addExact' is not supported
    return y;
  }

  enum Kind {
    SOME
  }

  static <T> T same(T any) {
    return any;
  }

  float own(float a) {
    return a;
  }
}
