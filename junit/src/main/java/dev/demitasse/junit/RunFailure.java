package dev.demitasse.junit;

/**
 * Why a network does not get onto a machine or does not run to its end there, for its developer.
 */
final class RunFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** What networks return where the data breaks a promise: {@code DEMITASSE_CHECK_FAILED}. */
  private static final String CHECK_FAILED = "returned -5 instead of 0";

  private final int finished;

  /**
   * A failure.
   *
   * @param finished how many runs had ended before
   */
  RunFailure(String message, int finished) {
    super(message);
    this.finished = finished;
  }

  int finished() {
    return finished;
  }

  /** Whether the network has found that the data breaks a promise. */
  boolean isFailedCheck() {
    return getMessage().endsWith(CHECK_FAILED);
  }
}
