import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Operator;
import dev.demitasse.Placed;
import dev.demitasse.Pool;
import dev.demitasse.Shape;
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

@Operator
class Inner {
  public static F32 apply(F32 x) {
    @Placed("sram") F32 y = F32.zeros(x.shape()); // error: [placed] variable 'y' cannot lie in pool 'sram'
    for (int i = 0; i < x.size(); i++) {
      y.set(i, x.at(i) / 2);
    }
    return y;
  }
}

@Network
@Pool(name = "sram")
class Calls {
  public F32 run(@Shape({4}) F32 x) {
    return Half.apply(Inner.apply(x));
  }
}

@Network
@Pool(name = "sram")
class Views {
  public F32 run(@Shape({4}) F32 x) {
    @Placed("sram") F32 h = x.reshape(2, 2); // error: [placed] variable 'h' cannot lie in pool 'sram'
    return Half.apply(h);
  }
}

@Network
@Pool(name = "sram")
@Pool(name = "dram")
class Both {
  public F32 run(@Shape({4}) F32 x) {
    @Placed("sram") F32 h = Half.apply(x);
    @Placed("dram") F32 g = h.reshape(2, 2); // error: [placed] variable 'g' cannot lie in pool 'dram'
    return Half.apply(g);
  }
}

@Network
@Pool(name = "sram")
class Variables {
  public F32 run(@Shape({4}) F32 x) {
    @Placed("sram") F32 late; // error: [placed] variable 'late' cannot lie in pool 'sram'
    @Placed("sram") int number = x.size(); // error: [placed] variable 'number' cannot lie in pool 'sram'
    late = Half.apply(x);
    F32 sum = late;
    F32[] all = {late, late};
    for (@Placed("sram") F32 each : all) { // error: [placed] variable 'each' cannot lie in pool 'sram'
      sum = Half.apply(each);
    }
    return sum;
  }
}

@Network(weights = "layer.npz")
@Pool(name = "qspi", holds = "constants")
@Pool(name = "flash", holds = "constants")
class Fields {
  @Weight F32 kernel;
  @Weight @Placed("qspi") F32 bias;
  @Placed("qspi") final int length = 4; // error: [placed] field 'length' cannot lie in pool 'qspi'

  public F32 run(@Shape({4}) F32 x) {
    return part(x);
  }

  private F32 part(@Placed("qspi") F32 x) { // error: [placed] parameter 'x' cannot lie in pool 'qspi'
    return Half.apply(x);
  }
}

@Network(weights = "layer.npz")
@Pool(name = "qspi", holds = "constants")
@Pool(name = "flash", holds = "constants")
class Arrays {
  @Weight F32 kernel;
  @Weight @Placed("qspi") F32 bias;
  @Weight("bias") @Placed("flash") F32 again; // error: [placed] weight 'again' cannot lie in pool 'flash'

  public F32 run(@Shape({4}) F32 x) {
    return Half.apply(bias);
  }
}

record Pair(@Placed("qspi") F32 left, F32 right) {} // error: [placed] field 'left' cannot lie in pool 'qspi'
