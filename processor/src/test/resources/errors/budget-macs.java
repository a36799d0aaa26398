import dev.demitasse.Budget;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
class MatMul {
  public static F32 apply(F32 a, F32 b) {
    F32 y = F32.zeros(a.dim(0), b.dim(1));
    for (int i = 0; i < a.dim(0); i++) {
      for (int j = 0; j < b.dim(1); j++) {
        for (int k = 0; k < a.dim(1); k++) {
          y.set(i, j, y.at(i, j) + a.at(i, k) * b.at(k, j));
        }
      }
    }
    return y;
  }
}

@Network(name = "cube")
@Budget(macs = 1000) // error: [budget-macs] network 'cube' computes 1536 multiply-accumulates a run, 536 more than the 1000 of its budget
class Cube {
  public F32 run(@Shape({8, 8}) F32 x, @Shape({8, 16}) F32 y) {
    return MatMul.apply(MatMul.apply(x, x), y);
  }
}
