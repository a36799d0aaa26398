package dev.demitasse.compiler.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.IrInterpreter;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Compares functions before and after a pass: as text, by the rules of {@link Verify}, and by
 * running both on the same memory.
 */
final class PassTester {
  private static final int RUNS = 20;
  private static final double[] FLOATS = {0.0, -0.0, 1, -1.5, 3, Double.NaN, 1.0 / 0, -1.0 / 0};

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
    if (f.parameters().equals(g.parameters())) {
      assertSameResults(f, g);
    }
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
    Random random = new Random(1);
    for (int run = 0; run < RUNS; run++) {
      if (f.isScalar()) {
        List<Expr> arguments =
            f.parameters().stream().map(p -> value(random, (DataType) p.type())).toList();
        assertEquals(IrInterpreter.call(f, arguments), IrInterpreter.call(g, arguments));
      } else {
        List<Expr[]> one = f.parameters().stream().map(p -> memory(random, f, p)).toList();
        List<Expr[]> other = one.stream().map(Expr[]::clone).toList();
        IrInterpreter.run(f, one);
        IrInterpreter.run(g, other);
        assertEquals(lists(one), lists(other));
      }
    }
  }

  private static List<List<Expr>> lists(List<Expr[]> memory) {
    return memory.stream().map(Arrays::asList).toList();
  }

  private static Expr[] memory(Random random, PrimFunc f, Var pointer) {
    Buffer b = f.buffers().get(pointer);
    int extent = 1;
    for (int d = 0; d < b.rank(); d++) {
      extent += (b.shape().get(d) - 1) * b.strides().get(d);
    }
    List<Expr> elements = new ArrayList<>();
    for (int i = 0; i < extent; i++) {
      elements.add(value(random, b.element()));
    }
    return elements.toArray(Expr[]::new);
  }

  private static Expr value(Random random, DataType type) {
    return type.isFloat()
        ? new FloatImm(type, FLOATS[random.nextInt(FLOATS.length)])
        : IntImm.wrapped(type, random.nextBoolean() ? random.nextLong() : random.nextInt(-3, 4));
  }
}
