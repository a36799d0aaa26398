package dev.demitasse.operators;

import dev.demitasse.F32;
import dev.demitasse.Operator;

/**
 * The mean value of a sliding window, channel by channel.
 *
 * <pre>{@code
 * y[n, oy, ox, oc] = (sum over ky, kx of x[n, iy, ix, oc]) / cells
 * where iy = oy * strideY - padTop + ky
 *       ix = ox * strideX - padLeft + kx
 * }</pre>
 *
 * <p>Cells outside the image do not take part: {@code cells} counts those inside, so that the
 * border is no darker than the middle.
 *
 * <p>TFLite {@code AVERAGE_POOL_2D}; ONNX {@code AveragePool} with {@code count_include_pad = 0},
 * in NHWC.
 */
@Operator
public final class AvgPool2d {
  private AvgPool2d() {}

  /**
   * Pools square windows that touch but do not overlap. Rows and columns that do not fill a last
   * window are left out.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param size the side of the window in cells, at least 1
   * @return the images {@code [n, h / size, w / size, c]}
   * @throws IllegalArgumentException if {@code x} is not of rank 4 or smaller than the window
   */
  public static F32 apply(F32 x, int size) {
    return apply(x, size, size, Padding.VALID);
  }

  /**
   * Pools square windows with one stride for both axes.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param size the side of the window in cells, at least 1
   * @param stride the step of the window in cells, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, c]}
   * @throws IllegalArgumentException if the arguments do not fit together
   */
  public static F32 apply(F32 x, int size, int stride, Padding padding) {
    return apply(x, size, size, stride, stride, padding);
  }

  /**
   * Pools with padding by rule.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param sizeY the rows of the window, at least 1
   * @param sizeX the columns of the window, at least 1
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param padding how far the window may leave the image
   * @return the images {@code [n, oh, ow, c]}
   * @throws IllegalArgumentException if the arguments do not fit together
   */
  public static F32 apply(F32 x, int sizeY, int sizeX, int strideY, int strideX, Padding padding) {
    int padY = Window.padding(Nhwc.height(x.shape()), Window.extent(sizeY, 1), strideY, padding);
    int padX = Window.padding(Nhwc.width(x.shape()), Window.extent(sizeX, 1), strideX, padding);
    return apply(
        x, sizeY, sizeX, strideY, strideX, padY / 2, padY - padY / 2, padX / 2, padX - padX / 2);
  }

  /**
   * Pools with padding given in cells. The result has {@code oh = (padTop + h + padBottom - sizeY)
   * / strideY + 1} rows, and columns alike.
   *
   * @param x the images, {@code [n, h, w, c]}
   * @param sizeY the rows of the window, at least 1
   * @param sizeX the columns of the window, at least 1
   * @param strideY the step of the window in rows, at least 1
   * @param strideX the step of the window in columns, at least 1
   * @param padTop the rows added above the image, less than {@code sizeY}
   * @param padBottom the rows added below the image, less than {@code sizeY}
   * @param padLeft the columns added left of the image, less than {@code sizeX}
   * @param padRight the columns added right of the image, less than {@code sizeX}
   * @return the images {@code [n, oh, ow, c]}
   * @throws IllegalArgumentException if the arguments do not fit together, or the window is larger
   *     than the padded image, or could miss the image altogether
   */
  public static F32 apply(
      F32 x,
      int sizeY,
      int sizeX,
      int strideY,
      int strideX,
      int padTop,
      int padBottom,
      int padLeft,
      int padRight) {
    int h = Nhwc.height(x.shape());
    int w = Nhwc.width(x.shape());
    int oh = Window.poolPositions(h, padTop, padBottom, Window.extent(sizeY, 1), strideY);
    int ow = Window.poolPositions(w, padLeft, padRight, Window.extent(sizeX, 1), strideX);
    F32 y = F32.zeros(x.dim(0), oh, ow, x.dim(3));
    for (int n = 0; n < x.dim(0); n++) {
      for (int oy = 0; oy < oh; oy++) {
        int top = oy * strideY - padTop;
        int rows = Math.min(top + sizeY, h) - Math.max(top, 0);
        for (int ox = 0; ox < ow; ox++) {
          int left = ox * strideX - padLeft;
          int columns = Math.min(left + sizeX, w) - Math.max(left, 0);
          for (int oc = 0; oc < x.dim(3); oc++) {
            float sum = 0f;
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
            y.set(n, oy, ox, oc, sum / (rows * columns));
          }
        }
      }
    }
    return y;
  }
}
