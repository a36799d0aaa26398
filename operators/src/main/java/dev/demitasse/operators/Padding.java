package dev.demitasse.operators;

/** How far a sliding window may leave the image. Named as in TFLite. */
public enum Padding {
  /**
   * As much padding as gives {@code ceil(size / stride)} positions along an axis, half of it on
   * either side; an odd cell goes to the end (bottom, right). ONNX calls this {@code SAME_UPPER}.
   */
  SAME,

  /** No padding: the window stays inside the image. */
  VALID
}
