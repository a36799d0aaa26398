package dev.demitasse.operators;

import static dev.demitasse.operators.Samples.assertClose;
import static dev.demitasse.operators.Samples.integers;
import static dev.demitasse.operators.Samples.ints;
import static dev.demitasse.operators.Samples.reals;
import static dev.demitasse.operators.Samples.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.F32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators that take one element at a time, and {@link Softmax}, against ONNX Runtime. */
class ElementwiseTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "7", "2 3", "1 4 5 3", "2 1 3 2 2"})
  void activatesAnyShape(String shape) {
    F32 x = reals(1, ints(shape));
    F32 zero = F32.zeros();
    F32 six = F32.of(new float[] {6});
    assertEquals(new Onnx("Relu").run(x), Relu.apply(x));
    assertEquals(new Onnx("Clip").run(x, zero, six), Relu6.apply(x));
    assertEquals(new Onnx("LeakyRelu").real("alpha", 0.25f).run(x), LeakyRelu.apply(x, 0.25f));
    assertClose(new Onnx("Sigmoid").run(x), Sigmoid.apply(x), 1e-6f);
    assertClose(new Onnx("Tanh").run(x), Tanh.apply(x), 1e-6f);
  }

  @Test
  void activatesSpecialValues() {
    F32 x = row(NAN, -INFINITY, -1, -0f, 0f, 6, 7, INFINITY);
    assertEquals(row(NAN, 0, 0, 0, 0, 6, 7, INFINITY), Relu.apply(x));
    assertEquals(row(NAN, 0, 0, 0, 0, 6, 6, 6), Relu6.apply(x));
    assertEquals(row(NAN, -INFINITY, -2, -0f, 0f, 6, 7, INFINITY), LeakyRelu.apply(x, 2f));
    F32 extremes = row(NAN, -INFINITY, -0f, 0f, INFINITY);
    assertEquals(row(NAN, 0, 0.5f, 0.5f, 1), Sigmoid.apply(extremes));
    assertEquals(row(NAN, -1, -0f, 0f, 1), Tanh.apply(extremes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a       | b
          ''        | ''
          3         | ''
          4         | 4
          1         | 5
          2 3       | 3
          2 3       | 2 1
          3 1       | 1 4
          2 3 4     | 2 3 4
          1 4 5 3   | 3
          2 1 5 3   | 4 1 3
          2 3 1 2 2 | 2 1 4 2 1
          2 2 2 1 3 | 2 1 1
          """)
  void combinesWithBroadcasting(String shapeA, String shapeB) {
    F32 a = integers(1, ints(shapeA));
    F32 b = integers(2, ints(shapeB));
    assertEquals(new Onnx("Add").run(a, b), Add.apply(a, b));
    assertEquals(new Onnx("Add").run(a, b), Add.apply(b, a));
    assertEquals(new Onnx("Sub").run(a, b), Sub.apply(a, b));
    assertEquals(new Onnx("Sub").run(b, a), Sub.apply(b, a));
    assertEquals(new Onnx("Mul").run(a, b), Mul.apply(a, b));
    assertEquals(new Onnx("Mul").run(a, b), Mul.apply(b, a));
  }

  @Test
  void sumsAndProductsFollowJava() {
    F32 a = row(NAN, INFINITY, -0f, 3e38f);
    F32 b = row(1, -INFINITY, -0f, 3e38f);
    assertEquals(row(NAN, NAN, -0f, INFINITY), Add.apply(a, b));
    assertEquals(row(NAN, INFINITY, 0f, 0f), Sub.apply(a, b));
    assertEquals(row(NAN, -INFINITY, 0f, INFINITY), Mul.apply(a, b));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "3 1", "4 7", "2 3 5", "1 2 2 12", "2 1 2 3 4"})
  void softmaxRunsAlongTheLastAxis(String shape) {
    F32 x = reals(1, ints(shape));
    assertClose(new Onnx("Softmax").number("axis", -1).run(x), Softmax.apply(x), 1e-6f);
  }

  @Test
  void softmaxOfSpecialValues() {
    assertEquals(row(0.5f, 0, 0.5f), Softmax.apply(row(1e30f, -INFINITY, 1e30f)));
    assertEquals(row(NAN, NAN), Softmax.apply(row(NAN, 1)));
    assertEquals(row(NAN, NAN), Softmax.apply(row(INFINITY, 1)));
    assertEquals(row(NAN, NAN), Softmax.apply(row(-INFINITY, -INFINITY)));
  }
}
