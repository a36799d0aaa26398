import dev.demitasse.F32;
import dev.demitasse.Operator;
import java.util.List;

@Operator
final class Loops {
  public static F32 apply(F32 x, int n) {
    F32 y = F32.zeros(4);
    for (int i = 1; i < 4; i *= 2) { // error: [unsupported-statement] a 'for' loop of this form is not supported
      y.set(i, 1f);
    }
    for (int i = 0; ; i++) { // error: [unsupported-statement] a 'for' loop of this form is not supported
      y.set(i, 1f);
    }
  }

  public static F32 apply(F32 x, long n) {
    F32 y = F32.zeros(4);
    int k = 4;
    for (int i = 0; i < k; i++) { // error: [unsupported-statement] a loop whose bound 'k' changes in its body is not supported
      k = 3;
    }
    for (int i = 0; i < 4; i++) { // error: [unsupported-statement] a loop whose variable 'i' is assigned in its body is not supported
      i++;
    }
    for (int i = 0, j = 4; i < j; i++, j--) { // error: [unsupported-statement] a 'for' loop of this form is not supported
      y.set(i, 1f);
    }
    for (int i = 0; i != 4; i++) { // error: [unsupported-statement] a 'for' loop of this form is not supported
      y.set(i, 1f);
    }
    for (long i = 0; i < n; i++) { // error: [unsupported-statement] a 'for' loop of this form is not supported
      y.set(0, 1f);
    }
    int outside;
    for (outside = 0; outside < 4; outside++) { // error: [unsupported-statement] a 'for' loop of this form is not supported
      y.set(outside, 1f);
    }
    return y;
  }

  public static F32 apply(F32 x, double n) {
    for (Float f : List.of(1f)) { // error: [unsupported-call] call of 'java.util.List.of' is not supported
      n += f;
    }
    if (n > 0) {
      throw new IllegalStateException("of another type"); // error: [unsupported-statement] this 'throw' is not supported
    }
    return x;
  }
}
