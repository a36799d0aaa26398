package dev.demitasse.operators;

import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * Two-dimensional convolution in 8 bits.
 *
 * <pre>{@code
 * sum = bias[oc] + sum over ky, kx, ic of
 *           (x[n, iy, ix, icBase + ic] - xq.zeroPoint) * kernel[oc, ky, kx, ic]
 * y[n, oy, ox, oc] = clamp(sum * factor[oc] + yq.zeroPoint)
 * }</pre>
 *
 * <p>{@code iy}, {@code ix} and {@code icBase} are those of {@link Conv2d}; cells outside the image
 * stand for 0 and add nothing. If the kernel has fewer input channels than the image, there are as
 * many groups as it takes.
 *
 * <p>Sums are those of 32 bits, and wrap. They are multiplied by the factor of their channel in
 * fixed point, with two roundings: to 32 bits, a half up, and to a whole number, a half away from
 * zero.
 *
 * <p>To the bit TFLite's {@code CONV_2D} for int8 as in {@code reference/integer_ops/conv.h}.
 */
@Operator
public final class QuantizedConv2d {
  private QuantizedConv2d() {}

  /**
   * Convolves with padding by rule.
   *
   * @param x the images, {@code [n, h, w, ci]}
   * @param xq how {@code x} is quantised
   * @param kernel the taps, {@code [co, kh, kw, ci / groups]}; they have no zero point
   * @param bias one value per output channel, {@code [co]}, in units of the sums
   * @param factors one per output channel, of {@link QuantizedMultipliers}
   * @param yq how the result is to be quantised
   * @param activation what clamps the result
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param dilationY the rows from tap to tap, at least 1
   * @param dilationX the columns from tap to tap, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, co]}
   * @throws IllegalArgumentException if the arguments do not fit together
   */
  public static I8 apply(
      I8 x,
      Quantization xq,
      I8 kernel,
      I32 bias,
      QuantizedMultipliers.Factors factors,
      Quantization yq,
      Activation activation,
      int strideY,
      int strideX,
      int dilationY,
      int dilationX,
      Padding padding) {
    int extentY = Window.extent(Conv2d.kernelDim(kernel.shape(), 1), dilationY);
    int extentX = Window.extent(Conv2d.kernelDim(kernel.shape(), 2), dilationX);
    int padY = Window.padding(Nhwc.height(x.shape()), extentY, strideY, padding);
    int padX = Window.padding(Nhwc.width(x.shape()), extentX, strideX, padding);
    return apply(
        x,
        xq,
        kernel,
        bias,
        factors,
        yq,
        activation,
        strideY,
        strideX,
        dilationY,
        dilationX,
        padY / 2,
        padY - padY / 2,
        padX / 2,
        padX - padX / 2);
  }

  /**
   * Convolves with padding given in cells. The result has {@code oh = (padTop + h + padBottom -
   * extentY) / strideY + 1} rows, where {@code extentY = (kh - 1) * dilationY + 1}, and columns
   * alike.
   *
   * @param x the images, {@code [n, h, w, ci]}
   * @param xq how {@code x} is quantised
   * @param kernel the taps, {@code [co, kh, kw, ci / groups]}; they have no zero point
   * @param bias one value per output channel, {@code [co]}, in units of the sums
   * @param factors one per output channel, of {@link QuantizedMultipliers}
   * @param yq how the result is to be quantised
   * @param activation what clamps the result
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param dilationY the rows from tap to tap, at least 1
   * @param dilationX the columns from tap to tap, at least 1
   * @param padTop the rows added above the image
   * @param padBottom the rows added below the image
   * @param padLeft the columns added left of the image
   * @param padRight the columns added right of the image
   * @return the images {@code [n, oh, ow, co]}
   * @throws IllegalArgumentException if the arguments do not fit together, or the dilated kernel is
   *     larger than the padded image
   */
  public static I8 apply(
      I8 x,
      Quantization xq,
      I8 kernel,
      I32 bias,
      QuantizedMultipliers.Factors factors,
      Quantization yq,
      Activation activation,
      int strideY,
      int strideX,
      int dilationY,
      int dilationX,
      int padTop,
      int padBottom,
      int padLeft,
      int padRight) {
    int h = Nhwc.height(x.shape());
    int w = Nhwc.width(x.shape());
    int co = Conv2d.kernelDim(kernel.shape(), 0);
    int kh = Conv2d.kernelDim(kernel.shape(), 1);
    int kw = Conv2d.kernelDim(kernel.shape(), 2);
    int ciPerGroup = Conv2d.kernelDim(kernel.shape(), 3);
    int groups = Math.max(1, Nhwc.channels(x.shape()) / Math.max(1, ciPerGroup));
    Conv2d.requireFit(x.shape(), kernel.shape(), bias.shape(), groups);
    factors.requireChannels(co);
    int low = yq.low(activation);
    int high = yq.high(activation);
    int oh = Window.positions(h, padTop, padBottom, Window.extent(kh, dilationY), strideY);
    int ow = Window.positions(w, padLeft, padRight, Window.extent(kw, dilationX), strideX);
    I8 y = I8.zeros(x.dim(0), oh, ow, co);
    for (int n = 0; n < x.dim(0); n++) {
      for (int oy = 0; oy < oh; oy++) {
        for (int ox = 0; ox < ow; ox++) {
          for (int oc = 0; oc < co; oc++) {
            int icBase = oc / (co / groups) * ciPerGroup;
            int sum = bias.at(oc);
            for (int ky = 0; ky < kh; ky++) {
              int iy = oy * strideY - padTop + ky * dilationY;
              if (iy >= 0 && iy < h) {
                for (int kx = 0; kx < kw; kx++) {
                  int ix = ox * strideX - padLeft + kx * dilationX;
                  if (ix >= 0 && ix < w) {
                    for (int ic = 0; ic < ciPerGroup; ic++) {
                      sum +=
                          (x.at(n, iy, ix, icBase + ic) - xq.zeroPoint())
                              * kernel.at(oc, ky, kx, ic);
                    }
                  }
                }
              }
            }
            y.set(
                n,
                oy,
                ox,
                oc,
                FixedPoint.requantized(
                    sum,
                    factors.multiplier().at(oc),
                    factors.shift().at(oc),
                    yq.zeroPoint(),
                    low,
                    high));
          }
        }
      }
    }
    return y;
  }
}
