package dev.demitasse.junit;

/** Why a network cannot be built for a machine, in words for its developer. */
final class BuildFailure extends Exception {
  private static final long serialVersionUID = 1;

  BuildFailure(String message) {
    super(message);
  }
}
