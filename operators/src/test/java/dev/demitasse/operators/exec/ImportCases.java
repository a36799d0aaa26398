package dev.demitasse.operators.exec;

import static dev.demitasse.compiler.tflite.FlatWriter.float32;
import static dev.demitasse.compiler.tflite.FlatWriter.int32;
import static dev.demitasse.compiler.tflite.FlatWriter.int8;
import static dev.demitasse.compiler.tflite.ModelBuilder.quantized;
import static dev.demitasse.compiler.tflite.ModelBuilder.withOptions;

import dev.demitasse.ElementType;
import dev.demitasse.F32;
import dev.demitasse.I32;
import dev.demitasse.I8;
import dev.demitasse.Tensor;
import dev.demitasse.compiler.tflite.FlatWriter.Value;
import dev.demitasse.compiler.tflite.ModelBuilder;
import dev.demitasse.compiler.tflite.TfliteType;
import dev.demitasse.operators.Activation;
import dev.demitasse.operators.Add;
import dev.demitasse.operators.Conv2d;
import dev.demitasse.operators.Dense;
import dev.demitasse.operators.DepthwiseConv2d;
import dev.demitasse.operators.Dequantize;
import dev.demitasse.operators.Pad;
import dev.demitasse.operators.Padding;
import dev.demitasse.operators.Quantization;
import dev.demitasse.operators.Quantize;
import dev.demitasse.operators.QuantizedAdd;
import dev.demitasse.operators.QuantizedConv2d;
import dev.demitasse.operators.QuantizedDepthwiseConv2d;
import dev.demitasse.operators.QuantizedMultipliers;
import dev.demitasse.operators.QuantizedRelu;
import dev.demitasse.operators.Relu;
import dev.demitasse.operators.Softmax;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Models of one operator each, with random weights, and models with work for the passes. */
final class ImportCases {
  private static final Quantization IN = new Quantization(0.1f, -3);
  private static final Quantization OUT = new Quantization(0.2f, 5);
  private static final float[] SCALES = {0.01f, 0.02f, 0.004f};
  private static final Value SAME = int8(0);
  private static final Value VALID = int8(1);
  private static final Value RELU6 = int8(3);
  private static final int[] IMAGE = {1, 5, 4, 2};

  private final List<ImportCase> cases = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Random random = new Random(7);

  private ModelBuilder model = new ModelBuilder();
  private List<NetworkCase.Input> inputs = new ArrayList<>();

  static List<ImportCase> all() {
    ImportCases all = new ImportCases();
    for (ElementType type : List.of(ElementType.F32, ElementType.I8)) {
      all.addElementwise(type);
      all.addShapes(type);
      all.addWindows(type);
    }
    all.addConvolutions();
    all.addDense();
    all.addConversions();
    all.addPadded();
    all.addActivations();
    return List.copyOf(all.cases);
  }

  // ---- Tensors ----

  private int tensor(String name, ElementType type, Quantization q, int... shape) {
    if (type == ElementType.I8) {
      quantized(model.tensor(name, TfliteType.INT8, shape), q.scale(), q.zeroPoint());
    } else {
      model.tensor(name, TfliteType.FLOAT32, shape);
    }
    return model.next() - 1;
  }

  private int input(ElementType type, int... shape) {
    int index = tensor(NetworkCase.inputName(inputs.size()), type, IN, shape);
    inputs.add(new NetworkCase.Input(type, Arrays.stream(shape).boxed().toList()));
    return index;
  }

  private int output(ElementType type, int... shape) {
    return tensor("y", type, OUT, shape);
  }

  private static int size(int... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private F32 floats(String name, int... shape) {
    float[] values = new float[size(shape)];
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
      data.putFloat(values[i]);
    }
    model.constant(name, TfliteType.FLOAT32, data.array(), shape);
    return F32.of(values, shape);
  }

