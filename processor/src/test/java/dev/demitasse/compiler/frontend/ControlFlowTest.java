package dev.demitasse.compiler.frontend;

import static dev.demitasse.compiler.frontend.Lowered.lowered;
import static dev.demitasse.compiler.frontend.Lowered.module;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Loops, jumps and choices of Java in the generic form of the IR. */
class ControlFlowTest {

  /** Compares what statements become, with {@code int n} before and a {@code return} behind. */
  private static void check(String statements, String expected) {
    String text = lowered("int n = x.dim(0); float s = 0;\n" + statements + "\nreturn x;\n");
    String after = text.substring(text.indexOf("s: f32"));
    assertEquals(
        expected,
        after.substring(after.indexOf('\n') + 1, after.length() - "  return x\n}\n".length()));
  }

  // ---- Loops ----

  @Test
  void furtherConditionsLeaveALoopThatCounts() {
    check(
        """
        for (int i = 0; i < n && s < 9f; i++) {
          s += x.at(i);
        }
        """,
        """
          block end {
            for i in 0 to n {
              if !(s < 0x1.2p3:f32) {
                leave end
              }
              s = s + x[i]
            }
          }
        """);
  }

  @Test
  void secondVariableIsComputedFromTheOneThatCounts() {
    check(
        """
        for (int i = 0, j = n - 1, k = 3; i < n; k += 2, i++, j--) {
          s += i * j + k;
        }
        """,
        """
          let j: i32 = n - 1
          for i in 0 to n {
            let j.1: i32 = j - i
            let k: i32 = 3 + i * 2
            s = s + cast<f32>(i * j.1 + k)
          }
        """);
  }

  @Test
  void variablesThatMeetStayWithinTheirFirstValues() {
    check(
        """
        for (int i = 0, j = n - 1; i < j; i++, j--) {
          s += x.at(i) * x.at(j);
        }
        """,
        """
          let j: i32 = n - 1
          block end {
            for i in 0 to j {
              let j.1: i32 = j - i
              if i >= j.1 {
                leave end
              }
              s = s + x[i] * x[j.1]
            }
          }
        """);
  }

  @Test
  void variableWithAnyOtherUpdateChangesAfterEachRound() {
    check(
        """
        for (int i = n, j = 1; i > 0; i--, j *= 2) {
          if (i == 3) {
            continue;
          }
          s += j;
        }
        """,
        """
          let i: i32 = n
          var j: i32 = 1
          for i.1 in i to 0 step -1 {
            block next {
              if i.1 == 3 {
                leave next
              }
              s = s + cast<f32>(j)
            }
            j = j * 2
          }
        """);
  }

  @Test
  void updateThatSeesAnotherVariableIsDoneInItsOrder() {
    check(
        """
        for (int i = 0, j = 0; i < n; i++, j = i * i) {
          s += j;
        }
        """,
        """
          var i: i32 = 0
          var j: i32 = 0
          while i < n {
            s = s + cast<f32>(j)
            i = i + 1
            j = i * i
          }
        """);
  }

  @Test
  void stepsAndSidesOfTheBoundVary() {
    check(
        """
        final int by = 3;
        for (int i = 0; n > i; i = i + by) {
          s += i;
        }
        for (int i = n; 0 <= i; i -= 1 + 1) {
          s += i;
        }
        """,
        """
          let by: i32 = 3
          for i in 0 to n step 3 {
            s = s + cast<f32>(i)
          }
          for i.1 in n to -1 step -2 {
            s = s + cast<f32>(i.1)
          }
        """);
  }

