package dev.demitasse.compiler.tflite;

import java.util.List;

/**
 * What the numbers of a tensor stand for: {@code scale * (number - zeroPoint)}.
 *
 * @param scales one for the tensor, or one for each index of an axis; finite and above 0
 * @param zeroPoints as many as scales; numbers of the tensor's type
 * @param axis which one it is if there are several scales
 */
public record TfliteQuantization(List<Float> scales, List<Long> zeroPoints, int axis) {
  public TfliteQuantization {
    scales = List.copyOf(scales);
    zeroPoints = List.copyOf(zeroPoints);
  }

  /** Returns whether there is one scale for each index of an axis, and more than one. */
  public boolean isPerAxis() {
    return scales.size() > 1;
  }
}
