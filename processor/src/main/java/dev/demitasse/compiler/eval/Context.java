package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Var;
import java.util.Optional;

/** Something of the device that surrounds code: it is done often, or only sometimes. */
sealed interface Context {

  /**
   * A loop that stays a loop.
   *
   * @param loop as in the generic function
   * @param variable of the device, if it counts
   */
  record Rolled(Stmt loop, Optional<Var> variable) implements Context {}

  /** One side of a condition on data. */
  record Branch(Expr condition) implements Context {}

  /**
   * A block that is left under a condition on data.
   *
   * @param block what makes it one: a block of the generic function, or a function
   */
  record Skippable(Object block) implements Context {}
}
