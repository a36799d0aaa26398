package dev.demitasse.operators.exec;

import java.util.List;

/** The operators with a sliding window: convolutions and pools. */
final class WindowCases {
  private WindowCases() {}

  static void addTo(Networks networks) {
    for (String padding : List.of("SAME", "VALID")) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int kernel = 1; kernel <= 4; kernel += stride) {
          String shape = kernel + " " + kernel;
          networks.add(
              "Conv2d",
              "Conv2d.apply(a, b, c, %d, Padding.%s)".formatted(stride, padding),
              "1 6 5 2",
              "3 " + shape + " 2",
              "3");
          networks.add(
              "DepthwiseConv2d",
              "DepthwiseConv2d.apply(a, b, c, %d, Padding.%s)".formatted(stride, padding),
              "1 6 5 3",
              "1 " + shape + " 3",
              "3");
          for (String pool : List.of("MaxPool2d", "AvgPool2d")) {
            networks.add(
                pool,
                "%s.apply(a, %d, %d, Padding.%s)".formatted(pool, kernel, stride, padding),
                "2 6 5 2");
          }
        }
      }
    }
    convolutions(networks);
    depthwise(networks);
    pools(networks);
  }

  private static void convolutions(Networks networks) {
    for (String arguments :
        List.of(
            "1, 1, 2, 2, Padding.SAME, 1",
            "1, 1, 2, 1, Padding.VALID, 1",
            "2, 1, 1, 3, Padding.SAME, 1",
            "3, 2, 2, 2, Padding.SAME, 1",
            "1, 1, 1, 1, 0, 0, 0, 0, 1",
            "1, 1, 1, 1, 2, 1, 0, 3, 1",
            "2, 3, 1, 1, 4, 0, 1, 2, 1",
            "2, 1, 2, 1, 0, 5, 5, 0, 1",
            "1, 1, 1, 1, 7, 7, 7, 7, 1")) {
      networks.add("Conv2d", "Conv2d.apply(a, b, c, " + arguments + ")", "2 7 6 2", "3 2 3 2", "3");
    }
    networks.add(
        "Conv2d", "Conv2d.apply(a, b, c, 1, 1, 1, 1, Padding.SAME, 2)", "1 5 5 4", "6 3 3 2", "6");
    networks.add(
        "Conv2d", "Conv2d.apply(a, b, c, 2, 1, 1, 2, Padding.VALID, 4)", "1 5 6 4", "4 2 2 1", "4");
    networks.add(
        "Conv2d", "Conv2d.apply(a, b, c, 1, 1, 2, 2, 1, 2, 3, 0, 3)", "2 5 5 3", "6 2 2 1", "6");
    // one cell, one channel, no image, no output channel, no input channel
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "1 1 1 1", "1 1 1 1", "1");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "1 1 1 1", "2 3 3 1", "2");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "0 4 4 2", "3 3 3 2", "3");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "1 4 4 2", "0 3 3 2", "0");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "1 3 3 0", "2 3 3 0", "2");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "1 8 1 3", "4 5 1 3", "4");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.VALID)", "1 1 9 3", "4 1 4 3", "4");
    networks.add(
        "Conv2d", "Conv2d.apply(a, b, c, 1, 1, 1, 1, 2, 2, 2, 2, 1)", "1 0 0 2", "3 2 2 2", "3");
    networks.add("Conv2d", "Conv2d.apply(a, b, c, 1, Padding.SAME)", "1 9 9 8", "8 3 3 8", "8");
  }

  private static void depthwise(Networks networks) {
    for (String arguments :
        List.of(
            "1, 1, 2, 2, Padding.SAME",
            "1, 2, 2, 1, Padding.VALID",
            "3, 1, 1, 3, Padding.SAME",
            "1, 1, 1, 1, 0, 0, 0, 0",
            "1, 2, 1, 1, 2, 1, 0, 3",
            "2, 3, 2, 1, 4, 0, 1, 2",
            "1, 1, 1, 1, 6, 6, 6, 6")) {
      for (int multiplier = 1; multiplier <= 3; multiplier++) {
        int channels = 2 * multiplier;
        networks.add(
            "DepthwiseConv2d",
            "DepthwiseConv2d.apply(a, b, c, " + arguments + ")",
            "2 7 6 2",
            "1 2 3 " + channels,
            "" + channels);
      }
    }
    String same = "DepthwiseConv2d.apply(a, b, c, 1, Padding.SAME)";
    networks.add("DepthwiseConv2d", same, "1 1 1 1", "1 1 1 1", "1");
    networks.add("DepthwiseConv2d", same, "1 1 1 1", "1 3 3 4", "4");
    networks.add("DepthwiseConv2d", same, "0 4 4 2", "1 3 3 2", "2");
    networks.add("DepthwiseConv2d", same, "1 9 8 8", "1 3 3 8", "8");
  }

  private static void pools(Networks networks) {
    for (String pool : List.of("MaxPool2d", "AvgPool2d")) {
      for (String arguments :
          List.of(
              "1",
              "2",
              "5",
              "2, 3, 1, 2, Padding.SAME",
              "3, 1, 2, 1, Padding.VALID",
              "1, 4, 3, 3, Padding.SAME",
              "2, 2, 1, 1, 1, 1, 1, 1",
              "3, 3, 2, 2, 2, 0, 1, 2",
              "3, 2, 1, 3, 0, 2, 1, 0",
              "5, 6, 1, 1, Padding.VALID")) {
        networks.add(pool, pool + ".apply(a, " + arguments + ")", "1 5 6 3");
      }
      networks.add(pool, pool + ".apply(a, 1)", "1 1 1 1");
      networks.add(pool, pool + ".apply(a, 3, 1, Padding.SAME)", "1 1 1 2");
      networks.add(pool, pool + ".apply(a, 2)", "0 4 4 2");
      networks.add(pool, pool + ".apply(a, 2)", "1 4 4 0");
      networks.add(pool, pool + ".apply(a, 2)", "3 8 8 4");
    }
  }
}
