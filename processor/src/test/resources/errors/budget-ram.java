import dev.demitasse.Budget;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;

@Operator
class Sharpen {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.dim(0), x.dim(1), x.dim(2));
    for (int i = 1; i < x.dim(0) - 1; i++) {
      for (int j = 0; j < x.dim(1); j++) {
        for (int c = 0; c < x.dim(2); c++) {
          y.set(i, j, c, 2 * x.at(i, j, c) - x.at(i - 1, j, c) - x.at(i + 1, j, c));
        }
      }
    }
    return y;
  }
}

@Network(name = "thrice")
@Budget(ram = 16 << 10) // error: [budget-ram] network 'thrice' needs 24576 bytes of RAM, 8192 more than the 16384 of its budget
class Thrice {
  public F32 run(@Shape({32, 32, 3}) F32 image) {
    return Sharpen.apply(Sharpen.apply(Sharpen.apply(image)));
  }
}
