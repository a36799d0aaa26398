import dev.demitasse.F32;
import dev.demitasse.Operator;

@Operator
final class Statements {
  static int field;

  public static F32 apply(F32 x, int n) {
    F32 y = F32.zeros(4);
    F32 late; // error: [unsupported-statement] a declaration of 'late' without a value is not supported
    int i = 0;
    while (i < 4) { // error: [unsupported-statement] a 'while' loop is not supported
      i++;
    }
    do { // error: [unsupported-statement] a 'do' loop is not supported
      i--;
    } while (i > 0);
    switch (n) { // error: [unsupported-statement] a 'switch' is not supported
      case 1:
        i = 2;
        break;
      default:
        i = 3;
    }
    try { // error: [unsupported-statement] a 'try' statement is not supported
      i = 4;
    } finally {
      i = 5;
    }
    synchronized (x) { // error: [unsupported-statement] this statement (synchronized) is not supported
      i = 6;
    }
    assert i > 0; // error: [unsupported-statement] this statement (assert) is not supported
    for (int j = 0; j < 4; j++) {
      if (j == 2) {
        break; // error: [unsupported-statement] 'break;' is not supported
      }
      continue; // error: [unsupported-statement] 'continue;' is not supported
    }
    field = 5; // error: [unsupported-statement] an assignment to 'field' is not supported
    x.at(0); // error: [unsupported-statement] a call whose value is not used is not supported
    late = y;
    return late;
  }
}
