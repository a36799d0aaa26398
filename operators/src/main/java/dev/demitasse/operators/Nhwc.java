package dev.demitasse.operators;

import dev.demitasse.F32;
import java.util.Arrays;

/** Reads the shape of an image batch {@code [n, h, w, c]}. */
final class Nhwc {
  private Nhwc() {}

  static int height(F32 x) {
    return dim(x, 1);
  }

  static int width(F32 x) {
    return dim(x, 2);
  }

  static int channels(F32 x) {
    return dim(x, 3);
  }

  private static int dim(F32 x, int axis) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "x has shape " + Arrays.toString(x.shape()) + ", expected [n, h, w, c]");
    }
    return x.dim(axis);
  }
}
