package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** All passes one after another, in the order of a build, keep what functions do. */
class PassOrderTest {
  private static final List<UnaryOperator<PrimFunc>> PASSES =
      List.of(
          Simplify::run,
          RemoveDeadStores::run,
          Simplify::run,
          SplitLinearLoops::run,
          Simplify::run,
          LowerMinMax::run,
          FlattenBuffers::run,
          Simplify::run,
          LegalizeIntegers::run);

  private static void assertKept(PrimFunc before) {
    PrimFunc f = before;
    for (UnaryOperator<PrimFunc> pass : PASSES) {
      f = pass.apply(f);
      Verify.check(f);
      PassTester.assertSameResults(before, f);
    }
  }

  @Test
  void keepRandomFunctions() {
    RandomFuncs funcs = new RandomFuncs(new Random(4), DataType.INT32);
    for (int i = 0; i < 200; i++) {
      assertKept(funcs.next());
    }
  }

  @Test
  void keepConvolutionWithGuardedPadding() {
    assertKept(
        PassTester.parse(
            """
            operator "conv"(x: f32[1, 4, 4, 2], w: f32[3, 3, 3, 2], y: f32[1, 4, 4, 3]) -> void {
              for i in 0 to 48 { y{[48]}[i] = 0.0:f32 }
              for oy in 0 to 4 { for ox in 0 to 4 { for m in 0 to 3 {
                alloc sum: f32[] local
                sum[] = 0.0:f32
                for ky in 0 to 3 {
                  let iy: i32 = oy + ky - 1
                  if iy >= 0 && iy < 4 {
                    for kx in 0 to 3 {
                      let ix: i32 = ox + kx - 1
                      if ix >= 0 && ix < 4 {
                        for c in 0 to 2 {
                          sum[] = sum[] + x[0, iy, ix, c] * w[m, ky, kx, c]
                        }
                      }
                    }
                  }
                }
                y[0, oy, ox, m] = sum[]
              } } }
              for i in 0 to 48 {
                y[0, i / 12, i / 3 % 4, i % 3] = max(y{[48]}[i], 0.0:f32)
              }
            }
            """));
  }
}
