package dev.demitasse.compiler.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a firmware engineer reads; and every compiler takes it without a warning. */
class CFunctionTest {
  private static final String HEAD = "operator \"f\"(x: i32[16], y: i32[16]) -> void {\n";

  @TempDir private Path folder;

  private void prints(String ir, String c) {
    printsAll(
        HEAD + ir + "}",
        "int32_t f(const int32_t *restrict x, int32_t *restrict y) {\n"
            + c.indent(2)
            + "  return 0;\n}\n");
  }

  private void printsAll(String ir, String c) {
    PrimFunc f = Parser.parseFunction(ir);
    Verify.check(f);
    String text = CRun.text(f);
    assertEquals(c, text);
    new CRun(folder).compiles(text);
  }

  // ---- Leaving blocks ----

  @Test
  void leavingABlockAroundTheInnermostLoopIsBreak() {
    prints(
        "block l { for i in 0 to 16 { if x[i] < 0 { leave l } y[i] = x[i] } } y[0] = 1",
        """
        for (int32_t i = 0; i < 16; i++) {
          if (x[i] < 0) {
            break;
          }
          y[i] = x[i];
        }
        y[0] = 1;
        """);
  }

  @Test
  void leavingTheBodyOfTheInnermostLoopIsContinue() {
    prints(
        """
        y[0] = 0
        while y[0] < 15 {
          block l { y[0] = y[0] + 1 if x[y[0]] < 0 { leave l } y[1] = x[y[0]] }
        }
        """,
        """
        y[0] = 0;
        while (y[0] < 15) {
          y[0] += 1;
          if (x[y[0]] < 0) {
            continue;
          }
          y[1] = x[y[0]];
        }
        """);
  }

  @Test
  void blocksThatEndTogetherAreLeftTogether() {
    prints(
        """
        block a { block b { if x[0] < 0 { for i in 0 to 4 { if x[i] < 2 { leave a } y[i] = 1 } } } }
        """,
        """
        if (x[0] < 0) {
          for (int32_t i = 0; i < 4; i++) {
            if (x[i] < 2) {
              break;
            }
            y[i] = 1;
          }
        }
        """);
  }

  @Test
  void leavingAnOuterLoopJumps() {
    printsAll(
        HEAD
            + """
            block rows {
              for i in 0 to 4 { for j in 0 to 4 { if x[i * 4 + j] < 0 { leave rows } y[j] = i } }
            }
            }
            """,
        """
        int32_t f(const int32_t *restrict x, int32_t *restrict y) {
          for (int32_t i = 0; i < 4; i++) {
            for (int32_t j = 0; j < 4; j++) {
              if (x[i * 4 + j] < 0) {
                goto rows;
              }
              y[j] = i;
            }
          }
        rows:;
          return 0;
        }
        """);
  }

  @Test
  void jumpsOverDeclarationsLeaveBraces() {
    printsAll(
        HEAD
            + """
            for i in 0 to 4 {
              block next {
                let a: i32 = x[i]
                for j in 0 to 4 { if x[j] < a { leave next } }
                let b: i32 = a >> 1
                y[i] = b
              }
            }
            }
            """,
        """
        int32_t f(const int32_t *restrict x, int32_t *restrict y) {
          for (int32_t i = 0; i < 4; i++) {
            {
              const int32_t a = x[i];
              for (int32_t j = 0; j < 4; j++) {
                if (x[j] < a) {
                  goto next;
                }
              }
              const int32_t b = a >> 1;
              y[i] = b;
            }
          next:;
          }
          return 0;
        }
        """);
  }

  @Test
  void labelsOfOneNameAreToldApart() {
    printsAll(
        HEAD
            + """
            block l { for i in 0 to 4 { for j in 0 to 4 { if x[j] < i { leave l } } y[i] = 0 } }
            block l { for i in 0 to 4 { for j in 0 to 4 { if x[i] < j { leave l } } y[i] = 1 } }
            }
            """,
        """
        int32_t f(const int32_t *restrict x, int32_t *restrict y) {
          for (int32_t i = 0; i < 4; i++) {
            for (int32_t j = 0; j < 4; j++) {
              if (x[j] < i) {
                goto l;
              }
            }
            y[i] = 0;
          }
        l:;
          for (int32_t i = 0; i < 4; i++) {
            for (int32_t j = 0; j < 4; j++) {
              if (x[i] < j) {
                goto l_1;
              }
            }
            y[i] = 1;
          }
        l_1:;
          return 0;
        }
        """);
  }

