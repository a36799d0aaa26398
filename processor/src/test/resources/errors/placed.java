import dev.demitasse.CInterface;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Placed;
import dev.demitasse.Pool;
import dev.demitasse.Shape;
import dev.demitasse.State;
import dev.demitasse.Weight;

@Operator
class Half {
  public static F32 apply(F32 x) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, x.at(i) / 2);
    }
    return y;
  }
}

@Network
@Pool(name = "dtcm")
@Pool(name = "sram")
class Misspelt {
  public F32 run(@Shape({4}) F32 x) {
    @Placed("dctm") F32 h = Half.apply(x); // error: [placed] variable 'h' cannot lie in pool 'dctm'
    return Half.apply(h);
  }
}

@Network
class Without {
  public F32 run(@Shape({4}) F32 x) {
    @Placed("sram") F32 h = Half.apply(x); // error: [placed] variable 'h' cannot lie in pool 'sram'
    return Half.apply(h);
  }
}

@Network(weights = "layer.npz")
@Pool(name = "sram")
@Pool(name = "qspi", holds = "constants")
class Contents {
  @Weight @Placed("sram") F32 kernel; // error: [placed] weight 'kernel' cannot lie in pool 'sram'
  @Weight @Placed("qspi") F32 bias;
  @State @Placed("qspi") F32 last = F32.zeros(4); // error: [placed] state 'last' cannot lie in pool 'qspi'
  @Weight("bias") @Placed("qspi") F32 same;

  public F32 run(@Shape({4}) F32 x) {
    F32 y = Half.apply(last);
    last = x;
    return y;
  }
}

@Network
@Pool(name = "sram")
class Ports {
  public F32 run(
      @Shape({4}) @Placed("sram") F32 x) { // error: [placed] input 'x' cannot lie in pool 'sram'
    @Placed("sram") F32 y = Half.apply(x); // error: [placed] variable 'y' cannot lie in pool 'sram'
    return y;
  }
}

@Network
@Pool(name = "inside", memory = "static")
@Pool(name = "outside", memory = "caller")
@CInterface(io = "workspace")
class Reach {
  public F32 run(
      @Shape({4}) @Placed("outside") F32 a,
      @Shape({4}) @Placed("inside") F32 b) { // error: [placed] input 'b' cannot lie in pool 'inside'
    return Half.apply(Half.apply(a));
  }
}
