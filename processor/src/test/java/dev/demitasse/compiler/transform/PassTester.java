package dev.demitasse.compiler.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.SameBits;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.function.UnaryOperator;

/**
 * Compares functions before and after a pass: as text, by the rules of {@link Verify}, and by
 * running both on the same memory.
 */
final class PassTester {
  private static final int RUNS = 20;

  private final UnaryOperator<PrimFunc> pass;

  PassTester(UnaryOperator<PrimFunc> pass) {
    this.pass = pass;
  }

  /** The pass makes {@code after} of {@code before}, which does the same. */
  void makes(String before, String after) {
    PrimFunc f = parse(before);
    PrimFunc g = pass.apply(f);
    Verify.check(g);
    assertEquals(Printer.text(parse(after)), Printer.text(g));
    assertSameResults(f, g);
  }

  /** The pass leaves the function alone. */
  void keeps(String text) {
    PrimFunc f = parse(text);
    assertSame(f, pass.apply(f), () -> Printer.text(pass.apply(f)));
  }

  static PrimFunc parse(String text) {
    PrimFunc f = Parser.parseFunction(text);
    Verify.check(f);
    return f;
  }

  /** Runs both on random memory, or on random numbers if they are functions of scalars. */
  static void assertSameResults(PrimFunc f, PrimFunc g) {
    Interpreter interpreter = new Interpreter();
    new SameBits(interpreter, interpreter, RUNS).check(f, g);
  }
}
