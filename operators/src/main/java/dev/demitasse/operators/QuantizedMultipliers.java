package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * The factors that turn the sums of a quantised convolution into its results, one for each output
 * channel.
 *
 * <pre>{@code multiplier[c] * 2^(shift[c] - 31) = x.scale * kernelScales[c] / y.scale}</pre>
 *
 * <p>The right side is computed in double; the multiplier has 31 significant bits, a half rounded
 * away from zero. A factor below about {@code 2^-32} becomes 0. Of weights, all of it is computed
 * when a network is compiled.
 *
 * <p>TFLite's {@code PopulateConvolutionQuantizationParams} in {@code kernel_util.cc} and {@code
 * QuantizeMultiplier} in {@code quantization_util.cc}.
 */
@Operator
public final class QuantizedMultipliers {
  private QuantizedMultipliers() {}

  /**
   * A factor for each channel.
   *
   * @param multiplier the significant bits, {@code [channels]}
   * @param shift the exponents, {@code [channels]}; a positive one shifts left
   */
  public record Factors(I32 multiplier, I32 shift) {
    void requireChannels(int channels) {
      if (multiplier.rank() != 1 || multiplier.dim(0) != channels) {
        throw new IllegalArgumentException(
            "multiplier has shape "
                + Arrays.toString(multiplier.shape())
                + ", expected ["
                + channels
                + "]");
      }
      if (shift.rank() != 1 || shift.dim(0) != channels) {
        throw new IllegalArgumentException(
            "shift has shape " + Arrays.toString(shift.shape()) + ", expected [" + channels + "]");
      }
    }
  }

  /**
   * Computes the factors.
   *
   * @param x how the inputs are quantised
   * @param kernelScales the scale of each channel's weights, {@code [channels]}, or of all, {@code
   *     [1]}
   * @param y how the results are to be quantised
   * @param channels how many output channels there are
   * @return a factor for each channel
   * @throws IllegalArgumentException if there are neither 1 nor {@code channels} scales
   */
  public static Factors apply(Quantization x, F32 kernelScales, Quantization y, int channels) {
    if (kernelScales.size() != 1 && kernelScales.size() != channels) {
      throw new IllegalArgumentException(
          "there are " + kernelScales.size() + " scales, expected 1 or " + channels);
    }
    I32 multiplier = I32.zeros(channels);
    I32 shift = I32.zeros(channels);
    for (int c = 0; c < channels; c++) {
      double kernelScale = kernelScales.at(kernelScales.size() == 1 ? 0 : c);
      FixedPoint.Factor factor =
          FixedPoint.quantizeMultiplier((double) x.scale() * kernelScale / y.scale());
      multiplier.set(c, factor.multiplier());
      shift.set(c, factor.shift());
    }
    return new Factors(multiplier, shift);
  }
}
