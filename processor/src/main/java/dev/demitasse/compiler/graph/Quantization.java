package dev.demitasse.compiler.graph;

/**
 * Which real numbers the elements of a tensor stand for: {@code scale * (element - zeroPoint)}.
 *
 * @param scale above 0 and finite
 * @param zeroPoint in the range of the elements
 */
public record Quantization(float scale, int zeroPoint) {
  public Quantization {
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale " + scale);
    }
  }
}
