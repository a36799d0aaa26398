package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I8;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * The real numbers that 8-bit elements stand for.
 *
 * <pre>{@code y = q.scale * (x - q.zeroPoint)}</pre>
 *
 * <p>The difference is exact, the product is one of floats.
 *
 * <p>To the bit TFLite's {@code DEQUANTIZE} from int8 as in {@code reference/dequantize.h}.
 */
@Operator
public final class Dequantize {
  private Dequantize() {}

  /**
   * Converts every element.
   *
   * @param x a tensor of any shape
   * @param q how {@code x} is quantised
   * @return a new tensor of the shape of {@code x}
   */
  public static F32 apply(I8 x, Quantization q) {
    F32 y = F32.zeros(x.shape());
    for (int i = 0; i < x.size(); i++) {
      y.set(i, q.scale() * (x.at(i) - q.zeroPoint()));
    }
    return y;
  }

  /**
   * Converts weights, which have no zero point, but a scale for each channel.
   *
   * @param x a tensor of rank 1 or more
   * @param scales one for each channel, {@code [x.dim(axis)]}
   * @param axis the axis of the channels, counted from 0
   * @return a new tensor of the shape of {@code x}
   * @throws IllegalArgumentException if there is no such axis, or not one scale for each channel
   */
  public static F32 apply(I8 x, F32 scales, int axis) {
    if (axis < 0 || axis >= x.rank()) {
      throw new IllegalArgumentException("axis is " + axis + ", x has rank " + x.rank());
    }
    int channels = x.dim(axis);
    if (scales.rank() != 1 || scales.dim(0) != channels) {
      throw new IllegalArgumentException(
          "scales have shape " + Arrays.toString(scales.shape()) + ", expected [" + channels + "]");
    }
    F32 y = F32.zeros(x.shape());
    for (int c = 0; c < channels; c++) {
      I8 from = x.slice(axis, c, 1);
      F32 to = y.slice(axis, c, 1);
      for (int i = 0; i < from.size(); i++) {
        to.set(i, scales.at(c) * from.at(i));
      }
    }
    return y;
  }
}
