package dev.demitasse.compiler.plan;

import java.util.List;

/**
 * A place in the workspace for every buffer of a {@link MemoryProblem}.
 *
 * @param offsets the first byte of each buffer, counted from the start of the workspace, in the
 *     order of the problem's buffers
 * @param bytes size of the workspace: no buffer reaches beyond it
 * @param lowerBound the most bytes that are live at one step ({@link MemoryProblem#lowerBound()}),
 *     to be printed beside {@code bytes}: how much a better plan could save at most, provided that
 *     no conflict allows partial overlap
 * @param alignment a power of two that the address of the workspace must be a multiple of: the
 *     greatest alignment of a buffer, 1 if there is none
 */
public record MemoryPlan(List<Long> offsets, long bytes, long lowerBound, int alignment) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a number is negative or the alignment is not a power of two
   */
  public MemoryPlan {
    offsets = List.copyOf(offsets);
    if (bytes < 0 || lowerBound < 0 || offsets.stream().anyMatch(offset -> offset < 0)) {
      throw new IllegalArgumentException("negative number in a plan of " + bytes + " bytes");
    }
    if (Integer.bitCount(alignment) != 1 || alignment < 0) {
      throw new IllegalArgumentException("alignment " + alignment + " is not a power of two");
    }
  }
}
