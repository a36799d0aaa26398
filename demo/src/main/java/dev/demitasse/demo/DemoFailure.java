package dev.demitasse.demo;

/** Why the demo cannot go on or did not arrive at what it promises, in words for its user. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Makes a failure.
   *
   * @param message one line for the user: what is wrong and what to do about it
   */
  DemoFailure(String message) {
    super(message);
  }
}
