package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import java.util.List;

/** The operators in 8 bits. Multipliers and shifts that are inputs may be any. */
final class QuantizedCases {
  /** How tensors may be quantised: everyday numbers, and those at the ends. */
  private static final List<String> QUANTIZATIONS =
      List.of(
          "new Quantization(0.05f, -128)",
          "new Quantization(0.0235294f, 5)",
          "new Quantization(1f, 0)",
          "new Quantization(1e-5f, 127)",
          "new Quantization(300f, -1)");

  private static final List<String> ACTIVATIONS = List.of("NONE", "RELU", "RELU_N1_TO_1", "RELU6");

  private final Networks networks;
  private int next;

  private QuantizedCases(Networks networks) {
    this.networks = networks;
  }

  static void addTo(Networks networks) {
    QuantizedCases cases = new QuantizedCases(networks);
    cases.convolutions();
    cases.depthwise();
    cases.dense();
    cases.pools();
    cases.elementwise();
    cases.conversions();
    cases.moves();
  }

  /** Adds a network in 8 bits. */
  private void add(String operator, String body, String... inputs) {
    networks.addReturning(ElementType.I8, operator, operator + ".apply(" + body + ")", inputs);
  }

  /** Another quantization than the last time. */
  private String q() {
    return QUANTIZATIONS.get(next++ * 7 % QUANTIZATIONS.size());
  }

  private String activation() {
    return "Activation." + ACTIVATIONS.get(next++ * 3 % ACTIVATIONS.size());
  }

  private void convolutions() {
    String factors = "new QuantizedMultipliers.Factors(d, e)";
    for (String window :
        List.of(
            "1, 1, 1, 1, Padding.SAME",
            "2, 1, 1, 1, Padding.VALID",
            "1, 2, 2, 1, Padding.SAME",
            "3, 3, 1, 2, Padding.SAME",
            "1, 1, 1, 1, 2, 1, 0, 3",
            "2, 3, 1, 1, 4, 0, 1, 2",
            "1, 1, 1, 1, 7, 7, 7, 7")) {
      add(
          "QuantizedConv2d",
          "a, %s, b, c, %s, %s, %s, %s".formatted(q(), factors, q(), activation(), window),
          "I8 2 7 6 2",
          "I8 3 2 3 2",
          "I32 3",
          "I32 3",
          "I32 3");
    }
    String same = "1, 1, 1, 1, Padding.SAME";
    for (String[] shapes :
        new String[][] {
          {"1 5 5 4", "6 3 3 2", "6"},
          {"1 5 6 4", "4 2 2 1", "4"},
          {"1 1 1 1", "1 1 1 1", "1"},
          {"0 4 4 2", "3 3 3 2", "3"},
          {"1 4 4 2", "0 3 3 2", "0"},
          {"1 3 3 0", "2 3 3 0", "2"},
          {"1 9 9 8", "8 3 3 8", "8"}
        }) {
      add(
          "QuantizedConv2d",
          "a, %s, b, c, %s, %s, %s, %s".formatted(q(), factors, q(), activation(), same),
          "I8 " + shapes[0],
          "I8 " + shapes[1],
          "I32 " + shapes[2],
          "I32 " + shapes[2],
          "I32 " + shapes[2]);
    }
    for (String scales : List.of("3", "1")) {
      String x = q();
      String y = q();
      add(
          "QuantizedConv2d",
          "a, %s, b, NoBias.apply(b, 0), QuantizedMultipliers.apply(%s, c, %s, 3), %s, %s, %s"
              .formatted(x, x, y, y, activation(), same),
          "I8 1 5 4 2",
          "I8 3 3 3 2",
          scales);
    }
  }

  private void depthwise() {
    for (String window :
        List.of(
            "1, 1, 1, 1, Padding.SAME",
            "2, 2, 1, 1, Padding.VALID",
            "1, 1, 2, 2, Padding.SAME",
            "1, 2, 1, 1, 2, 1, 0, 3")) {
      for (int channels = 2; channels <= 6; channels += 2) {
        add(
            "QuantizedDepthwiseConv2d",
            "a, %s, b, c, new QuantizedMultipliers.Factors(d, e), %s, %s, %s"
                .formatted(q(), q(), activation(), window),
            "I8 2 7 6 2",
            "I8 1 2 3 " + channels,
            "I32 " + channels,
            "I32 " + channels,
            "I32 " + channels);
      }
    }
  }

  private void dense() {
    for (String[] shapes :
        new String[][] {
          {"1 4", "3 4", "3"},
          {"2 5", "1 5", "1"},
          {"0 5", "3 5", "3"},
          {"2 0", "3 0", "3"},
          {"2 3", "0 3", "0"},
          {"1 64", "10 64", "10"}
        }) {
      for (String scale : List.of("0.01f", next % 2 == 0 ? "1e-12f" : "30f")) {
        add(
            "QuantizedDense",
            "a, %s, b, %s, c, %s, %s".formatted(q(), scale, q(), activation()),
            "I8 " + shapes[0],
            "I8 " + shapes[1],
            "I32 " + shapes[2]);
      }
      add(
          "QuantizedDense",
          "a, %s, b, c, new QuantizedMultipliers.Factors(d, e), %s, %s"
              .formatted(q(), q(), activation()),
          "I8 " + shapes[0],
          "I8 " + shapes[1],
          "I32 " + shapes[2],
          "I32 " + shapes[2],
          "I32 " + shapes[2]);
    }
  }

