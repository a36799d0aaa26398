package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Fn;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * Two-dimensional convolution (a correlation: the kernel is not mirrored).
 *
 * <pre>{@code
 * y[n, oy, ox, oc] =
 *     bias[oc] + sum over ky, kx, ic of x[n, iy, ix, icBase + ic] * kernel[oc, ky, kx, ic]
 * where iy = oy * strideY - padTop + ky * dilationY
 *       ix = ox * strideX - padLeft + kx * dilationX
 *       icBase = first input channel of the group that oc belongs to
 * }</pre>
 *
 * <p>Cells outside the image add nothing. With {@code groups > 1} the input and the output channels
 * fall into as many equal runs, and a run of outputs sees only its run of inputs.
 *
 * <p>ONNX {@code Conv}, in NHWC with an OHWI kernel; TFLite {@code CONV_2D}.
 */
@Operator
public final class Conv2d {
  private Conv2d() {}

  /**
   * Convolves with one stride for both axes, no dilation, and one group.
   *
   * @param x the images, {@code [n, h, w, ci]}
   * @param kernel the taps, {@code [co, kh, kw, ci]}
   * @param bias one value per output channel, {@code [co]}
   * @param stride the step of the window in cells, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, co]}
   * @throws IllegalArgumentException if the shapes do not fit together or the stride is not
   *     positive
   */
  public static F32 apply(F32 x, F32 kernel, F32 bias, int stride, Padding padding) {
    return apply(x, kernel, bias, stride, stride, 1, 1, padding, 1);
  }

  /**
   * Convolves with padding by rule.
   *
   * @param x the images, {@code [n, h, w, ci]}
   * @param kernel the taps, {@code [co, kh, kw, ci / groups]}
   * @param bias one value per output channel, {@code [co]}
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param dilationY the rows from tap to tap, at least 1
   * @param dilationX the columns from tap to tap, at least 1
   * @param padding how far the window may leave the image
   * @param groups the runs into which channels are split; divides {@code ci} and {@code co}
   * @return the images {@code [n, oh, ow, co]}
   * @throws IllegalArgumentException if the arguments do not fit together
   */
  public static F32 apply(
      F32 x,
      F32 kernel,
      F32 bias,
      int strideY,
      int strideX,
      int dilationY,
      int dilationX,
      Padding padding,
      int groups) {
    int extentY = Window.extent(kernelDim(kernel.shape(), 1), dilationY);
    int extentX = Window.extent(kernelDim(kernel.shape(), 2), dilationX);
    int padY = Window.padding(Nhwc.height(x.shape()), extentY, strideY, padding);
    int padX = Window.padding(Nhwc.width(x.shape()), extentX, strideX, padding);
    return apply(
        x,
        kernel,
        bias,
        strideY,
        strideX,
        dilationY,
        dilationX,
        padY / 2,
        padY - padY / 2,
        padX / 2,
        padX - padX / 2,
        groups);
  }

  /**
   * Convolves with padding given in cells. The result has {@code oh = (padTop + h + padBottom -
   * extentY) / strideY + 1} rows, where {@code extentY = (kh - 1) * dilationY + 1}, and columns
   * alike.
   *
   * @param x the images, {@code [n, h, w, ci]}
   * @param kernel the taps, {@code [co, kh, kw, ci / groups]}
   * @param bias one value per output channel, {@code [co]}
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param dilationY the rows from tap to tap, at least 1
   * @param dilationX the columns from tap to tap, at least 1
   * @param padTop the rows added above the image
   * @param padBottom the rows added below the image
   * @param padLeft the columns added left of the image
   * @param padRight the columns added right of the image
   * @param groups the runs into which channels are split; divides {@code ci} and {@code co}
   * @return the images {@code [n, oh, ow, co]}
   * @throws IllegalArgumentException if the arguments do not fit together, or the dilated kernel is
   *     larger than the padded image
   */
  public static F32 apply(
      F32 x,
      F32 kernel,
      F32 bias,
      int strideY,
      int strideX,
      int dilationY,
      int dilationX,
      int padTop,
      int padBottom,
      int padLeft,
      int padRight,
      int groups) {
    int h = Nhwc.height(x.shape());
    int w = Nhwc.width(x.shape());
    int co = kernelDim(kernel.shape(), 0);
    int kh = kernelDim(kernel.shape(), 1);
    int kw = kernelDim(kernel.shape(), 2);
    int ciPerGroup = kernelDim(kernel.shape(), 3);
    requireFit(x.shape(), kernel.shape(), bias.shape(), groups);
    int oh = Window.positions(h, padTop, padBottom, Window.extent(kh, dilationY), strideY);
    int ow = Window.positions(w, padLeft, padRight, Window.extent(kw, dilationX), strideX);
    F32 y = F32.zeros(x.dim(0), oh, ow, co);
    for (int n = 0; n < x.dim(0); n++) {
      for (int oy = 0; oy < oh; oy++) {
        for (int ox = 0; ox < ow; ox++) {
          for (int oc = 0; oc < co; oc++) {
            int icBase = oc / (co / groups) * ciPerGroup;
            float sum = bias.at(oc);
            for (int ky = 0; ky < kh; ky++) {
              int iy = oy * strideY - padTop + ky * dilationY;
              if (iy >= 0 && iy < h) {
                for (int kx = 0; kx < kw; kx++) {
                  int ix = ox * strideX - padLeft + kx * dilationX;
                  if (ix >= 0 && ix < w) {
                    for (int ic = 0; ic < ciPerGroup; ic++) {
                      sum = Fn.mac(sum, x.at(n, iy, ix, icBase + ic), kernel.at(oc, ky, kx, ic));
                    }
                  }
                }
              }
            }
            y.set(n, oy, ox, oc, sum);
          }
        }
      }
    }
    return y;
  }

  /** Refuses channels that do not fit together, of tensors of any element type. */
  static void requireFit(int[] x, int[] kernel, int[] bias, int groups) {
    if (groups < 1) {
      throw new IllegalArgumentException("groups is " + groups + ", must be at least 1");
    }
    if (x[3] != kernel[3] * groups) {
      throw new IllegalArgumentException(
          "x has " + x[3] + " channels, kernel expects " + kernel[3] * groups);
    }
    if (kernel[0] % groups != 0) {
      throw new IllegalArgumentException(
          "kernel has " + kernel[0] + " output channels, not a multiple of " + groups + " groups");
    }
    if (bias.length != 1 || bias[0] != kernel[0]) {
      throw new IllegalArgumentException(
          "bias has shape " + Arrays.toString(bias) + ", expected [" + kernel[0] + "]");
    }
  }

  /** A dim of a kernel {@code [co, kh, kw, ci]}. */
  static int kernelDim(int[] kernel, int axis) {
    if (kernel.length != 4) {
      throw new IllegalArgumentException(
          "kernel has shape " + Arrays.toString(kernel) + ", expected [co, kh, kw, ci]");
    }
    return kernel[axis];
  }
}
