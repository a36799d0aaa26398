package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.List;
import java.util.Optional;

/** The expressions that facts are about: whatever is no sum of others. */
final class Atoms {
  /** What is larger is hardly ever written twice, and not worth comparing. */
  private static final int LARGEST = 48;

  private Atoms() {}

  /** The expression as one that facts can be about, unless it is too large. */
  static Optional<Expr> of(Expr e) {
    int[] size = new int[1];
    Walk.exprs(e, x -> size[0]++);
    return size[0] > LARGEST ? Optional.empty() : Optional.of(e);
  }

  /** The value of a variable in memory. */
  static Expr cell(Buffer b) {
    return new BufferLoad(b, List.of(), Position.NONE);
  }

  /** A single element that begins its memory: a variable of the C function, or as good as one. */
  static boolean isCell(Buffer b) {
    return b.rank() == 0 && b.offset().isInt(0);
  }

  /** Whether a variable, or an element of a pointer's memory, is or occurs in {@code e}. */
  static boolean uses(Expr e, Var v) {
    if (e instanceof Var w) {
      return v == w;
    }
    boolean[] found = new boolean[1];
    Walk.exprs(
        e, x -> found[0] |= x == v || (x instanceof BufferLoad load && load.buffer().data() == v));
    return found[0];
  }
}
