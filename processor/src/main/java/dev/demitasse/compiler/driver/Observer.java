package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.ir.PrimFunc;

/** Looks on while a program is compiled: to dump its stages, or to verify them. */
public interface Observer {

  /** Does not look. */
  Observer NONE = (pass, f) -> f;

  /**
   * Is shown a function.
   *
   * @param pass that has just run
   * @param function its result, which is to be returned
   */
  PrimFunc after(String pass, PrimFunc function);
}
