package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.PrimFunc;

/** Looks on while a program is compiled: to dump its stages, or to verify them. */
public interface Observer {

  /** Does not look. */
  Observer NONE = (pass, f) -> f;

  /** Verifies what a pass left; a defect is blamed on that pass. */
  Observer VERIFYING =
      (pass, f) -> {
        try {
          Verify.check(f);
        } catch (IllegalStateException defect) {
          throw new IllegalStateException("after " + pass + ": " + defect.getMessage(), defect);
        }
        return f;
      };

  /**
   * Is shown a function.
   *
   * @param pass that has just run
   * @param function its result, which is to be returned
   */
  PrimFunc after(String pass, PrimFunc function);
}
