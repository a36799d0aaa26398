package dev.demitasse.compiler.plan;

/**
 * A rule about the places of two buffers: the difference of their offsets must not lie strictly
 * between two bounds. With {@code d = offset[first] - offset[second]}, a plan breaks the rule if
 * {@code low < d && d < high}; the bounds themselves are allowed.
 *
 * <pre>
 *        allowed            forbidden            allowed
 *   ================o-----------------------o================&gt;  d
 *                  low          0          high
 * </pre>
 *
 * The plain rule, no common byte, is {@code low = -bytes[first]} and {@code high = bytes[second]}.
 * At {@code low} the first buffer ends where the second one begins, at {@code high} it begins where
 * the second one ends:
 *
 * <pre>
 *   d = low    [  first  ][   second   ]
 *   d = high              [   second   ][  first  ]
 *                                                  addresses grow to the right
 * </pre>
 *
 * A narrower interval allows a partial overlap. Say that a step reads {@code second} and writes
 * {@code first}, both from low to high addresses, and that no write hits what is still to be read
 * if {@code first} begins at least {@code lead} bytes before {@code second}. Then {@code low =
 * -lead} is enough; {@code lead = 0} is work in place:
 *
 * <pre>
 *   d = -lead      [      first       ]
 *                  :lead:[       second       ]
 * </pre>
 *
 * Two buffers may be in several conflicts; a plan obeys all of them. So {@code (-bytes[first], 0)}
 * and {@code (0, bytes[second])} together mean: at the same offset, or no common byte.
 *
 * @param first index of a buffer in its {@link MemoryProblem}
 * @param second index of another buffer
 * @param low lower end of the forbidden open interval, in bytes
 * @param high upper end of the forbidden open interval, in bytes, more than {@code low}
 */
public record Conflict(int first, int second, long low, long high) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if an index is negative, both are the same, the interval is
   *     empty, or a bound is beyond {@link BufferInfo#MAX_BYTES} in either direction
   */
  public Conflict {
    if (first < 0 || second < 0 || first == second) {
      throw new IllegalArgumentException("conflict between buffers " + first + " and " + second);
    }
    if (low >= high || low < -BufferInfo.MAX_BYTES || high > BufferInfo.MAX_BYTES) {
      throw new IllegalArgumentException("forbidden interval (" + low + ", " + high + ")");
    }
  }

  /**
   * Returns the same rule with the given buffer as {@link #first()}.
   *
   * @param buffer index of one of the two buffers
   */
  Conflict seenFrom(int buffer) {
    return buffer == first
        ? this
        : new Conflict(/* first= */ second, /* second= */ first, -high, -low);
  }
}
