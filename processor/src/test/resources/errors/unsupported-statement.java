import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Operator;

@Operator
final class Statements {
  static int field;

  public static F32 apply(F32 x, int n) {
    F32 y = F32.zeros(4);
    I8 late; // error: [unsupported-statement] a declaration of 'late' without a value is not supported
    int i = 0;
    try { // error: [unsupported-statement] a 'try' statement is not supported
      i = 4;
    } finally {
      i = 5;
    }
    synchronized (x) { // error: [unsupported-statement] 'synchronized' is not supported
      i = 6;
    }
    assert i > 0; // error: [unsupported-statement] 'assert' is not supported
    class Local {} // error: [unsupported-statement] a class inside a method is not supported
    field = 5; // error: [unsupported-statement] an assignment to 'field' is not supported
    x.at(0); // error: [unsupported-statement] a call whose value is not used is not supported
    late = y.size() > 3 ? I8.zeros(3) : I8.zeros(4);
    return y;
  }
}
