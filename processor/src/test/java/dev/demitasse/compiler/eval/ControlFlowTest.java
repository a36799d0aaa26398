package dev.demitasse.compiler.eval;

import static dev.demitasse.compiler.eval.Specialising.assertMakes;
import static dev.demitasse.compiler.eval.Specialising.assertRefused;
import static dev.demitasse.compiler.eval.Specialising.integers;
import static dev.demitasse.compiler.eval.Specialising.number;
import static dev.demitasse.compiler.eval.Specialising.specialised;
import static dev.demitasse.compiler.eval.Specialising.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.diagnostic.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves blocks and repeats: done at once where it is known, else left to the device. */
class ControlFlowTest {

  @Test
  void blockLeftUnderAKnownConditionIsGone() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[4], y: f32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0x0.0p0:f32
          }
          y[0] = x[1]
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>, n: i32) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(array<i32>{1})
          block b {
            if n > 2 {
              y[0] = x[1]
              leave b
            }
            y[0] = x[2]
          }
          return y
        }
        """,
        tensor("x", 4),
        number(3));
  }

  @Test
  void leavingUnderAConditionOnDataStays() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[4], y: f32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0x0.0p0:f32
          }
          alloc best: i32[] local
          best[] = 0
          block found {
            for i.1 in 0 to 4 {
              if x[i.1] > 0x0.0p0:f32 {
                best[] = i.1
                leave found
              }
            }
          }
          y[0] = cast<f32>(best[])
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(array<i32>{1})
          var best: i32 = 0
          block found {
            for i in 0 to size(x) {
              if x[i] > 0x0.0p0:f32 {
                best = i
                leave found
              }
            }
          }
          y[0] = cast<f32>(best)
          return y
        }
        """,
        tensor("x", 4));
  }

  @Test
  void variableChangedBehindALeaveLivesOnTheDevice() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[2], y: i32[1]) -> void {
          alloc n: i32[] local
          n[] = 1
          block b {
            if x[0] > 0 {
              leave b
            }
            n[] = 2
          }
          for i in 0 to 1 {
            y[i] = 0
          }
          y[0] = n[]
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          var n: i32 = 1
          block b {
            if x[0] > 0 {
              leave b
            }
            n = 2
          }
          let y: tensor<i32> = zeros<i32>(array<i32>{1})
          y[0] = n
          return y
        }
        """,
        integers("x", 2));
  }

  @Test
  void shapeChosenByALoopThatBreaksIsKnown() {
    assertEquals(
        List.of(5),
        specialised(
                """
                operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
                  var n: i32 = 1
                  block b {
                    for d in 0 to rank(x) {
                      if dim(x, d) == 2 {
                        leave b
                      }
                      n = n + dim(x, d)
                    }
                  }
                  return zeros<f32>(array<i32>{n})
                }
                """,
                tensor("x", 1, 3, 2, 7))
            .outputs()
            .get(0)
            .shape());
  }

  @Test
  void helperThatReturnsEarlyLeavesABlock() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[4], y: i32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0
          }
          alloc result: i32[] local
          result[] = 0
          block end {
            for i.1 in 0 to 4 {
              if x[i.1] == 3 {
                result[] = i.1
                leave end
              }
            }
            result[] = -1
            leave end
          }
          let result.1: i32 = result[]
          y[0] = result.1
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let y: tensor<i32> = zeros<i32>(array<i32>{1})
          y[0] = invoke<i32> "Op.find"(x)
          return y
        }
        func "Op.find"(x: tensor<i32>) -> i32 {
          for i in 0 to size(x) {
            if x[i] == 3 {
              return i
            }
          }
          return -1
        }
        """,
        integers("x", 4));
  }

  @Test
  void helpersOfHelpersAreComputedFromConstants() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[4], y: i32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0
          }
          y[0] = 21
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let y: tensor<i32> = zeros<i32>(array<i32>{1})
          y[0] = invoke<i32> "Op.twice"(size(x))
          return y
        }
        func "Op.twice"(n: i32) -> i32 {
          return invoke<i32> "Op.once"(n) * 3
        }
        func "Op.once"(n: i32) -> i32 {
          if n < 1 {
            reject "none"
          }
          return n + 3
        }
        """,
        integers("x", 4));
  }

  @Test
  void whileOverDataStays() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[4], y: i32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0
          }
          alloc n: i32[] local
          n[] = x[0]
          while n[] > 0 {
            n[] = n[] >> 1
          }
          y[0] = n[]
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let y: tensor<i32> = zeros<i32>(array<i32>{1})
          var n: i32 = x[0]
          while n > 0 {
            n = n >> 1
          }
          y[0] = n
          return y
        }
        """,
        integers("x", 4));
  }

  @Test
  void whileNeededForAShapeIsDoneAtOnce() {
    assertEquals(
        List.of(8, 4),
        specialised(
                """
                operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
                  var n: i32 = 1
                  var k: i32 = 0
                  while n < size(x) {
                    n = n * 2
                    k = k + 1
                  }
                  return zeros<f32>(array<i32>{n, k + 1})
                }
                """,
                tensor("x", 7))
            .outputs()
            .get(0)
            .shape());
  }

  @Test
  void tensorReturnedUnderAConditionOnDataIsRefused() {
    assertRefused(
        Message.CONDITION_ON_DATA,
        4,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> at 1:1 {
          let y: tensor<f32> = zeros<f32>(array<i32>{1}) at 2:3
          if x[0] > 0x0.0p0:f32 at 3:3 {
            return y at 4:5
          }
          return x at 6:3
        }
        """,
        tensor("x", 4));
  }

  @Test
  void everyTensorOfARecordIsAnOutput() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[2], y: f32[2], copy: f32[2], same: f32[2]) -> void {
          for i in 0 to 2 {
            y[i] = 0x0.0p0:f32
          }
          for i.1 in 0 to 2 {
            copy[i.1] = x[i.1]
          }
          for i.2 in 0 to 2 {
            same[i.2] = y[i.2]
          }
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> object a.Three {
          let y: tensor<f32> = zeros<f32>(array<i32>{2})
          return object a.Three{"first": y, "copy": x, "same": y}
        }
        """,
        tensor("x", 2));
  }
}
