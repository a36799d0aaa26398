package dev.demitasse.operators;

import java.util.Arrays;

/** Reads the shape of an image batch {@code [n, h, w, c]}. */
final class Nhwc {
  private Nhwc() {}

  static int height(int[] x) {
    return dim(x, 1);
  }

  static int width(int[] x) {
    return dim(x, 2);
  }

  static int channels(int[] x) {
    return dim(x, 3);
  }

  private static int dim(int[] x, int axis) {
    if (x.length != 4) {
      throw new IllegalArgumentException(
          "x has shape " + Arrays.toString(x) + ", expected [n, h, w, c]");
    }
    return x[axis];
  }
}
