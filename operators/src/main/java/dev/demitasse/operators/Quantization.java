package dev.demitasse.operators;

/**
 * How the 8-bit elements of a tensor stand for real numbers.
 *
 * <pre>{@code real = scale * (q - zeroPoint)}</pre>
 *
 * <p>The affine quantization of TFLite's 8-bit specification, of a whole tensor.
 *
 * @param scale the step from one number to the next, positive and finite
 * @param zeroPoint the element that stands for 0, from -128 to 127
 */
public record Quantization(float scale, int zeroPoint) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Quantization {
    if (!(scale > 0f && scale <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("scale is " + scale + ", must be positive and finite");
    }
    if (zeroPoint < -128 || zeroPoint > 127) {
      throw new IllegalArgumentException("zero point is " + zeroPoint + ", must fit 8 bits");
    }
  }

  /**
   * The element next to a real number. A half is rounded away from zero, what lies beyond the range
   * of {@code byte} becomes the end of it, and NaN becomes the zero point.
   */
  int quantized(float real) {
    // more than 255 steps end outside the range, whatever the zero point; so the casts are exact
    float steps = Math.max(-256f, Math.min(real / scale, 256f));
    int whole = (int) steps;
    float rest = steps - whole;
    int rounded = rest >= 0.5f ? whole + 1 : rest <= -0.5f ? whole - 1 : whole;
    return Math.max(-128, Math.min(rounded + zeroPoint, 127));
  }

  /** The least element that an activation lets through. */
  int low(Activation activation) {
    return switch (activation) {
      case NONE -> -128;
      case RELU, RELU6 -> quantized(0f);
      case RELU_N1_TO_1 -> quantized(-1f);
    };
  }

  /** The greatest element that an activation lets through. */
  int high(Activation activation) {
    return switch (activation) {
      case NONE, RELU -> 127;
      case RELU6 -> quantized(6f);
      case RELU_N1_TO_1 -> quantized(1f);
    };
  }
}
