package dev.demitasse.compiler.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.SameBits;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Compares functions before and after a pass: as text, by the rules of {@link Verify}, and by
 * running both on the same memory.
 */
final class PassTester {
  private static final int RUNS = 20;

  private final UnaryOperator<PrimFunc> pass;
  private final boolean fusedMac;

  private PassTester(UnaryOperator<PrimFunc> pass, boolean fusedMac) {
    this.pass = pass;
    this.fusedMac = fusedMac;
  }

  /** For a pass, with {@code mac} rounding twice. */
  PassTester(UnaryOperator<PrimFunc> pass) {
    this(pass, false);
  }

  /** For the pass of a build in which {@code mac} rounds once. */
  static PassTester withFusedMac(UnaryOperator<PrimFunc> pass) {
    return new PassTester(pass, true);
  }

  /** The pass makes {@code after} of {@code before}, which does the same. */
  void makes(String before, String after) {
    PrimFunc f = parse(before);
    PrimFunc g = pass.apply(f);
    Verify.check(g);
    assertEquals(Printer.text(parse(after)), Printer.text(g));
    assertSameResults(f, g, fusedMac);
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
    assertSameResults(f, g, false);
  }

  private static void assertSameResults(PrimFunc f, PrimFunc g, boolean fusedMac) {
    Interpreter interpreter = new Interpreter(new IrModule(Map.of()), fusedMac);
    new SameBits(interpreter, interpreter, RUNS).check(f, g);
  }
}
