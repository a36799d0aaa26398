package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.plan.Planner;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the C is made for.
 *
 * @param fusedMac whether {@code Fn.mac} rounds once, with the target's fused multiply-add
 * @param alignment of the workspace, of what lies in it, and of constants, in bytes
 * @param savings what is done for a smaller workspace
 * @param search how long memory is searched for its smallest plan ({@link
 *     dev.demitasse.compiler.plan.Planner#plan})
 */
public record Target(boolean fusedMac, int alignment, Set<Saving> savings, long search) {

  /** Separate rounding, alignment as in TVM, everything that saves memory. */
  public static final Target DEFAULT =
      new Target(false, 16, EnumSet.allOf(Saving.class), Planner.DEFAULT_LIMIT);

  public Target {
    savings = Set.copyOf(savings);
    if (Integer.bitCount(alignment) != 1) {
      throw new IllegalArgumentException("alignment of " + alignment + " bytes");
    }
  }
}
