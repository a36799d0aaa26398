import dev.demitasse.F32;
import dev.demitasse.Operator;
import java.util.Arrays;

@Operator
final class Fields {
  static final int[] BLOCK; // error: [unsupported-expression] a field that gets its value in a 'static' block is not supported
  static final int[] CHANGED = {1, 2};
  static final int[] FILLED = new int[3];
  static final F32 TENSOR = F32.zeros(3); // error: [unsupported-expression] a tensor in a 'static final' field is not supported
  static final float RANDOM = (float) Math.random(); // error: [unsupported-call] call of 'java.lang.Math.random' is not supported
  static int counter;

  static {
    BLOCK = new int[3];
    CHANGED[1]++; // error: [unsupported-statement] a store to the table 'CHANGED' is not supported
    Arrays.fill(FILLED, 7); // error: [unsupported-statement] a store to the table 'FILLED' is not supported
  }

  public static F32 apply(F32 x) {
    return F32.zeros(BLOCK[0], CHANGED[0], FILLED[0], TENSOR.dim(0), (int) RANDOM);
  }

  public static F32 apply(F32 x, int n) {
    Other.TABLE[n] = 3; // error: [unsupported-statement] a store to the table 'TABLE' is not supported
    n += counter; // error: [unsupported-expression] the variable 'counter' is not supported
    return x;
  }
}

final class Other {
  static final int[] TABLE = {1, 2};
}
