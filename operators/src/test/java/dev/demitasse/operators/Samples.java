package dev.demitasse.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.demitasse.F32;
import dev.demitasse.I8;
import java.util.Arrays;
import java.util.Random;

/** Tensors to test with. The same arguments give the same values. */
final class Samples {
  private Samples() {}

  /**
   * Whole numbers from -4 to 4: sums of their products are exact, so that results must be equal.
   */
  static F32 integers(long seed, int... shape) {
    Random random = new Random(seed);
    F32 x = F32.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, random.nextInt(9) - 4);
    }
    return x;
  }

  /** Numbers around zero, most of them between -8 and 8. */
  static F32 reals(long seed, int... shape) {
    Random random = new Random(seed);
    F32 x = F32.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, 4 * (float) random.nextGaussian());
    }
    return x;
  }

  /** Any 8-bit numbers, an eighth of them the ends of the range. */
  static I8 bytes(long seed, int... shape) {
    Random random = new Random(seed);
    I8 x = I8.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      int any = random.nextInt(256) - 128;
      x.set(i, (byte) (random.nextInt(8) > 0 ? any : any < 0 ? -128 : 127));
    }
    return x;
  }

  /** A tensor of rank 1. */
  static F32 row(float... values) {
    return F32.of(values, values.length);
  }

  /** Reads numbers between spaces: a shape, or an order of axes. */
  static int[] ints(String text) {
    return Arrays.stream(text.trim().split(" +"))
        .filter(word -> !word.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /** An image batch in ONNX's order of axes, or a kernel OHWI in ONNX's OIHW. */
  static F32 channelsFirst(F32 nhwc) {
    return nhwc.transpose(0, 3, 1, 2);
  }

  /** The inverse of {@link #channelsFirst}, as a tensor of its own. */
  static F32 channelsLast(F32 nchw) {
    return nchw.transpose(0, 2, 3, 1).copy();
  }

  /** Asserts equal shapes, and elements that differ by {@code tolerance} at most. */
  static void assertClose(F32 expected, F32 actual, float tolerance) {
    assertArrayEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.toArray(), actual.toArray(), tolerance);
  }
}
