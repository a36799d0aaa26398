import dev.demitasse.F32;
import dev.demitasse.Operator;
import java.util.List;

@Operator
final class Control {
  public static F32 apply(F32 x, int n) {
    F32 y = F32.zeros(4);
    for (Float f : List.of(1f)) { // error: [unsupported-call] call of 'java.util.List.of' is not supported
      n += f;
    }
    if (n > 0) {
      throw new IllegalStateException("of another type"); // error: [unsupported-statement] this 'throw' is not supported
    }
    int i = 0;
    while (i++ < n) { // error: [unsupported-expression] 'i++' inside an expression is not supported
      y.set(0, System.nanoTime()); // error: [unsupported-call] call of 'java.lang.System.nanoTime' is not supported
    }
    for (int j = 0; j < Math.random(); j++) { // error: [unsupported-call] call of 'java.lang.Math.random' is not supported
      y.set(0, System.nanoTime()); // error: [unsupported-call] call of 'java.lang.System.nanoTime' is not supported
    }
    switch (n) {
      case 1:
        int a = 3; // error: [unsupported-statement] a variable that is declared under one 'case' and used under another is not supported
        break;
      default:
        a = 4;
    }
    Integer boxed = 1; // error: [unsupported-type] type 'java.lang.Integer' is not supported
    return y;
  }
}