  private int[] ints(String name, int[] values, int... shape) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(data::putInt);
    model.constant(name, TfliteType.INT32, data.array(), shape);
    return values;
  }

  private I32 sums(String name, int count) {
    return I32.of(ints(name, random.ints(count, -3000, 3000).toArray(), count), count);
  }

  /** Weights with a scale for each index of an axis, or one for all if that is -1. */
  private I8 bytes(String name, int axis, int... shape) {
    byte[] values = new byte[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (random.nextInt(255) - 127);
    }
    var table = model.constant(name, TfliteType.INT8, values, shape);
    if (axis < 0) {
      quantized(table, SCALES[0], 0);
    } else {
      quantized(table, axis, Arrays.copyOf(SCALES, shape[axis]));
    }
    return I8.of(values, shape);
  }

  private int last() {
    return model.next() - 1;
  }

  // ---- Cases ----

  private void add(String operator, ElementType type, int y, ElementType result) {
    add(operator, type, y, result, Optional.empty());
  }

  private void addByHand(
      String operator,
      ElementType type,
      int y,
      ElementType result,
      Function<List<Tensor<?>>, Tensor<?>> byHand) {
    add(operator, type, y, result, Optional.of(byHand));
  }

  private void add(
      String operator,
      ElementType type,
      int y,
      ElementType result,
      Optional<Function<List<Tensor<?>>, Tensor<?>>> byHand) {
    int[] indices = new int[inputs.size()];
    Arrays.setAll(indices, i -> i);
    model.inputs(indices).outputs(y);
    String name = operator.replace("_", "") + type;
    int number = counts.merge(name, 1, Integer::sum) - 1;
    NetworkCase network = new NetworkCase(name, number, result, List.copyOf(inputs), "");
    cases.add(new ImportCase(operator, type, network, model.build(), byHand));
    model = new ModelBuilder();
    inputs = new ArrayList<>();
  }

  private void addElementwise(ElementType type) {
    boolean floats = type == ElementType.F32;
    for (String code : floats ? List.of("ADD", "SUB", "MUL") : List.of("ADD", "MUL")) {
      int[][] others = {IMAGE, {2}, {1}};
      for (int[] other : others) {
        int a = input(type, IMAGE);
        int b = input(type, other);
        int y = output(type, IMAGE);
        var operator = model.operator(code, new int[] {a, b}, y);
        if (other.length == 1) {
          withOptions(operator, Map.of("ADD", 11, "SUB", 28, "MUL", 21).get(code), RELU6);
        }
        add(code, type, y, type);
      }
    }
    for (String code : List.of("RELU", "RELU6", "LOGISTIC", "TANH")) {
      if (floats || code.startsWith("RELU")) {
        int x = input(type, 3, 4);
        int y = output(type, 3, 4);
        model.operator(code, new int[] {x}, y);
        add(code, type, y, type);
      }
    }
    int leaking = input(type, 3, 4);
    int leaked = output(type, 3, 4);
    withOptions(model.operator("LEAKY_RELU", new int[] {leaking}, leaked), 75, float32(0.2f));
    add("LEAKY_RELU", type, leaked, type);
    for (float beta : new float[] {1f, 0.5f}) {
      int x = input(type, 2, 6);
      int y = tensor("y", type, new Quantization(1f / 256, -128), 2, 6);
      withOptions(model.operator("SOFTMAX", new int[] {x}, y), 9, float32(beta));
      add("SOFTMAX", type, y, type);
    }
  }

  private void addShapes(ElementType type) {
    Map<String, int[]> shapes =
        Map.of("RESHAPE", new int[] {4, 10}, "SQUEEZE", new int[] {5, 4, 2});
    for (String code : List.of("RESHAPE", "SQUEEZE", "EXPAND_DIMS")) {
      int x = input(type, IMAGE);
      int[] shape = shapes.getOrDefault(code, new int[] {1, 5, 4, 2, 1});
      int between = tensor("between", type, IN, shape);
      int y = tensor("y", type, IN, shape);
      model.operator(code, new int[] {x}, between);
      model.operator("RELU", new int[] {between}, y);
      add(code, type, y, type);
    }
    int x = input(type, IMAGE);
    int y = tensor("y", type, IN, 1, 2, 5, 4);
    ints("order", new int[] {0, 3, 1, 2}, 4);
    model.operator("TRANSPOSE", new int[] {x, last()}, y);
    add("TRANSPOSE", type, y, type);

    int z = input(type, IMAGE);
    int padded = tensor("y", type, IN, 1, 8, 5, 2);
    ints("cells", new int[] {0, 0, 1, 2, 0, 1, 0, 0}, 4, 2);
    model.operator("PAD", new int[] {z, last()}, padded);
    add("PAD", type, padded, type);

    int a = input(type, 2, 3);
    int b = input(type, 2, 4);
    int c = input(type, 2, 1);
    int joined = tensor("y", type, IN, 2, 8);
    withOptions(model.operator("CONCATENATION", new int[] {a, b, c}, joined), 10, int32(-1));
    add("CONCATENATION", type, joined, type);
  }

  private void addWindows(ElementType type) {
    for (String code : List.of("MAX_POOL_2D", "AVERAGE_POOL_2D")) {
      int x = input(type, IMAGE);
      int y = tensor("y", type, IN, 1, 3, 2, 2);
      Value[] same = {SAME, int32(2), int32(2), int32(3), int32(2), RELU6};
      withOptions(model.operator(code, new int[] {x}, y), 5, same);
      add(code, type, y, type);

      int z = input(type, IMAGE);
      int valid = tensor("y", type, IN, 1, 4, 2, 2);
      Value[] other = {VALID, int32(1), int32(1), int32(3), int32(2), int8(0)};
      withOptions(model.operator(code, new int[] {z}, valid), 5, other);
      add(code, type, valid, type);
    }
  }

  private void addConvolutions() {
    for (ElementType type : List.of(ElementType.F32, ElementType.I8)) {
      for (boolean several : new boolean[] {false, true}) {
        int x = input(type, IMAGE);
        int y = output(type, 1, 3, 4, 3);
        weights(type, several ? 0 : -1, 3, 3, 2, 2);
        int w = last();
        bias(type, 3);
        withOptions(
            model.operator("CONV_2D", new int[] {x, w, last()}, y),
            1,
            SAME,
            int32(1),
            int32(2),
            several ? RELU6 : int8(0));
        add("CONV_2D", type, y, type);

        int z = input(type, 1, 5, 4, 3);
        int v = output(type, 1, 3, 4, 3);
        weights(type, several ? 3 : -1, 1, 2, 1, 3);
        int d = last();
        if (several) {
          bias(type, 3);
        }
        withOptions(
            model.operator("DEPTHWISE_CONV_2D", new int[] {z, d, several ? last() : -1}, v),
            2,
            VALID,
            int32(1),
            int32(1),
            int32(1),
            several ? RELU6 : int8(0),
            int32(1),
            int32(2));
        add("DEPTHWISE_CONV_2D", type, v, type);
      }
    }
    int x = input(ElementType.F32, IMAGE); // whose weights become floats
    int y = output(ElementType.F32, 1, 5, 4, 3);
    I8 w = bytes("w", 0, 3, 1, 1, 2);
    model.operator("CONV_2D", new int[] {x, last(), -1}, y);
    addByHand(
        "CONV_2D",
        ElementType.F32,
        y,
        ElementType.F32,
        t ->
            Conv2d.apply(
                (F32) t.get(0),
                Dequantize.apply(w, F32.of(SCALES, 3), 0),
                F32.zeros(3),
                1,
                Padding.SAME));
  }

  private void weights(ElementType type, int axis, int... shape) {
    if (type == ElementType.I8) {
      bytes("w", axis, shape);
    } else {
      floats("w", shape);
    }
  }

  private void bias(ElementType type, int count) {
    if (type == ElementType.I8) {
      sums("bias", count);
    } else {
      floats("bias", count);
    }
  }

  private void addDense() {
    for (ElementType type : List.of(ElementType.F32, ElementType.I8)) {
      for (boolean several : new boolean[] {false, true}) {
        int x = input(type, 2, 4);
        int y = output(type, 2, 3);
        weights(type, several ? 0 : -1, 3, 4);
        int w = last();
        bias(type, 3);
        withOptions(
            model.operator("FULLY_CONNECTED", new int[] {x, w, last()}, y),
            8,
            several ? RELU6 : int8(0));
        add("FULLY_CONNECTED", type, y, type);
      }
    }
    int x = input(ElementType.F32, 1, 2, 4); // as rows, and with another shape behind
    int y = output(ElementType.F32, 1, 2, 3);
    F32 w = floats("w", 3, 4);
    int weights = last();
    F32 bias = floats("bias", 3);
    withOptions(model.operator("FULLY_CONNECTED", new int[] {x, weights, last()}, y), 8, int8(1));
    addByHand(
        "FULLY_CONNECTED",
        ElementType.F32,
        y,
        ElementType.F32,
        t -> Relu.apply(Dense.apply(((F32) t.get(0)).reshape(2, 4), w, bias)).reshape(1, 2, 3));
  }

  private void addConversions() {
    int x = input(ElementType.F32, 3, 4);
    int y = output(ElementType.I8, 3, 4);
    model.operator("QUANTIZE", new int[] {x}, y);
    add("QUANTIZE", ElementType.F32, y, ElementType.I8);

    int z = input(ElementType.I8, 3, 4);
    int other = output(ElementType.I8, 3, 4);
    model.operator("QUANTIZE", new int[] {z}, other);
    add("QUANTIZE", ElementType.I8, other, ElementType.I8);

    int v = input(ElementType.I8, 3, 4);
    int floats = output(ElementType.F32, 3, 4);
    model.operator("DEQUANTIZE", new int[] {v}, floats);
    add("DEQUANTIZE", ElementType.I8, floats, ElementType.F32);

    int a = input(ElementType.F32, 4); // a constant in half precision
    int b = tensor("b", ElementType.F32, IN, 4);
    int sum = output(ElementType.F32, 4);
    model.constant("half", TfliteType.FLOAT16, new byte[] {0, 60, 0, -64, 1, 0, -1, 53}, 4);
    model.operator("DEQUANTIZE", new int[] {last()}, b);
    model.operator("ADD", new int[] {a, b}, sum);
    F32 half = F32.of(new float[] {1f, -2f, 0x1p-24f, 0.37475586f}, 4);
    addByHand(
        "DEQUANTIZE", ElementType.F32, sum, ElementType.F32, t -> Add.apply((F32) t.get(0), half));

    int p = input(ElementType.I8, 2, 6); // there and back, and on
    int q = tensor("q", ElementType.F32, IN, 2, 6);
    int r = tensor("r", ElementType.I8, IN, 2, 6);
    int s = tensor("s", ElementType.F32, IN, 2, 6);
    int soft = output(ElementType.F32, 2, 6);
    model.operator("DEQUANTIZE", new int[] {p}, q);
    model.operator("QUANTIZE", new int[] {q}, r);
    model.operator("DEQUANTIZE", new int[] {r}, s);
    model.operator("SOFTMAX", new int[] {s}, soft);
    addByHand(
        "QUANTIZE",
        ElementType.F32,
        soft,
        ElementType.F32,
        t -> {
          I8 again = Quantize.apply(Dequantize.apply((I8) t.get(0), IN), IN);
          return Softmax.apply(Dequantize.apply(again, IN));
        });
  }

  /** Padding becomes that of a convolution. */
  private void addPadded() {
    int[] before = {0, 1, 2, 0};
    int[] after = {0, 2, 1, 0};
    int[] cells = {0, 0, 1, 2, 2, 1, 0, 0};
    int x = input(ElementType.F32, IMAGE);
    int p = tensor("p", ElementType.F32, IN, 1, 8, 7, 2);
    int y = output(ElementType.F32, 1, 6, 5, 3);
    ints("cells", cells, 4, 2);
    model.operator("PAD", new int[] {x, last()}, p);
    F32 w = floats("w", 3, 3, 3, 2);
    int weights = last();
    F32 bias = floats("bias", 3);
    withOptions(
        model.operator("CONV_2D", new int[] {p, weights, last()}, y), 1, VALID, int32(1), int32(1));
    addByHand(
        "PAD",
        ElementType.F32,
        y,
        ElementType.F32,
        t -> Conv2d.apply(Pad.apply((F32) t.get(0), before, after), w, bias, 1, Padding.VALID));

    int xd = input(ElementType.F32, IMAGE);
    int pd = tensor("p", ElementType.F32, IN, 1, 8, 7, 2);
    int yd = output(ElementType.F32, 1, 6, 5, 2);
    ints("cells", cells, 4, 2);
    model.operator("PAD", new int[] {xd, last()}, pd);
    F32 wd = floats("w", 1, 3, 3, 2);
    int depthwise = last();
    F32 biasd = floats("bias", 2);
    withOptions(
        model.operator("DEPTHWISE_CONV_2D", new int[] {pd, depthwise, last()}, yd),
        2,
        VALID,
        int32(1),
        int32(1));
    addByHand(
        "PAD",
        ElementType.F32,
        yd,
        ElementType.F32,
        t ->
            DepthwiseConv2d.apply(
                Pad.apply((F32) t.get(0), before, after), wd, biasd, 1, Padding.VALID));

    int xq = input(ElementType.I8, IMAGE);
    int pq = tensor("p", ElementType.I8, IN, 1, 8, 7, 2);
    int yq = output(ElementType.I8, 1, 6, 5, 3);
    ints("cells", cells, 4, 2);
    model.operator("PAD", new int[] {xq, last()}, pq);
    I8 wq = bytes("w", 0, 3, 3, 3, 2);
    int quantized = last();
    I32 biasq = sums("bias", 3);
    withOptions(
        model.operator("CONV_2D", new int[] {pq, quantized, last()}, yq),
        1,
        VALID,
        int32(1),
        int32(1));
    addByHand(
        "PAD",
        ElementType.I8,
        yq,
        ElementType.I8,
        t ->
            QuantizedConv2d.apply(
                Pad.apply((I8) t.get(0), before, after, (byte) IN.zeroPoint()),
                IN,
                wq,
                biasq,
                QuantizedMultipliers.apply(IN, F32.of(SCALES, 3), OUT, 3),
                OUT,
                Activation.NONE,
                1,
                1,
                1,
                1,
                Padding.VALID));
  }

  /** Activations of integers become those of what is before them. */
  private void addActivations() {
    int x = input(ElementType.I8, 1, 5, 4, 3);
    int sum = output(ElementType.I8, 1, 5, 4, 3);
    int y = tensor("clamped", ElementType.I8, OUT, 1, 5, 4, 3);
    I8 w = bytes("w", 3, 1, 3, 3, 3);
    int weights = last();
    I32 bias = sums("bias", 3);
    model.operator("DEPTHWISE_CONV_2D", new int[] {x, weights, last()}, sum);
    model.operator("RELU6", new int[] {sum}, y);
    addByHand(
        "RELU6",
        ElementType.I8,
        y,
        ElementType.I8,
        t ->
            QuantizedRelu.apply(
                QuantizedDepthwiseConv2d.apply(
                    (I8) t.get(0),
                    IN,
                    w,
                    bias,
                    QuantizedMultipliers.apply(IN, F32.of(SCALES, 3), OUT, 3),
                    OUT,
                    Activation.NONE,
                    1,
                    1,
                    1,
                    1,
                    Padding.SAME),
                OUT,
                OUT,
                Activation.RELU6));

    int a = input(ElementType.I8, 3, 4);
    int b = input(ElementType.I8, 3, 4);
    int both = output(ElementType.I8, 3, 4);
    int relu = tensor("relu", ElementType.I8, OUT, 3, 4);
    model.operator("ADD", new int[] {a, b}, both);
    model.operator("RELU", new int[] {both}, relu);
    addByHand(
        "RELU",
        ElementType.I8,
        relu,
        ElementType.I8,
        t ->
            QuantizedRelu.apply(
                QuantizedAdd.apply((I8) t.get(0), IN, (I8) t.get(1), IN, OUT, Activation.NONE),
                OUT,
                OUT,
                Activation.RELU));
  }
}
