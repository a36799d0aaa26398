package dev.demitasse.compiler.plan;

import java.util.Locale;

/**
 * How good a result is: what it takes, and what is known of how little any other would take.
 *
 * @param bytes what the result takes
 * @param lowerBound what every result takes at least, as far as is known; at most {@code bytes}
 */
public record Certificate(long bytes, long lowerBound) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the lower bound is negative or more than the bytes
   */
  public Certificate {
    if (lowerBound < 0 || lowerBound > bytes) {
      throw new IllegalArgumentException(bytes + " bytes, but at least " + lowerBound);
    }
  }

  /** Returns whether it is known that no other result takes less. */
  public boolean isOptimal() {
    return bytes == lowerBound;
  }

  /** Returns, for people, such as {@code 16000 bytes, optimal}. The gap is rounded up. */
  @Override
  public String toString() {
    if (isOptimal()) {
      return bytes + " bytes, optimal";
    }
    double gap = Math.ceil(1000.0 * (bytes - lowerBound) / bytes) / 10;
    return String.format(
        Locale.ROOT, "%d bytes, at least %d (gap %.1f %%)", bytes, lowerBound, gap);
  }
}