  @Test
  void variableOfAnotherTypeOrChangedInTheBodyIsALoopOfItsOwnKind() {
    check(
        """
        for (long k = 0; k < n; k++) {
          s += k;
        }
        for (byte b = 0; b < 10; b++) {
          s += b;
        }
        for (int i = 0; i < n; i++) {
          i++;
        }
        for (int i = 1; i < n; i *= 2) {}
        for (int i = 0; i != n; i++) {}
        for (int i = 0; i <= Integer.MAX_VALUE; i++) {}
        """,
        """
          var k: i64 = 0:i64
          while k < cast<i64>(n) {
            s = s + cast<f32>(k)
            k = k + 1:i64
          }
          var b: i8 = 0:i8
          while cast<i32>(b) < 10 {
            s = s + cast<f32>(b)
            b = cast<i8>(cast<i32>(b) + 1)
          }
          var i: i32 = 0
          while i < n {
            i = i + 1
            i = i + 1
          }
          var i.1: i32 = 1
          while i.1 < n {
            i.1 = i.1 * 2
          }
          var i.2: i32 = 0
          while i.2 != n {
            i.2 = i.2 + 1
          }
          var i.3: i32 = 0
          while i.3 <= 2147483647 {
            i.3 = i.3 + 1
          }
        """);
  }

  @Test
  void variableThatOutlivesTheLoopChanges() {
    check(
        """
        int i;
        for (i = 0; i < n; i++) {}
        for (; i > 0; ) {
          i--;
        }
        """,
        """
          var i: i32 = 0
          i = 0
          while i < n {
            i = i + 1
          }
          while i > 0 {
            i = i - 1
          }
        """);
  }

  @Test
  void boundThatMayChangeIsComputedInEachRound() {
    check(
        """
        int k = n;
        int[] a = {n};
        for (int i = 0; i < k; i++) {
          k--;
        }
        for (int i = 0; i < a[0]; i++) {
          a[0] = 1;
        }
        for (int i = 0; i < a[0]; i++) {
          k = a[0];
        }
        """,
        """
          var k: i32 = n
          let a: i32[] = array<i32>{n}
          var i: i32 = 0
          while i < k {
            k = k - 1
            i = i + 1
          }
          var i.1: i32 = 0
          while i.1 < a[0] {
            a[0] = 1
            i.1 = i.1 + 1
          }
          for i.2 in 0 to a[0] {
            k = a[0]
          }
        """);
  }

  @Test
  void whileAndDoTestBeforeAndAfter() {
    check(
        """
        int i = 0;
        while (i < n) {
          i++;
        }
        do {
          i--;
          if (i == 7) {
            continue;
          }
          s++;
        } while (i > 0);
        """,
        """
          var i: i32 = 0
          while i < n {
            i = i + 1
          }
          block end {
            while true {
              block next {
                i = i - 1
                if i == 7 {
                  leave next
                }
                s = s + 0x1.0p0:f32
              }
              if i <= 0 {
                leave end
              }
            }
          }
        """);
  }

  @Test
  void arrayIsComputedOnceForALoopOverIt() {
    check(
        """
        for (int extent : x.shape()) {
          if (extent == 1) {
            break;
          }
          s += extent;
        }
        """,
        """
          let extentArray: i32[] = shape(x)
          block end {
            for extentIndex in 0 to length(extentArray) {
              let extent: i32 = extentArray[extentIndex]
              if extent == 1 {
                leave end
              }
              s = s + cast<f32>(extent)
            }
          }
        """);
  }

  // ---- Jumps ----

  @Test
  void labelsNameTheBlocksThatAreLeft() {
    check(
        """
        rows:
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            if (i == j) {
              continue rows;
            }
            if (i > 7) {
              break rows;
            }
            if (j > 7) {
              break;
            }
            if (j > 8) {
              continue;
            }
            s++;
          }
        }
        """,
        """
          block rows {
            for i in 0 to n {
              block rowsNext {
                block end {
                  for j in 0 to n {
                    block next {
                      if i == j {
                        leave rowsNext
                      }
                      if i > 7 {
                        leave rows
                      }
                      if j > 7 {
                        leave end
                      }
                      if j > 8 {
                        leave next
                      }
                      s = s + 0x1.0p0:f32
                    }
                  }
                }
              }
            }
          }
        """);
  }

  @Test
  void anyStatementWithALabelCanBeLeft() {
    check(
        """
        out:
        {
          if (n > 3) {
            break out;
          }
          s++;
        }
        unused:
        s++;
        """,
        """
          block out {
            if n > 3 {
              leave out
            }
            s = s + 0x1.0p0:f32
          }
          s = s + 0x1.0p0:f32
        """);
  }

