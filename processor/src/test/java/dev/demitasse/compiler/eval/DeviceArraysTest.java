package dev.demitasse.compiler.eval;

import static dev.demitasse.compiler.eval.Specialising.assertMakes;
import static dev.demitasse.compiler.eval.Specialising.assertRefused;
import static dev.demitasse.compiler.eval.Specialising.integers;
import static dev.demitasse.compiler.eval.Specialising.specialised;
import static dev.demitasse.compiler.eval.Specialising.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.diagnostic.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java's arrays where the device chooses or changes an element. */
class DeviceArraysTest {

  @Test
  void constantsChosenByTheDeviceAreATable() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[4], y: i32[4]) -> void {
          const table: i32[4] = {5, 6, 7, 8}
          for i in 0 to 4 {
            y[i] = 0
          }
          for i.1 in 0 to 4 {
            y[i.1] = table[x[i.1] & 3]
          }
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let table: i32[] = array<i32>{5, 6, 7, 8}
          let y: tensor<i32> = zeros<i32>(shape(x))
          for i in 0 to size(x) {
            y[i] = table[x[i] & 3]
          }
          return y
        }
        """,
        integers("x", 4));
  }

  @Test
  void arrayChangedByTheDeviceIsLocal() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[9], y: i32[4]) -> void {
          alloc counts: i32[4] local
          for i in 0 to 4 {
            counts[i] = 0
          }
          for i.1 in 0 to 9 {
            counts[x[i.1] & 3] = counts[x[i.1] & 3] + 1
          }
          for i.2 in 0 to 4 {
            y[i.2] = 0
          }
          for i.3 in 0 to 4 {
            y[i.3] = counts[i.3]
          }
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let counts: i32[] = array<i32>(4)
          for i in 0 to size(x) {
            counts[x[i] & 3] = counts[x[i] & 3] + 1
          }
          let y: tensor<i32> = zeros<i32>(array<i32>{4})
          for i in 0 to 4 {
            y[i] = counts[i]
          }
          return y
        }
        """,
        integers("x", 9));
  }

  @Test
  void largeArrayIsInTheWorkspace() {
    String text =
        specialised(
                """
                operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
                  let counts: i32[] = array<i32>(1000)
                  for i in 0 to size(x) {
                    counts[x[i] & 511] = 1
                  }
                  let y: tensor<i32> = zeros<i32>(array<i32>{1})
                  y[0] = counts[3]
                  return y
                }
                """,
                integers("x", 9))
            .function()
            .body()
            .toString();
    assertEquals(true, text.contains("WORKSPACE"), text);
  }

  @Test
  void arrayThatAShapeNeedsIsComputedHere() {
    assertEquals(
        List.of(1, 1, 9),
        specialised(
                """
                operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
                  let s: i32[] = array<i32>(3)
                  for i in 0 to 3 {
                    s[i] = 1
                  }
                  for d in 0 to 2 {
                    s[2] = s[2] + 4
                  }
                  return zeros<f32>(s)
                }
                """,
                tensor("x", 7))
            .outputs()
            .get(0)
            .shape());
  }

  @Test
  void tableOfAFieldIsComputedOnce() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[4], y: i32[1]) -> void {
          const T: i32[4] = {0, 1, 4, 9}
          for i in 0 to 1 {
            y[i] = 0
          }
          y[0] = T[x[0] & 3] + T[x[1] & 3] + 9
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let y: tensor<i32> = zeros<i32>(array<i32>{1})
          y[0] = invoke<i32[]> "Op.T()"()[x[0] & 3] + invoke<i32[]> "Op.T()"()[x[1] & 3] + invoke<i32[]> "Op.T()"()[3]
          return y
        }
        table "Op.T()"() -> i32[] {
          return invoke<i32[]> "Op.squares"(4)
        }
        func "Op.squares"(n: i32) -> i32[] {
          let t: i32[] = array<i32>(n)
          for i in 0 to n {
            t[i] = i * i
          }
          return t
        }
        """,
        integers("x", 4));
  }

  @Test
  void storeToATableIsRefused() {
    assertRefused(
        Message.STORE_TO_TABLE,
        3,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> at 1:1 {
          let t: i32[] = invoke<i32[]> "Op.T()"() at 2:3
          t[0] = 1 at 3:3
          return x at 4:3
        }
        table "Op.T()"() -> i32[] {
          return array<i32>{1, 2}
        }
        """,
        integers("x", 4));
  }

  @Test
  void rowsChosenByTheDeviceAreOneTable() {
    assertMakes(
        """
        operator "Op.apply"(x: i32[4], y: i32[1]) -> void {
          const m: i32[2, 2] = {1, 2, 3, 4}
          for i in 0 to 1 {
            y[i] = 0
          }
          let row: i32 = x[0] & 1
          y[0] = m{[2] at bounded(row, 2) * 2}[x[1] & 1]
        }
        """,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let m: i32[][] = array<i32[]>{array<i32>{1, 2}, array<i32>{3, 4}}
          let y: tensor<i32> = zeros<i32>(array<i32>{1})
          y[0] = m[x[0] & 1][x[1] & 1]
          return y
        }
        """,
        integers("x", 4));
  }
}
