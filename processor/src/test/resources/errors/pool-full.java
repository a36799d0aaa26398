import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Placed;
import dev.demitasse.Pool;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Operator
class Mix {
  public static F32 apply(F32 x, F32 w) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, x.at(x.size() - 1 - i) * w.at(x.size() - 1 - i));
    }
    return y;
  }
}

@Network
@Pool(name = "dtcm", bytes = 256)
@Pool(name = "sram", bytes = 1024) // error: [pool-full] pool 'sram' would need 2048 bytes, 1024 more than the 1024 that it has
class Tight {
  public F32 run(@Shape({256}) F32 x) {
    F32 a = Mix.apply(x, x);
    F32 b = Mix.apply(a, x);
    return Mix.apply(a, b);
  }
}

@Network
@Pool(name = "dtcm", bytes = 256) // error: [pool-full] pool 'dtcm' would need 272 bytes, 16 more than the 256 that it has
@Pool(name = "sram")
class Choosy {
  public F32 run(@Shape({68}) F32 x) {
    @Placed("dtcm") F32 a = Mix.apply(x, x);
    F32 b = Mix.apply(a, x);
    return Mix.apply(a, b);
  }
}

@Network(weights = "layer.npz")
@Pool(name = "tcm", holds = "constants", bytes = 8) // error: [pool-full] pool 'tcm' would need 24 bytes, 16 more than the 8 that it has
class Weights {
  @Weight @Placed("tcm") F32 kernel;
  @Weight F32 bias;

  public F32 run(@Shape({6}) F32 x) {
    return Mix.apply(x, kernel);
  }
}
