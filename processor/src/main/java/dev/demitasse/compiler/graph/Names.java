package dev.demitasse.compiler.graph;

import java.util.Locale;

/** Java's way to write names, and C's. */
public final class Names {

  private Names() {}

  /** {@code DepthwiseConv2d} as {@code depthwise_conv2d}, {@code Fn.exp} as {@code fn_exp}. */
  public static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toLowerCase(Locale.ROOT);
  }
}