  @Test
  void leavingAtTheEndIsNothing() {
    check(
        """
        for (int i = 0; i < n; i++) {
          if (i < 3) {
            s++;
            continue;
          } else {
            s--;
            continue;
          }
        }
        """,
        """
          for i in 0 to n {
            if i < 3 {
              s = s + 0x1.0p0:f32
            } else {
              s = s - 0x1.0p0:f32
            }
          }
        """);
  }

  // ---- Choices ----

  @Test
  void casesAreComparedInTurnAndTheDefaultComesLast() {
    check(
        """
        switch (n * 2) {
          case 1:
            s = 1;
            break;
          default:
            s = 2;
            break;
          case 3:
          case 4:
            if (s > 0) {
              break;
            }
            s = 3;
        }
        switch (n) {
          case 1, 2 -> s = 4;
          default -> throw new IllegalArgumentException("no " + n);
        }
        """,
        """
          let selector: i32 = n * 2
          block end {
            if selector == 1 {
              s = 0x1.0p0:f32
            } else {
              if selector == 3 || selector == 4 {
                if s > 0x0.0p0:f32 {
                  leave end
                }
                s = 0x1.8p1:f32
              } else {
                s = 0x1.0p1:f32
              }
            }
          }
          if n == 1 || n == 2 {
            s = 0x1.0p2:f32
          } else {
            reject join("no ", n)
          }
        """);
  }

  @Test
  void controlFallsThroughToTheNextCase() {
    check(
        """
        switch (n) {
          case 1:
            s = 1;
          case 2:
            s += 2;
          default:
            s += 3;
          case 4:
            s += 4;
            break;
          case 5:
            s = 5;
        }
        """,
        """
          if n == 5 {
            s = 0x1.4p2:f32
          } else {
            if n == 1 {
              s = 0x1.0p0:f32
            }
            if n == 1 || n == 2 {
              s = s + 0x1.0p1:f32
            }
            if n != 4 {
              s = s + 0x1.8p1:f32
            }
            s = s + 0x1.0p2:f32
          }
        """);
  }

  @Test
  void switchOfValuesIsAnExpression() {
    check(
        """
        int r = switch (n % 3) {
          case 0 -> 5;
          case 1, 2 -> n;
          default -> 7;
        };
        double d = 1 + switch (r) {
          case 0:
          case 1:
            yield 1f;
          default:
            yield 2;
        };
        """,
        """
          let selector: i32 = n % 3
          let r: i32 = select(selector == 0, 5, select(selector == 1 || selector == 2, n, 7))
          let d: f64 = cast<f64>(0x1.0p0:f32 + select(r == 0 || r == 1, 0x1.0p0:f32, 0x1.0p1:f32))
        """);
  }

  @Test
  void switchWithStatementsGivesItsValueToTheVariable() {
    check(
        """
        int r = switch (n) {
          case 0 -> {
            int t = 3;
            if (s > 1) {
              yield t;
            }
            yield 4;
          }
          case 1 -> 5;
          default -> throw new IllegalArgumentException("n");
        };
        """,
        """
          var r: i32 = 0
          block chosen {
            if n == 0 {
              let t: i32 = 3
              if s > 0x1.0p0:f32 {
                r = t
                leave chosen
              }
              r = 4
            } else {
              if n == 1 {
                r = 5
              } else {
                reject join("n")
              }
            }
          }
        """);
  }

  @Test
  void switchOverAnEnumReturnsTensors() {
    assertEquals(
        """
        operator "ops.Op.apply(tensor<f32>,enum ops.Op.Mode)"(x: tensor<f32>, m: enum ops.Op.Mode) -> tensor<f32> {
          if same(m, enum ops.Op.Mode#SAME) {
            return x
          } else {
            if same(m, enum ops.Op.Mode#FIRST) {
              let y: tensor<f32> = copy(x)
              return y
            } else {
              return row(x, 0)
            }
          }
        }
        """,
        module(
            """
            enum Mode { SAME, FIRST, ROW }
            public static F32 apply(F32 x, Mode m) {
              return switch (m) {
                case SAME -> x;
                case FIRST -> {
                  F32 y = x.copy();
                  yield y;
                }
                case ROW -> x.row(0);
              };
            }
            """));
  }
}
