package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Fn;
import dev.demitasse.Operator;
import java.util.Arrays;

/**
 * Two-dimensional convolution of every channel by itself.
 *
 * <pre>{@code
 * y[n, oy, ox, oc] =
 *     bias[oc] + sum over ky, kx of x[n, iy, ix, oc / multiplier] * kernel[0, ky, kx, oc]
 * where iy = oy * strideY - padTop + ky * dilationY
 *       ix = ox * strideX - padLeft + kx * dilationX
 * }</pre>
 *
 * <p>Cells outside the image add nothing. The kernel has TFLite's shape {@code [1, kh, kw, c *
 * multiplier]}, so that an array of a trained model is used as it is; its taps for neighbouring
 * channels lie side by side, as the channels of an image do. The multiplier follows from the
 * shapes.
 *
 * <p>TFLite {@code DEPTHWISE_CONV_2D}; ONNX {@code Conv} with {@code group = c}.
 */
@Operator
public final class DepthwiseConv2d {
  private DepthwiseConv2d() {}

  /**
   * Convolves with one stride for both axes and no dilation.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param kernel the taps, {@code [1, kh, kw, c * multiplier]}
   * @param bias one value per output channel, {@code [c * multiplier]}
   * @param stride the step of the window in cells, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, c * multiplier]}
   * @throws IllegalArgumentException if the shapes do not fit together or the stride is not
   *     positive
   */
  public static F32 apply(F32 x, F32 kernel, F32 bias, int stride, Padding padding) {
    return apply(x, kernel, bias, stride, stride, 1, 1, padding);
  }

  /**
   * Convolves with padding by rule.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param kernel the taps, {@code [1, kh, kw, c * multiplier]}
   * @param bias one value per output channel, {@code [c * multiplier]}
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param dilationY the rows from tap to tap, at least 1
   * @param dilationX the columns from tap to tap, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, c * multiplier]}
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
      Padding padding) {
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
        padX - padX / 2);
  }

  /**
   * Convolves with padding given in cells. The size of the result is that of {@link Conv2d}.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param kernel the taps, {@code [1, kh, kw, c * multiplier]}
   * @param bias one value per output channel, {@code [c * multiplier]}
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param dilationY the rows from tap to tap, at least 1
   * @param dilationX the columns from tap to tap, at least 1
   * @param padTop the rows added above the image
   * @param padBottom the rows added below the image
   * @param padLeft the columns added left of the image
   * @param padRight the columns added right of the image
   * @return the images {@code [n, oh, ow, c * multiplier]}
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
      int padRight) {
    int h = Nhwc.height(x.shape());
    int w = Nhwc.width(x.shape());
    int ci = Nhwc.channels(x.shape());
    int kh = kernelDim(kernel.shape(), 1);
    int kw = kernelDim(kernel.shape(), 2);
    int co = kernelDim(kernel.shape(), 3);
    requireFit(x.shape(), kernel.shape(), bias.shape());
    int multiplier = co / ci;
    int oh = Window.positions(h, padTop, padBottom, Window.extent(kh, dilationY), strideY);
    int ow = Window.positions(w, padLeft, padRight, Window.extent(kw, dilationX), strideX);
    F32 y = F32.zeros(x.dim(0), oh, ow, co);
    for (int n = 0; n < x.dim(0); n++) {
      for (int oy = 0; oy < oh; oy++) {
        for (int ox = 0; ox < ow; ox++) {
          for (int oc = 0; oc < co; oc++) {
            int ic = oc / multiplier;
            float sum = bias.at(oc);
            for (int ky = 0; ky < kh; ky++) {
              int iy = oy * strideY - padTop + ky * dilationY;
              if (iy >= 0 && iy < h) {
                for (int kx = 0; kx < kw; kx++) {
                  int ix = ox * strideX - padLeft + kx * dilationX;
                  if (ix >= 0 && ix < w) {
                    sum = Fn.mac(sum, x.at(n, iy, ix, ic), kernel.at(0, ky, kx, oc));
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
  static void requireFit(int[] x, int[] kernel, int[] bias) {
    if (x[3] == 0 || kernel[3] % x[3] != 0) {
      throw new IllegalArgumentException(
          "kernel has "
              + kernel[3]
              + " channels, not a multiple of the "
              + x[3]
              + " channels of x");
    }
    if (bias.length != 1 || bias[0] != kernel[3]) {
      throw new IllegalArgumentException(
          "bias has shape " + Arrays.toString(bias) + ", expected [" + kernel[3] + "]");
    }
  }

  /** A dim of a kernel {@code [1, kh, kw, co]}. */
  static int kernelDim(int[] kernel, int axis) {
    if (kernel.length != 4 || kernel[0] != 1) {
      throw new IllegalArgumentException(
          "kernel has shape " + Arrays.toString(kernel) + ", expected [1, kh, kw, co]");
    }
    return kernel[axis];
  }
}