  private void pools() {
    for (String pool : List.of("QuantizedAvgPool2d", "QuantizedMaxPool2d")) {
      for (String window :
          List.of(
              "1, 1, 1, 1, Padding.VALID",
              "2, 2, 2, 2, Padding.VALID",
              "2, 3, 1, 2, Padding.SAME",
              "3, 1, 2, 1, Padding.VALID",
              "4, 4, 3, 3, Padding.SAME",
              "5, 6, 1, 1, Padding.VALID")) {
        add(pool, "a, %s, %s, %s".formatted(q(), activation(), window), "I8 2 5 6 3");
      }
      add(pool, "a, %s, Activation.NONE, 3, 3, 1, 1, Padding.SAME".formatted(q()), "I8 1 1 1 2");
      add(pool, "a, %s, Activation.NONE, 2, 2, 2, 2, Padding.SAME".formatted(q()), "I8 0 4 4 2");
    }
  }

  private void elementwise() {
    for (String operator : List.of("QuantizedAdd", "QuantizedMul")) {
      for (String[] shapes :
          new String[][] {
            {"", ""},
            {"7", "7"},
            {"2 3 4", "3 1"},
            {"2 1 3 1 2", "4 1 5 1"},
            {"1 3 3 2", "2"},
            {"0 1", "1 4"},
            {"5 16", "5 16"}
          }) {
        for (int i = 0; i < 2; i++) {
          // the results of QuantizedAdd must not be finer by far than the operands
          String y = operator.equals("QuantizedAdd") ? "new Quantization(0.5f, 3)" : q();
          String body = "a, %s, b, %s, %s, %s".formatted(small(), small(), y, activation());
          add(operator, body, "I8 " + shapes[0], "I8 " + shapes[1]);
        }
      }
    }
    for (String activation : ACTIVATIONS) {
      for (String shape : List.of("2 3", "0")) {
        add(
            "QuantizedRelu",
            "a, %s, %s, Activation.%s".formatted(q(), q(), activation),
            "I8 " + shape);
      }
    }
    for (String alpha : List.of("0f", "0.1f", "1f", "3.5f")) {
      add("QuantizedLeakyRelu", "a, %s, %s, %s".formatted(q(), q(), alpha), "I8 4 64");
    }
    for (String x : QUANTIZATIONS) {
      for (String shape : List.of("1", "2 3 4")) {
        add("QuantizedSoftmax", "a, " + x + ", 1f", "I8 " + shape);
      }
    }
    add("QuantizedSoftmax", "a, " + q() + ", 1f", "I8 3 0");
    add("QuantizedSoftmax", "a, " + q() + ", 0.125f", "I8 3 7");
    add("QuantizedSoftmax", "a, " + q() + ", 1f", "I8 1 600");
  }

  private String small() {
    return QUANTIZATIONS.get(next++ % 4);
  }

  private void conversions() {
    for (String q : QUANTIZATIONS) {
      for (String shape : List.of("", "4 9")) {
        add("Quantize", "a, " + q, shape);
        add("Requantize", "a, %s, %s".formatted(q, q()), "I8 " + shape);
        networks.add("Dequantize", "Dequantize.apply(a, " + q + ")", "I8 " + shape);
      }
      for (String scales : List.of("5", "1")) {
        String factors = "QuantizedMultipliers.apply(%s, a, %s, 5)".formatted(q, q());
        for (String part : List.of("multiplier", "shift")) {
          networks.addReturning(
              ElementType.I32, "QuantizedMultipliers", factors + "." + part + "()", scales);
        }
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      networks.add("Dequantize", "Dequantize.apply(a, b, " + axis + ")", "I8 3 3 3", "3");
    }
    networks.add("Dequantize", "Dequantize.apply(a, b, 3)", "I8 1 3 3 8", "8");
    networks.add("Dequantize", "Dequantize.apply(a, b, 0)", "I8 0 3", "0");
    networks.add("NoBias", "NoBias.apply(a, 1)", "2 3");
    networks.addReturning(ElementType.I32, "NoBias", "NoBias.apply(a, 0)", "I8 4 2");
  }

  /** The operators that move elements, in 8 bits, and element-wise tails. */
  private void moves() {
    add("Concat", "1, a, b, a", "I8 2 3 2", "I8 2 1 2");
    add("Concat", "0, a", "I8 3");
    add("Pad", "a, new int[] {0, 1}, new int[] {2, 0}, (byte) -128", "I8 2 3");
    add("Pad", "a, new int[] {0, 1, 1, 0}, new int[] {0, 1, 2, 0}, (byte) 5", "I8 1 3 4 2");
    add("Reshape", "a, 3, 1, 2", "I8 2 3");
    add("Transpose", "a, 0, 2, 1, 3", "I8 2 3 4 2");
    String q = "new Quantization(0.05f, -3)";
    networks.addReturning(
        ElementType.I8,
        "QuantizedChain",
        "QuantizedRelu.apply(QuantizedAdd.apply(a, %s, b, %s, %s, Activation.NONE), %s, %s, %s)"
            .formatted(q, q, q, q, q(), activation()),
        "I8 4 5",
        "I8 5");
    networks.addReturning(
        ElementType.I8,
        "QuantizedChain",
        "Quantize.apply(Softmax.apply(Dequantize.apply(a, %s), 2f), %s)".formatted(q, q),
        "I8 3 6");
  }
}
