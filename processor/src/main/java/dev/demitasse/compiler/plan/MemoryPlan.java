package dev.demitasse.compiler.plan;

import java.util.List;

/**
 * A place in the workspace for every buffer of a {@link MemoryProblem}.
 *
 * @param offsets the first byte of each buffer, counted from the start of the workspace, in the
 *     order of the problem's buffers
 * @param certificate the size of the workspace, and how much less another plan might need
 * @param alignment a power of two that the address of the workspace must be a multiple of: the
 *     greatest alignment of a buffer, 1 if there is none
 */
public record MemoryPlan(List<Long> offsets, Certificate certificate, int alignment) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if an offset is negative or the alignment is not a power of
   *     two
   */
  public MemoryPlan {
    offsets = List.copyOf(offsets);
    if (offsets.stream().anyMatch(offset -> offset < 0)) {
      throw new IllegalArgumentException("negative offset in " + offsets);
    }
    if (Integer.bitCount(alignment) != 1 || alignment < 0) {
      throw new IllegalArgumentException("alignment " + alignment + " is not a power of two");
    }
  }

  /** Returns the size of the workspace: no buffer reaches beyond it. */
  public long bytes() {
    return certificate.bytes();
  }

  /** Returns the size that no plan of the same problem falls below, as far as is known. */
  public long lowerBound() {
    return certificate.lowerBound();
  }
}
