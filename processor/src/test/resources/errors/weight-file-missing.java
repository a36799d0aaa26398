import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;

@Network(weights = "absent.npz")
class Absent { // error: [weight-file-missing] file 'absent.npz' not found
  @Weight F32 kernel;

  public F32 run(@Shape({4}) F32 x) {
    return kernel;
  }
}
