package dev.demitasse.operators;

import java.util.Arrays;

/** The rule by which numpy and ONNX let two shapes meet. */
final class Broadcast {
  private Broadcast() {}

  /**
   * The common shape of two operands. Shapes are aligned at their last axes, missing axes count as
   * 1, and where the shapes differ one of them must be 1.
   */
  static int[] shape(int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      int p = d + a.length < rank ? 1 : a[d + a.length - rank];
      int q = d + b.length < rank ? 1 : b[d + b.length - rank];
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException(
            "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
      }
      shape[d] = p == 1 ? q : p;
    }
    return shape;
  }
}
