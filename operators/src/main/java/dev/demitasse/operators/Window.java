package dev.demitasse.operators;

/** The arithmetic of a window that slides along one axis of an image. Everything is in cells. */
final class Window {
  private Window() {}

  /** The cells from the first to the last that a window of {@code size} taps touches. */
  static int extent(int size, int dilation) {
    if (size < 1) {
      throw new IllegalArgumentException("window size is " + size + ", must be at least 1");
    }
    if (dilation < 1) {
      throw new IllegalArgumentException("dilation is " + dilation + ", must be at least 1");
    }
    return (size - 1) * dilation + 1;
  }

  /** The positions of a window along an axis of {@code cells}, padded before and after. */
  static int positions(int cells, int before, int after, int extent, int stride) {
    if (stride < 1) {
      throw new IllegalArgumentException("stride is " + stride + ", must be at least 1");
    }
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "padding is " + before + " and " + after + ", must not be negative");
    }
    int padded = cells + before + after;
    if (extent > padded) {
      throw new IllegalArgumentException(
          "window spans " + extent + " cells, the padded image has only " + padded);
    }
    return (padded - extent) / stride + 1;
  }

  /** The {@link #positions}, each of which must hold at least one cell of the image. */
  static int poolPositions(int cells, int before, int after, int extent, int stride) {
    if (cells < 1) {
      throw new IllegalArgumentException("image has no cells, a window would have no value");
    }
    if (before >= extent || after >= extent) {
      throw new IllegalArgumentException(
          "padding is " + before + " and " + after + ", must be less than window of " + extent);
    }
    return positions(cells, before, after, extent, stride);
  }

  /** The padding of both sides together; half of it, rounded down, goes before the first cell. */
  static int padding(int cells, int extent, int stride, Padding padding) {
    if (padding == Padding.VALID) {
      return 0;
    }
    int positions = positions(cells, 0, 0, 1, stride);
    return Math.max((positions - 1) * stride + extent - cells, 0);
  }
}
