import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network
record OfRecord(int a) { // error: [network-class] network 'OfRecord' cannot be made with 'new'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
interface OfInterface { // error: [network-class] network 'OfInterface' cannot be made with 'new'
  F32 run(@Shape({4}) F32 x);
}

@Network
abstract class Abstract { // error: [network-class] network 'Abstract' cannot be made with 'new'
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

final class Outer {
  @Network
  static class Nested { // error: [network-class] network 'Nested' is inside another class
    public F32 run(@Shape({4}) F32 x) {
      return x;
    }
  }
}

@Network
class Silent { // error: [network-class] network 'Silent' has no public method
  F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
class Twice { // error: [network-class] network 'Twice' has several public methods
  public F32 run(@Shape({4}) F32 x) {
    return x;
  }

  public F32 again(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
class Numbers {
  public float run(@Shape({4}) F32 x) { // error: [network-class] network 'Numbers' does not return a tensor
    return 1f;
  }
}

@Network
class Closed { // error: [network-class] network 'Closed' has no constructor to make it with
  private Closed() {}

  public F32 run(@Shape({4}) F32 x) {
    return x;
  }
}

@Network
class Fileless { // error: [network-class] network 'Fileless' has weights, but names no file with them
  @Weight F32 kernel;

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}

@Network(weights = "layer.npz")
class Fields {
  @Weight private F32 kernel; // error: [network-class] network 'Fields' has the private weight 'kernel'
  @Weight final F32 bias = F32.zeros(3); // error: [network-class] network 'Fields' has the final weight 'bias'

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
