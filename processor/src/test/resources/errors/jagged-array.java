import dev.demitasse.I32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
final class Triangle {
  public static I32 apply(I32 x) {
    int[][] rows = {{1}, {2, 3}}; // error: [jagged-array] the rows of 'rows' differ
    I32 y = I32.zeros(1);
    y.set(0, rows[x.at(0) & 1][0]);
    return y;
  }
}

@Network
class CallsTriangle {
  public I32 run(@Shape({4}) I32 x) {
    return Triangle.apply(x);
  }
}
