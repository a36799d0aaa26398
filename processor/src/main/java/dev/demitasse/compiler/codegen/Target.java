package dev.demitasse.compiler.codegen;

/**
 * What the C is made for.
 *
 * @param fusedMac whether {@code Fn.mac} rounds once, with the target's fused multiply-add
 * @param alignment of the workspace, of what lies in it, and of constants, in bytes
 */
public record Target(boolean fusedMac, int alignment) {

  /** Separate rounding, alignment as in TVM. */
  public static final Target DEFAULT = new Target(false, 16);

  public Target {
    if (Integer.bitCount(alignment) != 1) {
      throw new IllegalArgumentException("alignment of " + alignment + " bytes");
    }
  }
}
