package acme.sensor;

import acme.signal.Kind;
import acme.signal.Levels;
import acme.signal.Smooth;
import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Weight;
import dev.demitasse.operators.Mul;
import dev.demitasse.operators.Relu;

/** Smooths three channels, scales them, and finds how often they reach which level. */
@Network(weights = "gains.npy")
public class Detector {
  /** The signal as it was looked at, and what was found. */
  public record Report(F32 smoothed, Levels.Found found) {}

  @Weight F32 gains;

  Detector() {}

  public Report detect(@Shape({8, 3}) F32 signal) {
    F32 smoothed = Relu.apply(Mul.apply(Smooth.apply(signal, Kind.TRIANGLE), gains));
    return new Report(smoothed, Levels.apply(smoothed));
  }
}
