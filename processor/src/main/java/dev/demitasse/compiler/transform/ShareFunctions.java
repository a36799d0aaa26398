package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes one function of those that came out alike, such as an operator for two values of an
 * attribute that make no difference for its shapes.
 */
public final class ShareFunctions {
  private final Map<String, PrimFunc> functions = new HashMap<>();

  /** The first function of the same name that does the same in the same words, or {@code f}. */
  public PrimFunc shared(PrimFunc f) {
    return functions.computeIfAbsent(Printer.text(f), text -> f);
  }
}
