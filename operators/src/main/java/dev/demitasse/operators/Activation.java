package dev.demitasse.operators;

/** What an operator does to its results at last: nothing, or a clamp. Named as in TFLite. */
public enum Activation {
  /** Nothing. */
  NONE,

  /** Negative results become 0. */
  RELU,

  /** Results are clamped to -1 to 1. */
  RELU_N1_TO_1,

  /** Results are clamped to 0 to 6. */
  RELU6
}
