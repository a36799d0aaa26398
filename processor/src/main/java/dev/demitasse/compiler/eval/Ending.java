package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Var;

/** How the evaluation of a statement ends. */
sealed interface Ending {

  /** The next statement follows. */
  record GoesOn() implements Ending {}

  /** A block is left at build time: what follows in it is never done. */
  record Leaves(Var label) implements Ending {}

  /** A block or the function has been left on the device: what follows is never reached. */
  record Gone() implements Ending {}

  Ending GOES_ON = new GoesOn();
  Ending GONE = new Gone();
}
