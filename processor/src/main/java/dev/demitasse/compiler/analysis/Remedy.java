package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Expr;

/** What to write so that an index is proved. */
final class Remedy {
  private Remedy() {}

  /** For an index with this range that must be at least 0 and below {@code extent}. */
  static String forIndex(Expr index, Interval range, long extent) {
    if (range.high() < 0 || range.low() >= extent) {
      return "correct the index: it is never inside";
    }
    boolean below = range.low() < 0;
    boolean above = range.high() >= extent;
    String i = JavaText.of(index);
    String operand = JavaText.of(index, BinaryOp.LT.precedence() + 1);
    String guard =
        (below ? operand + " >= 0" : "")
            + (below && above ? " && " : "")
            + (above ? operand + " < " + extent : "");
    String clamp = above ? "Math.min(" + i + ", " + (extent - 1) + ")" : i;
    String both = below ? "Math.max(0, " + clamp + ")" : clamp;
    String mask =
        below && above && Long.bitCount(extent) == 1
            ? ", or mask it: "
                + JavaText.of(index, BinaryOp.BIT_AND.precedence())
                + " & "
                + (extent - 1)
            : "";
    return "guard it: if (" + guard + "), or clamp it: " + both + mask;
  }
}
