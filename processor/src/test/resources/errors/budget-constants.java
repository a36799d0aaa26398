import dev.demitasse.Budget;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Operator
class Layer {
  public static F32 apply(F32 x, F32 kernel, F32 bias) {
    F32 y = bias.copy();
    for (int i = 0; i < kernel.dim(0); i++) {
      for (int j = 0; j < kernel.dim(1); j++) {
        y.set(j, y.at(j) + x.at(i) * kernel.at(i, j));
      }
    }
    return y;
  }
}

@Network(weights = "layer.npz", name = "net")
@Budget(constants = 16) // error: [budget-constants] network 'net' has 36 bytes of constants, 20 more than the 16 of its budget
class Net {
  @Weight F32 kernel;
  @Weight F32 bias;

  public F32 run(@Shape({2}) F32 x) {
    return Layer.apply(x, kernel, bias);
  }
}
