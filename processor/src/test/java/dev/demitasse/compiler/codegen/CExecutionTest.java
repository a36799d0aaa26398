package dev.demitasse.compiler.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.transform.BindBounds;
import dev.demitasse.compiler.transform.FlattenBuffers;
import dev.demitasse.compiler.transform.LegalizeIntegers;
import dev.demitasse.compiler.transform.LiftAllocations;
import dev.demitasse.compiler.transform.LowerMinMax;
import dev.demitasse.compiler.transform.RemoveDeadStores;
import dev.demitasse.compiler.transform.Simplify;
import dev.demitasse.compiler.transform.SplitLinearLoops;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The C of functions with all kinds of statements does what the interpreter does before passes. */
class CExecutionTest {
  private static final int RUNS = 12;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The first maximum, stopping at a limit.
        """
        operator "f"(x: i32[4, 8], y: i32[4]) -> void {
          for i in 0 to 4 { y[i] = 0 }
          for i in 0 to 4 {
            alloc best: i32[] local
            best[] = 0
            block rows {
              for j in 1 to 8 {
                block next {
                  if x[i, j] <= x[i, best[] & 7] { leave next }
                  best[] = j
                  if x[i, j] > 2 { leave rows }
                }
              }
            }
            y[i] = best[]
          }
        }
        """,
        // Jumps out of two loops and over declarations.
        """
        operator "f"(x: i32[4, 4], y: i32[8]) -> void {
          for i in 0 to 8 { y[i] = 7 }
          block all {
            for i in 0 to 4 {
              block row {
                let a: i32 = x[i, 0] & 3
                for j in 0 to 4 {
                  let b: i32 = x[i, j]
                  if b == 1 { leave row }
                  if b == 2 { leave all }
                  y[j] = y[j] + b
                }
                let c: i32 = a * a
                y[4 + i] = c
              }
              y[0] = y[0] * 3
            }
            y[7] = -1
          }
        }
        """,
        // Counts in an array of the function, with a table.
        """
        operator "f"(x: i32[16], y: i32[8]) -> void {
          const WEIGHTS: i32[2, 4] = {1, 2, 3, 5, 7, 11, 13, 17}
          alloc counts: i32[2, 4] local
          for i in 0 to 8 { counts{[8]}[i] = 0 }
          for i in 0 to 16 {
            let k: i32 = x[i]
            counts[k & 1, k >> 1 & 3] = counts[k & 1, k >> 1 & 3] + WEIGHTS[k & 1, k & 3]
          }
          for i in 0 to 8 { y[i] = counts[i / 4, i % 4] }
        }
        """,
        // The length of a number, and memory that every trip has anew.
        """
        operator "f"(x: i32[6], y: i32[6], z: f32[6]) -> void {
          for i in 0 to 6 {
            alloc n: i32[] local
            n[] = x[i] & 255
            y[i] = 0
            while n[] > 0 {
              block go {
                n[] = n[] / 2
                if n[] == 5 { leave go }
                y[i] = y[i] + 1
              }
            }
            alloc t: f32[3] local
            t[0] = 1.0:f32 t[1] = -0.5:f32 t[2] = 4.0:f32
            alloc u: i32[2] local
            u[0] = y[i]
            u[1] = i
            for j in 0 to u[1] { u[1] = 1 z[i] = max(t[u[0] % 3] * z[i], 0.0:f32) }
          }
        }
        """,
        // A check in a loop.
        """
        operator "f"(x: i32[8], y: i32[8]) -> void {
          for i in 0 to 8 { assert x[i] != 77777 && x[i] >= -2147483648 y[i] = x[i] * 3 - 1 }
        }
        """
      })
  void agreesWithTheInterpreter(String text) {
    PrimFunc f = Parser.parseFunction(text);
    PrimFunc g = lowered(f);
    Random random = new Random(3);
    StringBuilder expected = new StringBuilder();
    List<List<Expr[]>> inputs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      List<Memory> memory = new ArrayList<>();
      for (Buffer b : f.parameterBuffers()) {
        memory.add(Memory.of(b.element(), values(random, b)));
      }
      inputs.add(memory.stream().map(m -> m.constants().toArray(Expr[]::new)).toList());
      new Interpreter().run(f, memory);
      expected.append("0 ");
      memory.forEach(m -> m.constants().forEach(c -> expected.append(value(c))));
      expected.append('\n');
    }
    List<String> outputs = new CRun(folder).run(g, inputs);
    assertFalse(outputs.isEmpty());
    outputs.forEach(output -> assertEquals(expected.toString(), output, CRun.text(g)));
  }

  private static PrimFunc lowered(PrimFunc f) {
    PrimFunc g = RemoveDeadStores.run(Simplify.run(f));
    g = Simplify.run(SplitLinearLoops.run(g));
    g = Simplify.run(FlattenBuffers.run(LowerMinMax.run(g)));
    g = LiftAllocations.run(BindBounds.run(LegalizeIntegers.run(g)));
    Verify.check(g);
    return g;
  }

  private static List<Expr> values(Random random, Buffer b) {
    return IntStream.range(0, b.size()).mapToObj(i -> value(random, b.element())).toList();
  }

  private static Expr value(Random random, DataType type) {
    return type.isFloat()
        ? new FloatImm(type, random.nextInt(-3, 4) * 0.5)
        : new IntImm(type, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-1, 4));
  }

  /** As {@code %.17g} prints small integers and halves. */
  private static String value(Expr e) {
    double v = e instanceof IntImm(DataType t, long i) ? i : ((FloatImm) e).value();
    return (v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf(v)) + " ";
  }
}
