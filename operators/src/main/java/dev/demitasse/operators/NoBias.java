package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * The bias of a layer that has none: a zero for each channel.
 *
 * <p>In TFLite the bias of {@code CONV_2D}, {@code DEPTHWISE_CONV_2D} and {@code FULLY_CONNECTED}
 * may be absent.
 */
@Operator
public final class NoBias {
  private NoBias() {}

  /**
   * Makes the bias of a quantised layer.
   *
   * @param kernel the weights of the layer
   * @param axis the axis of the output channels, counted from 0
   * @return zeros, {@code [kernel.dim(axis)]}
   * @throws IllegalArgumentException if there is no such axis
   */
  public static I32 apply(I8 kernel, int axis) {
    return I32.zeros(channels(kernel.shape(), axis));
  }

  /**
   * Makes the bias of a float layer.
   *
   * @param kernel the weights of the layer
   * @param axis the axis of the output channels, counted from 0
   * @return zeros, {@code [kernel.dim(axis)]}
   * @throws IllegalArgumentException if there is no such axis
   */
  public static F32 apply(F32 kernel, int axis) {
    return F32.zeros(channels(kernel.shape(), axis));
  }

  private static int channels(int[] kernel, int axis) {
    if (axis < 0 || axis >= kernel.length) {
      throw new IllegalArgumentException("axis is " + axis + ", kernel has rank " + kernel.length);
    }
    return kernel[axis];
  }
}
