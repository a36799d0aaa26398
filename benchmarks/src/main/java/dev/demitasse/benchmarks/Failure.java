package dev.demitasse.benchmarks;

/** Why there are no figures, in words for whoever wants them. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message);
  }
}
