package dev.demitasse.operators.exec;

import java.util.List;

/** Several operators in one network, most of them such as the compiler joins. */
final class FusionCases {
  private static final String[] IMAGE_KERNEL_BIAS = {"1 5 4 2", "3 3 3 2", "3"};
  private static final String CONV = "Conv2d.apply(a, b, c, 1, Padding.SAME)";
  private static final String DEPTHWISE = "DepthwiseConv2d.apply(a, b, c, 2, Padding.SAME)";
  private static final String DENSE = "Dense.apply(a, b, c)";

  private FusionCases() {}

  static void addTo(Networks networks) {
    for (String tail : List.of("Relu", "Relu6", "Sigmoid", "Tanh")) {
      networks.add("Fused", tail + ".apply(" + CONV + ")", IMAGE_KERNEL_BIAS);
      networks.add("Fused", tail + ".apply(" + DEPTHWISE + ")", "1 5 4 2", "1 3 3 4", "4");
      networks.add("Fused", tail + ".apply(" + DENSE + ")", "2 5", "3 5", "3");
      networks.add("Fused", tail + ".apply(MaxPool2d.apply(a, 2))", "1 4 6 2");
      networks.add("Fused", tail + ".apply(AvgPool2d.apply(a, 2, 1, Padding.SAME))", "1 4 3 2");
      networks.add("Fused", tail + ".apply(Softmax.apply(a))", "3 4");
      networks.add("Fused", tail + ".apply(Pad.apply(a, new int[] {1}, new int[] {2}, -1f))", "4");
      networks.add("Fused", tail + ".apply(Concat.apply(0, a, b))", "2 3", "1 3");
      networks.add("Fused", tail + ".apply(Transpose.apply(a, 1, 0))", "2 3");
      networks.add("Fused", tail + ".apply(Add.apply(a, b))", "2 3", "3");
      networks.add("Fused", tail + ".apply(" + tail + ".apply(a))", "2 3");
      networks.add("Fused", "Add.apply(" + tail + ".apply(a), b)", "2 3", "2 3");
      networks.add("Fused", "Mul.apply(a, " + tail + ".apply(a))", "2 3");
    }
    residuals(networks);
    sums(networks);
    chains(networks);
  }

  private static void residuals(Networks networks) {
    networks.add("Residual", "Relu.apply(Add.apply(" + CONV + ", d))", with("1 5 4 3"));
    networks.add("Residual", "Relu.apply(Add.apply(d, " + CONV + "))", with("1 5 4 3"));
    networks.add("Residual", "Relu6.apply(Add.apply(" + CONV + ", d))", with("3"));
    networks.add("Residual", "Add.apply(" + CONV + ", d)", with("2 5 4 3"));
    networks.add("Residual", "Relu.apply(Mul.apply(" + CONV + ", d))", with("1 1 1 1"));
    networks.add("Residual", "F32 h = " + CONV + "; return Add.apply(h, h);", IMAGE_KERNEL_BIAS);
    networks.add(
        "Residual",
        "F32 h = " + CONV + "; return Mul.apply(h, Sigmoid.apply(h));",
        IMAGE_KERNEL_BIAS);
    networks.add(
        "Residual",
        "F32 h = Relu.apply(Conv2d.apply(a, b, c, 1, Padding.SAME));"
            + " return Relu.apply(Add.apply(Conv2d.apply(h, b, c, 1, Padding.SAME), h));",
        "1 4 4 2",
        "2 3 3 2",
        "2");
    networks.add(
        "Residual",
        "F32 h = Add.apply(a, b); F32 g = Mul.apply(h, a); return Add.apply(Mul.apply(g, h), g);",
        "2 3",
        "2 3");
  }

  private static String[] with(String fourth) {
    return new String[] {IMAGE_KERNEL_BIAS[0], IMAGE_KERNEL_BIAS[1], IMAGE_KERNEL_BIAS[2], fourth};
  }

