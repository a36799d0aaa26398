import dev.demitasse.F32;
import dev.demitasse.Operator;
import java.util.function.IntUnaryOperator;

@Operator
final class Expressions {
  static int counter = 3;

  public static F32 apply(F32 x) {
    F32 y = F32.zeros(4);
    IntUnaryOperator f = i -> i + 1; // error: [unsupported-type] type 'java.util.function.IntUnaryOperator' is not supported
    float a;
    float b = a = 1f; // error: [unsupported-expression] an assignment inside an expression is not supported
    int i = 0;
    int j = i++; // error: [unsupported-expression] 'i++' inside an expression is not supported
    int k = counter; // error: [unsupported-expression] the variable 'counter' is not supported
    y.set(0, new Object().hashCode()); // error: [unsupported-call] call of 'java.lang.Object.hashCode' is not supported
    boolean none = x == null; // error: [unsupported-expression] 'null' is not supported
    boolean same = x == y; // error: [unsupported-expression] 'x == y' is not supported
    int chosen = 1 + switch (i) { // error: [unsupported-expression] a 'switch' with statements inside an expression is not supported
          case 1 -> {
            yield 2;
          }
          default -> 1;
        };
    int[][] table = new int[x.dim(0)][3]; // error: [unsupported-expression] 'new int[x.dim(0)][3]' is not supported
    int[][] rows = new int[2][]; // error: [unsupported-expression] 'new int[2][]' is not supported
    boolean equal = "a" == "b"; // error: [unsupported-expression] '"a" == "b"' is not supported
    boolean is = x instanceof F32; // error: [unsupported-expression] 'instanceof' is not supported
    return y;
  }
}
