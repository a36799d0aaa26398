package dev.demitasse.compiler.driver;

import java.util.Locale;

/** What happens to a network on its way to C, in this order; some of it more than once. */
public enum Stage {
  /** The functions as lowered from Java, of any shape. */
  LOWERED,
  /** The operators that the network calls, specialised. */
  INFER,
  SIMPLIFY,
  DROP_PROVED,
  FOLD_CONSTANTS,
  REMOVE_DEAD_STORES,
  FUSE_TAILS,
  REMOVE_COPIES,
  ORDER_CALLS,
  SPLIT_LINEAR_LOOPS,
  LOWER_MIN_MAX,
  FLATTEN_BUFFERS,
  LEGALIZE_INTEGERS,
  BIND_BOUNDS,
  LIFT_ALLOCATIONS,
  SHARE_FUNCTIONS;

  /** As users write it: {@code fuse-tails}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