  private static void sums(Networks networks) {
    // A product into a sum: what a compiler would like to contract.
    networks.add("MulAdd", "Add.apply(Mul.apply(a, b), c)", "7", "7", "7");
    networks.add("MulAdd", "Add.apply(a, Mul.apply(b, c))", "7", "7", "7");
    networks.add("MulAdd", "Add.apply(Mul.apply(a, b), Mul.apply(b, c))", "7", "7", "7");
    networks.add("MulAdd", "Relu6.apply(Add.apply(Mul.apply(a, b), c))", "2 3 4", "4", "3 1");
    networks.add("MulAdd", "Relu6.apply(Add.apply(Mul.apply(a, b), c))", "4", "2 3 4", "3 1");
    networks.add("MulAdd", "Relu6.apply(Add.apply(Mul.apply(a, b), c))", "1", "4", "3 1");
    networks.add("MulAdd", "Add.apply(Mul.apply(a, b), c)", "", "", "");
    networks.add("MulAdd", "Add.apply(Mul.apply(a, b), c)", "2 0", "1", "2 1");
    networks.add("MulAdd", "Mul.apply(Add.apply(a, a), Add.apply(a, a))", "5");
    networks.add("MulAdd", "Add.apply(Add.apply(a, b), Add.apply(c, d))", "3", "1", "2 1", "");
    networks.add("MulAdd", "Mul.apply(Mul.apply(a, b), Mul.apply(a, b))", "6", "6");
  }

  private static void chains(Networks networks) {
    networks.add(
        "Chain",
        "F32 h = MaxPool2d.apply(Relu.apply("
            + CONV
            + "), 2);"
            + " return Softmax.apply(Dense.apply(h.reshape(1, h.size()), d, e));",
        "1 5 4 2",
        "3 3 3 2",
        "3",
        "4 12",
        "4");
    networks.add(
        "Chain",
        "F32 h = Relu.apply(Dense.apply(a, b, c)); return Sigmoid.apply(Dense.apply(h, d, e));",
        "2 6",
        "5 6",
        "5",
        "1 5",
        "1");
    networks.add(
        "Chain",
        "F32 h = a; for (int i = 0; i < 3; i++) { h = Tanh.apply(Dense.apply(h, b, c)); } return"
            + " h;",
        "1 4",
        "4 4",
        "4");
    // What needs no input is computed when the network is compiled.
    networks.add("Chain", "Add.apply(a, Softmax.apply(Sigmoid.apply(F32.zeros(2, 3))))", "2 3");
    networks.add("Chain", "Relu.apply(Softmax.apply(Relu.apply(Tanh.apply(a))))", "3 5");
    networks.add(
        "Chain",
        "Concat.apply(1, Relu.apply(a), Sigmoid.apply(a), a, Tanh.apply(b))",
        "2 3",
        "2 1");
    networks.add(
        "Chain",
        "Concat.apply(3, MaxPool2d.apply(a, 3, 1, Padding.SAME),"
            + " AvgPool2d.apply(a, 3, 1, Padding.SAME), Conv2d.apply(a, b, c, 1, Padding.SAME))",
        "1 4 4 2",
        "3 1 1 2",
        "3");
    networks.add(
        "Chain",
        "Conv2d.apply(Pad.apply(a, new int[] {0, 1, 1, 0}, new int[] {0, 1, 1, 0}), b, c, 1,"
            + " Padding.VALID)",
        IMAGE_KERNEL_BIAS);
    networks.add(
        "Chain",
        "Relu.apply(Reshape.apply(Transpose.apply(Relu.apply(Add.apply(a, b)), 1, 0), 2, 3))",
        "2 3",
        "3");
    networks.add(
        "Chain",
        "F32 p = Relu.apply(a); F32 q = Relu.apply(b); F32 r = Add.apply(p, q);"
            + " return Concat.apply(0, p, q, r, Mul.apply(p, r));",
        "4",
        "4");
  }
}
