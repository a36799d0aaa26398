package dev.demitasse.compiler.plan;

import java.util.Objects;

/**
 * One buffer that needs a place in the workspace.
 *
 * <p>Time is the index of a step of the run, from 0. A buffer is live from its first use to its
 * last, both included: a buffer that step 3 writes and step 5 reads last has the uses 3 and 5, and
 * shares no byte with a buffer that step 5 writes unless a {@link Conflict} says that it may.
 *
 * @param name what people call the buffer, for messages and reports; need not be unique
 * @param bytes size, from 0 to {@link #MAX_BYTES}; a buffer of 0 bytes is in nobody's way
 * @param alignment a power of two that the buffer's offset must be a multiple of
 * @param firstUse first step at which the buffer is live, at least 0
 * @param lastUse last step at which the buffer is live, at least {@code firstUse}
 */
public record BufferInfo(String name, long bytes, int alignment, int firstUse, int lastUse) {

  /** The largest size that is accepted: 1 TiB, so that sums of sizes never overflow. */
  public static final long MAX_BYTES = 1L << 40;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a number is outside the range that is documented for it
   */
  public BufferInfo {
    Objects.requireNonNull(name, "name");
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("buffer '" + name + "' has a size of " + bytes + " bytes");
    }
    if (Integer.bitCount(alignment) != 1 || alignment < 0) {
      throw new IllegalArgumentException(
          "buffer '" + name + "' has alignment " + alignment + ", which is not a power of two");
    }
    if (firstUse < 0 || lastUse < firstUse) {
      throw new IllegalArgumentException(
          "buffer '" + name + "' is live from step " + firstUse + " to step " + lastUse);
    }
  }

  /** Returns the number of steps at which this buffer is live, at least 1. */
  public long lifetime() {
    return lastUse - (long) firstUse + 1;
  }

  /** Returns the lowest offset from the given one on at which this buffer may begin. */
  long aligned(long offset) {
    return roundUp(offset, alignment);
  }

  /** Returns the lowest multiple of a power of two that is not less than a number. */
  static long roundUp(long number, int powerOfTwo) {
    return (number + powerOfTwo - 1) & -powerOfTwo;
  }

  /** Returns whether this buffer is live at a step. */
  public boolean isLiveAt(int step) {
    return firstUse <= step && step <= lastUse;
  }

  /** Returns whether there is a step at which both buffers are live. */
  public boolean isLiveWith(BufferInfo other) {
    return firstUse <= other.lastUse && other.firstUse <= lastUse;
  }
}
