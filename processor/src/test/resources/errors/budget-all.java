import dev.demitasse.Budget;
import dev.demitasse.CInterface;
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

@Operator
class Waiting {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.dim(0));
    int i = 0;
    while (i < x.dim(0)) {
      y.set(i, y.at(i) + x.at(i) * x.at(0));
      i += i + 1;
    }
    return y;
  }
}

@Network(weights = "layer.npz", name = "all")
@CInterface(io = "workspace")
@Budget(ram = 1, constants = 2, macs = 3) // error: [budget-ram] network 'all' needs 24 bytes of RAM, 23 more than the 1 of its budget // error: [budget-constants] network 'all' has 36 bytes of constants, 34 more than the 2 of its budget // error: [budget-macs] network 'all' computes 6 multiply-accumulates a run, 3 more than the 3 of its budget
class All {
  @Weight F32 kernel;
  @Weight F32 bias;

  public F32 run(@Shape({2}) F32 x) {
    return Layer.apply(x, kernel, bias);
  }
}

@Network(weights = "layer.npz", name = "enough")
@CInterface(io = "workspace")
@Budget(ram = 24, constants = 36, macs = 6, flash = 0, stack = 0)
class Enough {
  @Weight F32 kernel;
  @Weight F32 bias;

  public F32 run(@Shape({2}) F32 x) {
    return Layer.apply(x, kernel, bias);
  }
}

@Network(name = "unknown")
@Budget(macs = 100) // error: [budget] the multiply-accumulates of network 'unknown' are not known
class Unknown {
  public F32 run(@Shape({2}) F32 x) {
    return Waiting.apply(x);
  }
}
