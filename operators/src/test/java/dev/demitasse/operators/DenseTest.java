package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.integers;
import static dev.demitasse.operators.Samples.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Dense} against ONNX Runtime. */
class DenseTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 64, 10", "3, 5, 4", "4, 7, 1", "1, 640, 128"})
  void multipliesByTheTransposedWeights(int n, int k, int m) {
    F32 x = integers(1, n, k);
    F32 weights = integers(2, m, k);
    F32 bias = integers(3, m);
    assertEquals(
        new Onnx("Gemm").number("transB", 1).run(x, weights, bias), Dense.apply(x, weights, bias));
  }

  @Test
  void addsFromFirstToLastStartingAtTheBias() {
    F32 ones = row(1, 1, 1, 1).reshape(1, 4);
    assertEquals(3, Dense.apply(row(2, -1e8f, 1, 2).reshape(1, 4), ones, row(1e8f)).at(0));
  }
}
