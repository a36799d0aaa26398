package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.integers;
import static dev.demitasse.operators.Samples.ints;
import static dev.demitasse.operators.Samples.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operators that move elements and leave their values, against ONNX Runtime. */
class ShapeOperatorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x       | before    | after
          3         | 0         | 0
          3         | 2         | 1
          2 3       | 0 1       | 2 0
          2 1 3     | 1 0 2     | 0 3 1
          1 4 5 2   | 0 1 2 0   | 0 1 1 0
          2 1 2 1 2 | 1 0 0 2 1 | 0 1 0 0 2
          """)
  void pads(String shape, String starts, String ends) {
    F32 x = integers(1, ints(shape));
    int[] before = ints(starts);
    int[] after = ints(ends);
    int[] pads = IntStream.concat(Arrays.stream(before), Arrays.stream(after)).toArray();
    F32 value = F32.of(new float[] {-7.5f});
    assertEquals(new Onnx("Pad").run(x, pads, value), Pad.apply(x, before, after, -7.5f));
    assertEquals(new Onnx("Pad").run(x, pads), Pad.apply(x, before, after));
  }

  @Test
  void padsAScalarNowhere() {
    F32 x = F32.of(new float[] {3});
    assertEquals(x, Pad.apply(x, new int[0], new int[0], 9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x     | shape
          6       | 2 3
          2 3     | 6
          2 3 4   | 4 1 6
          1 8 8 2 | 1 128
          1       | 1 1 1 1 1
          """)
  void reshapes(String from, String to) {
    F32 x = integers(1, ints(from));
    assertEquals(new Onnx("Reshape").run(x, ints(to)), Reshape.apply(x, ints(to)));
  }

  @Test
  void reshapesToAndFromAScalar() {
    assertEquals(F32.of(new float[] {5}), Reshape.apply(row(5)));
    assertEquals(row(5), Reshape.apply(F32.of(new float[] {5}), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # x       | axes
          4         | 0
          2 3       | 0 1
          2 3       | 1 0
          2 3 4     | 2 0 1
          2 3 4 5   | 0 3 1 2
          1 2 3 2 4 | 4 2 0 3 1
          """)
  void transposes(String shape, String order) {
    F32 x = integers(1, ints(shape));
    int[] axes = ints(order);
    assertEquals(new Onnx("Transpose").ints("perm", axes).run(x), Transpose.apply(x, axes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # axis | a    | b         | c
          0 | 2         | 3         | 1
          0 | 2 3       | 1 3       | 4 3
          1 | 2 3       | 2 1       | 2 2
          1 | 2 3 4     | 2 1 4     | 2 2 4
          3 | 1 2 2 3   | 1 2 2 1   | 1 2 2 5
          2 | 2 1 3 2 2 | 2 1 1 2 2 | 2 1 2 2 2
          """)
  void concatenates(int axis, String shapeA, String shapeB, String shapeC) {
    F32 a = integers(1, ints(shapeA));
    F32 b = integers(2, ints(shapeB));
    F32 c = integers(3, ints(shapeC));
    assertEquals(new Onnx("Concat").number("axis", axis).run(a, b, c), Concat.apply(axis, a, b, c));
    assertEquals(a, Concat.apply(axis, a));
  }

  @Test
  void resultsAreTensorsOfTheirOwn() {
    F32 x = integers(1, 2, 2);
    F32 before = x.copy();
    Reshape.apply(x, 2, 2).set(0, 99);
    Transpose.apply(x, 0, 1).set(0, 99);
    Concat.apply(0, x).set(0, 99);
    Pad.apply(x, new int[2], new int[2]).set(0, 99);
    assertEquals(before, x);
  }
}
