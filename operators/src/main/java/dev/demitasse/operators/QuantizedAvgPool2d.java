package dev.demitasse.operators;

import dev.demitasse.I8;
import dev.demitasse.Operator;

/**
 * The mean of a sliding window in 8 bits, channel by channel.
 *
 * <pre>{@code y[n, oy, ox, oc] = clamp((sum over ky, kx of x[n, iy, ix, oc]) / cells)}</pre>
 *
 * <p>{@code iy}, {@code ix} and {@code cells} are those of {@link AvgPool2d}. The quotient is
 * rounded to a whole number, a half away from zero. The result is quantised as {@code x} is.
 *
 * <p>To the bit TFLite's {@code AVERAGE_POOL_2D} for int8 as in {@code
 * reference/integer_ops/pooling.h}.
 */
@Operator
public final class QuantizedAvgPool2d {
  private QuantizedAvgPool2d() {}

  /**
   * Pools with padding by rule.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param q how {@code x} and the result are quantised
   * @param activation what clamps the result
   * @param sizeY the rows of the window, at least 1
   * @param sizeX the columns of the window, at least 1
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, c]}
   * @throws IllegalArgumentException if the arguments do not fit together
   */
  public static I8 apply(
      I8 x,
      Quantization q,
      Activation activation,
      int sizeY,
      int sizeX,
      int strideY,
      int strideX,
      Padding padding) {
    int h = Nhwc.height(x.shape());
    int w = Nhwc.width(x.shape());
    int padY = Window.padding(h, Window.extent(sizeY, 1), strideY, padding);
    int padX = Window.padding(w, Window.extent(sizeX, 1), strideX, padding);
    int oh = Window.poolPositions(h, padY / 2, padY - padY / 2, sizeY, strideY);
    int ow = Window.poolPositions(w, padX / 2, padX - padX / 2, sizeX, strideX);
    int low = q.low(activation);
    int high = q.high(activation);
    I8 y = I8.zeros(x.dim(0), oh, ow, x.dim(3));
    for (int n = 0; n < x.dim(0); n++) {
      for (int oy = 0; oy < oh; oy++) {
        int top = oy * strideY - padY / 2;
        int rows = Math.min(top + sizeY, h) - Math.max(top, 0);
        for (int ox = 0; ox < ow; ox++) {
          int left = ox * strideX - padX / 2;
          int columns = Math.min(left + sizeX, w) - Math.max(left, 0);
          int cells = Math.max(1, rows * columns); // never less than 1, and now seen to be
          for (int oc = 0; oc < x.dim(3); oc++) {
            int sum = 0;
            for (int ky = 0; ky < sizeY; ky++) {
              int iy = top + ky;
              if (iy >= 0 && iy < h) {
                for (int kx = 0; kx < sizeX; kx++) {
                  int ix = left + kx;
                  if (ix >= 0 && ix < w) {
                    sum += x.at(n, iy, ix, oc);
                  }
                }
              }
            }
            int mean = (sum > 0 ? sum + cells / 2 : sum - cells / 2) / cells;
            y.set(n, oy, ox, oc, (byte) Math.max(low, Math.min(mean, high)));
          }
        }
      }
    }
    return y;
  }
}
