package dev.demitasse.benchmarks;

import java.util.List;

/** Orders of axes. */
final class Axes {
  private Axes() {}

  /** Which axis of NHWC is each of NCHW; likewise of OHWI and OIHW. */
  static final List<Integer> NCHW_OF_NHWC = List.of(0, 3, 1, 2);

  /** The way back. */
  static final List<Integer> NHWC_OF_NCHW = List.of(0, 2, 3, 1);

  /** The kernel of a depthwise convolution in TFLite, {@code [1, h, w, c]}, as OIHW. */
  static final List<Integer> OIHW_OF_1HWC = List.of(3, 0, 1, 2);

  /** Returns a shape with its axes in another order. */
  static List<Integer> permuted(List<Integer> shape, List<Integer> order) {
    return order.stream().map(shape::get).toList();
  }

  /**
   * Moves elements so that axis {@code i} of the result is axis {@code order.get(i)} of the given
   * ones.
   *
   * @param bytes of one element
   * @param shape of the given ones
   */
  static byte[] permuted(byte[] elements, int bytes, List<Integer> shape, List<Integer> order) {
    int rank = shape.size();
    int[] strides = new int[rank];
    int size = 1;
    for (int d = rank - 1; d >= 0; d--) {
      strides[d] = size;
      size *= shape.get(d);
    }
    byte[] result = new byte[elements.length];
    int[] index = new int[rank];
    for (int to = 0; to < size; to++) {
      int from = 0;
      for (int d = 0; d < rank; d++) {
        from += index[d] * strides[order.get(d)];
      }
      System.arraycopy(elements, from * bytes, result, to * bytes, bytes);
      for (int d = rank - 1; d >= 0; d--) {
        index[d]++;
        if (index[d] < shape.get(order.get(d))) {
          break;
        }
        index[d] = 0;
      }
    }
    return result;
  }
}