  @Test
  void leavingABlockWithoutALoopJumps() {
    printsAll(
        HEAD + "block done { if x[0] < 0 { leave done } y[0] = 1 } y[1] = 2 }",
        """
        int32_t f(const int32_t *restrict x, int32_t *restrict y) {
          if (x[0] < 0) {
            goto done;
          }
          y[0] = 1;
        done:;
          y[1] = 2;
          return 0;
        }
        """);
  }

  @Test
  void functionsReturnFromInsideLoops() {
    printsAll(
        """
        func "find"(a: i32) -> i32 {
          for i in 0 to 9 { if i * i >= a { return i } }
          return -1
        }
        """,
        """
        static int32_t find(int32_t a) {
          for (int32_t i = 0; i < 9; i++) {
            if (i * i >= a) {
              return i;
            }
          }
          return -1;
        }
        """);
  }

  // ---- Conditions ----

  @Test
  void choicesInAnElseAreAChain() {
    prints(
        "if x[0] == 0 { y[0] = 1 } else { if x[0] == 1 { y[0] = 2 } else { y[0] = 3 } }",
        """
        if (x[0] == 0) {
          y[0] = 1;
        } else if (x[0] == 1) {
          y[0] = 2;
        } else {
          y[0] = 3;
        }
        """);
  }

  @Test
  void checkEndsTheOperatorWithItsStatus() {
    prints(
        "assert x[0] >= 0 && x[0] < 16 y[x[0]] = 1",
        """
        if (x[0] < 0 || x[0] >= 16) {
          return -5;
        }
        y[x[0]] = 1;
        """);
  }

  // ---- Arrays ----

  @Test
  void tablesStandBeforeTheFunctionOncePerContent() {
    printsAll(
        HEAD
            + """
            const STEPS: i32[4] = {1, 2, 4, 8}
            const bits: i32[4] = {1, 2, 4, 8}
            const steps: i32[2] = {0, -2147483648}
            for i in 0 to 4 { y[i] = STEPS[x[i] & 3] + bits[x[0] & 3] - steps[x[i] & 1] }
            }
            """,
        """
        /* STEPS: int32_t[4] */
        static const int32_t t_steps[4] = {1, 2, 4, 8};

        /* steps: int32_t[2] */
        static const int32_t t_steps_1[2] = {0, INT32_MIN};

        int32_t f(const int32_t *restrict x, int32_t *restrict y) {
          for (int32_t i = 0; i < 4; i++) {
            y[i] = t_steps[x[i] & 3] + t_steps[x[0] & 3] - t_steps_1[x[i] & 1];
          }
          return 0;
        }
        """);
  }

  @Test
  void longTablesHaveSeveralLines() {
    printsAll(
        """
        operator "f"(i: i32[1], y: f64[1]) -> void {
          const c: f64[9] = {0.1:f64, 0.2:f64, 0.3:f64, 1.0:f64, NaN:f64, Infinity:f64, 0.7:f64,
            0x1.23456789abcdfp3:f64, -0.0:f64}
          y[0] = c[i[0] & 7]
        }
        """,
        """
        /* c: double[9] */
        static const double t_c[9] = {
            0.1, 0.2, 0.3, 1.0, (double)NAN, (double)INFINITY, 0.7, 0x1.23456789abcdfp3, -0.0,
        };

        int32_t f(const int32_t *restrict i, double *restrict y) {
          y[0] = t_c[i[0] & 7];
          return 0;
        }
        """);
  }

  @Test
  void localArraysBeginWithTheirConstants() {
    prints(
        """
        alloc counts: i32[16] local
        for i in 0 to 16 { counts[i] = 0 }
        alloc taps: i32[3] local
        taps[0] = 1 taps[1] = -2 taps[2] = 1
        alloc work: i32[4] local
        for i in 0 to 4 { work[i] = x[i] }
        for i in 0 to 4 { counts[x[i] & 15] = counts[x[i] & 15] + taps[work[i] & 1] taps[1] = i }
        for i in 0 to 4 { y[i] = counts[i] }
        """,
        """
        int32_t counts[16] = {0};
        int32_t taps[3] = {1, -2, 1};
        int32_t work[4];
        for (int32_t i = 0; i < 4; i++) {
          work[i] = x[i];
        }
        for (int32_t i = 0; i < 4; i++) {
          counts[x[i] & 15] += taps[work[i] & 1];
          taps[1] = i;
        }
        for (int32_t i = 0; i < 4; i++) {
          y[i] = counts[i];
        }
        """);
  }
}
