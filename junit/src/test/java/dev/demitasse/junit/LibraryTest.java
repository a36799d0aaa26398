package dev.demitasse.junit;

import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.operators.Activation;
import dev.demitasse.operators.Add;
import dev.demitasse.operators.AvgPool2d;
import dev.demitasse.operators.Concat;
import dev.demitasse.operators.Conv2d;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.DepthwiseConv2d;
import dev.demitasse.operators.Dequantize;
import dev.demitasse.operators.LeakyRelu;
import dev.demitasse.operators.MaxPool2d;
import dev.demitasse.operators.Padding;
import dev.demitasse.operators.Quantization;
import dev.demitasse.operators.Quantize;
import dev.demitasse.operators.QuantizedAdd;
import dev.demitasse.operators.QuantizedAvgPool2d;
import dev.demitasse.operators.QuantizedConv2d;
import dev.demitasse.operators.QuantizedDense;
import dev.demitasse.operators.QuantizedDepthwiseConv2d;
import dev.demitasse.operators.QuantizedLeakyRelu;
import dev.demitasse.operators.QuantizedMul;
import dev.demitasse.operators.QuantizedMultipliers;
import dev.demitasse.operators.QuantizedSoftmax;
import dev.demitasse.operators.Relu6;
import dev.demitasse.operators.Sigmoid;
import dev.demitasse.operators.Softmax;
import dev.demitasse.operators.Tanh;
import dev.demitasse.operators.Transpose;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Operators of the library give the same bits on all kinds of machines, also for unusual data. They
 * are tested here, not in their own module, as this one is built behind it.
 */
@RunOn({Machine.JVM, Machine.NATIVE, Machine.CORTEX_M4})
class LibraryTest {
  private static final Quantization XQ = new Quantization(0.05f, 3);
  private static final Quantization YQ = new Quantization(0.11f, -20);
  private static final float[] EDGES = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    0f,
    -0f,
    6f
  };

  /** Data that grow from a seed, with an edge of the type among so many elements. */
  private static final class Data {
    private final Random random;
    private final int edgeAmong;

    Data(int seed, int edgeAmong) {
      random = new Random(seed);
      this.edgeAmong = edgeAmong;
    }

    private boolean isEdge() {
      return random.nextInt(edgeAmong) == 0;
    }

    F32 f32(int... shape) {
      F32 x = F32.zeros(shape);
      for (int i = 0; i < x.size(); i++) {
        float usual = 3 * (float) random.nextGaussian();
        x.set(i, isEdge() ? EDGES[random.nextInt(EDGES.length)] : usual);
      }
      return x;
    }

    I8 i8(int... shape) {
      I8 x = I8.zeros(shape);
      for (int i = 0; i < x.size(); i++) {
        int usual = random.nextInt(256);
        x.set(i, (byte) (isEdge() ? 127 + random.nextInt(2) : usual));
      }
      return x;
    }

    I32 i32(int... shape) {
      I32 x = I32.zeros(shape);
      for (int i = 0; i < x.size(); i++) {
        int usual = random.nextInt(20_000) - 10_000;
        x.set(i, isEdge() ? Integer.MAX_VALUE + random.nextInt(2) : usual);
      }
      return x;
    }
  }

  /** Usual data, data with some edges, and edges only. */
  private static List<Data> data() {
    return List.of(new Data(1, Integer.MAX_VALUE), new Data(2, 16), new Data(3, 1));
  }

  private static QuantizedMultipliers.Factors factors(int channels) {
    F32 scales = F32.zeros(channels);
    for (int c = 0; c < channels; c++) {
      scales.set(c, 0.01f + 0.007f * c);
    }
    return QuantizedMultipliers.apply(XQ, scales, YQ, channels);
  }

  @Test
  void convolutions(Target target) {
    for (Data d : data()) {
      target.apply(Conv2d.class, d.f32(1, 5, 6, 2), d.f32(3, 3, 3, 2), d.f32(3), 2, Padding.SAME);
      target.apply(
          DepthwiseConv2d.class, d.f32(1, 5, 6, 2), d.f32(1, 3, 3, 2), d.f32(2), 1, Padding.VALID);
    }
  }

  @Test
  void layersAndPools(Target target) {
    for (Data d : data()) {
      target.apply(Dense.class, d.f32(2, 7), d.f32(3, 7), d.f32(3));
      target.apply(MaxPool2d.class, d.f32(1, 4, 6, 2), 2);
      target.apply(AvgPool2d.class, d.f32(1, 4, 6, 2), 2);
    }
  }

  @Test
  void elementByElement(Target target) {
    for (Data d : data()) {
      target.apply(Add.class, d.f32(2, 3, 4), d.f32(3, 1));
      target.apply(Relu6.class, d.f32(33));
      target.apply(LeakyRelu.class, d.f32(33), 0.1f);
    }
  }

  @Test
  void functions(Target target) {
    for (Data d : data()) {
      target.apply(Sigmoid.class, d.f32(33));
      target.apply(Tanh.class, d.f32(33));
      target.apply(Softmax.class, d.f32(3, 5));
    }
  }

  @Test
  void moves(Target target) {
    for (Data d : data()) {
      target.apply(Concat.class, 1, d.f32(2, 3), d.f32(2, 1), d.f32(2, 2));
      target.apply(Transpose.class, d.i8(2, 3, 4), 2, 0, 1);
    }
  }

  @Test
  void quantizedConvolutions(Target target) {
    for (Data d : data()) {
      target.apply(
          QuantizedConv2d.class,
          d.i8(1, 5, 6, 2),
          XQ,
          d.i8(3, 3, 3, 2),
          d.i32(3),
          factors(3),
          YQ,
          Activation.RELU,
          2,
          1,
          1,
          1,
          Padding.SAME);
      target.apply(
          QuantizedDepthwiseConv2d.class,
          d.i8(1, 5, 6, 2),
          XQ,
          d.i8(1, 3, 3, 2),
          d.i32(2),
          factors(2),
          YQ,
          Activation.NONE,
          1,
          1,
          1,
          2,
          Padding.VALID);
    }
  }

  @Test
  void quantizedLayersAndPools(Target target) {
    for (Data d : data()) {
      target.apply(
          QuantizedDense.class, d.i8(2, 7), XQ, d.i8(3, 7), 0.02f, d.i32(3), YQ, Activation.RELU6);
      target.apply(
          QuantizedAvgPool2d.class,
          d.i8(1, 4, 6, 2),
          XQ,
          Activation.NONE,
          3,
          2,
          1,
          2,
          Padding.SAME);
    }
  }

  @Test
  void quantizedElementByElement(Target target) {
    for (Data d : data()) {
      target.apply(QuantizedAdd.class, d.i8(33), XQ, d.i8(33), YQ, XQ, Activation.NONE);
      target.apply(QuantizedMul.class, d.i8(2, 3), XQ, d.i8(3), YQ, XQ, Activation.RELU_N1_TO_1);
      target.apply(QuantizedLeakyRelu.class, d.i8(33), XQ, YQ, 0.2f);
      target.apply(QuantizedSoftmax.class, d.i8(2, 9), XQ, 1f);
    }
  }

  @Test
  void conversions(Target target) {
    for (Data d : data()) {
      target.apply(Quantize.class, d.f32(33), XQ);
      target.apply(Dequantize.class, d.i8(33), XQ);
    }
  }
}
