package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * Real numbers in 8 bits.
 *
 * <pre>{@code y = clamp(round(x / q.scale) + q.zeroPoint)}</pre>
 *
 * <p>The quotient is one of floats, and rounded to a whole number, a half away from zero. What lies
 * beyond the range becomes the end of it, and NaN becomes the zero point.
 *
 * <p>To the bit TFLite's {@code QUANTIZE} from float32 to int8, which is {@code AffineQuantize} in
 * {@code reference/quantize.h}; that leaves NaN, and quotients beyond 32 bits, undefined.
 */
@Operator
public final class Quantize {
  private Quantize() {}

  /**
   * Converts every element.
   *
   * @param x a tensor of any shape
   * @param q how the result is to be quantised
   * @return a new tensor of the shape of {@code x}
   */
  public static I8 apply(F32 x, Quantization q) {
    I8 y = I8.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, (byte) q.quantized(x.at(i)));
    }
    return y;
  }
}
