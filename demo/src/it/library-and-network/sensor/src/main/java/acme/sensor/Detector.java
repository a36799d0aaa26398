package acme.sensor;

import acme.signal.Kind;
import acme.signal.Smooth;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.operators.Mul;
import dev.demitasse.operators.Relu;

/** Smooths three channels and scales them. */
@Network(weights = "gains.npy")
public class Detector {
  @Weight F32 gains;

  public F32 detect(@Shape({8, 3}) F32 signal) {
    return Relu.apply(Mul.apply(Smooth.apply(signal, Kind.TRIANGLE), gains));
  }
}
