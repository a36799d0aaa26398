package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import java.util.List;

/** Views: before, between and behind operators, and networks that are nothing but views. */
final class ViewCases {
  private ViewCases() {}

  static void addTo(Networks networks) {
    identities(networks);
    for (String view :
        List.of(
            "a",
            "a.reshape(4, 6)",
            "a.reshape(24)",
            "a.slice(0, 1, 1)",
            "a.slice(1, 0, 2)",
            "a.slice(1, 1, 2)",
            "a.slice(2, 3, 1)",
            "a.slice(2, 1, 2).slice(0, 1, 1)",
            "a.slice(1, 2, 0)",
            "a.transpose(2, 0, 1)",
            "a.transpose(1, 0, 2).slice(0, 1, 2)",
            "a.row(1)",
            "a.row(1).row(2)",
            "a.row(0).row(1).row(2)",
            "a.slice(0, 1, 1).reshape(12)",
            "a.broadcastTo(2, 2, 3, 4)",
            "a.slice(2, 0, 1).broadcastTo(2, 3, 2)",
            "a.row(0).transpose(1, 0).row(3)",
            "a.transpose(1, 0, 2).slice(0, 2, 1).row(0)",
            "a.reshape(2, 3, 2, 2).transpose(0, 2, 1, 3).slice(2, 1, 2)")) {
      networks.add("Viewed", "Relu.apply(" + view + ")", "2 3 4");
      networks.add("Viewed", "F32 v = " + view + "; return Add.apply(v, v);", "2 3 4");
      networks.add("Viewed", view, "2 3 4");
      networks.add(
          "Viewed",
          "F32 v = %s; return Mul.apply(v, Add.apply(v, b));".formatted(view),
          "2 3 4",
          "");
      networks.add(
          "Viewed",
          "F32 h = Sigmoid.apply(a); return Relu6.apply(%s);"
              .formatted(view.replaceFirst("^a", "h")),
          "2 3 4");
      networks.add(
          "Viewed",
          "F32 h = Add.apply(a, b); return %s;".formatted(view.replaceFirst("^a", "h")),
          "2 3 4",
          "4");
    }
    operators(networks);
  }

  private static void identities(Networks networks) {
    for (ElementType type : ElementType.values()) {
      String input = type.tensorName() + " 2 3";
      networks.addReturning(type, "Identity", "a", input);
      networks.addReturning(type, "Identity", "a.transpose(1, 0)", input);
      networks.addReturning(type, "Identity", "a.reshape(6).slice(0, 1, 4)", input);
      networks.addReturning(type, "Identity", "b", input, input);
    }
    networks.add("Identity", "a", "");
    networks.add("Identity", "a", "0");
    networks.add("Identity", "a.reshape(1, 1)", "");
  }

  private static void operators(Networks networks) {
    networks.add("OfView", "Dense.apply(a.transpose(1, 0), b, c)", "5 2", "3 5", "3");
    networks.add("OfView", "Dense.apply(a, b.transpose(1, 0), c)", "2 5", "5 3", "3");
    networks.add("OfView", "Dense.apply(a.reshape(1, 12), b, c)", "1 2 3 2", "4 12", "4");
    networks.add(
        "OfView", "Dense.apply(a.row(1), b.slice(0, 1, 2), c.slice(0, 2, 2))", "2 2 3", "4 3", "5");
    networks.add(
        "OfView",
        "Conv2d.apply(a.transpose(0, 2, 3, 1), b.transpose(0, 2, 3, 1), c, 1, Padding.SAME)",
        "1 2 5 4",
        "3 2 3 3",
        "3");
    networks.add(
        "OfView",
        "Conv2d.apply(a.slice(3, 1, 2), b, c.broadcastTo(3), 1, Padding.SAME)",
        "1 4 4 4",
        "3 2 2 2",
        "1");
    networks.add("OfView", "MaxPool2d.apply(a.slice(1, 1, 4), 2)", "1 6 4 2");
    networks.add("OfView", "AvgPool2d.apply(a.broadcastTo(2, 4, 4, 3), 2)", "1 4 1 3");
    networks.add("OfView", "Softmax.apply(a.transpose(1, 0))", "3 4");
    networks.add("OfView", "Concat.apply(1, a.transpose(1, 0), b.slice(1, 1, 2))", "3 2", "2 4");
    networks.add("OfView", "Concat.apply(0, a.slice(0, 2, 1), a.slice(0, 0, 2))", "3 2");
    networks.add(
        "OfView", "Pad.apply(a.transpose(1, 0), new int[] {1, 0}, new int[] {0, 1}, 2f)", "3 2");
    networks.add("OfView", "Transpose.apply(a.slice(0, 1, 2), 1, 0)", "4 3");
    networks.add("OfView", "Reshape.apply(a.transpose(1, 0), 6)", "2 3");
    networks.add("OfView", "Add.apply(a, a.transpose(1, 0))", "3 3");
    networks.add("OfView", "Add.apply(a.row(0), a.row(1))", "2 5");
    networks.add("OfView", "Mul.apply(a.slice(0, 0, 3), a.slice(0, 1, 3))", "4");
    networks.add(
        "OfView",
        "F32 h = Relu.apply(a); return Add.apply(h.slice(0, 0, 3), h.slice(0, 1, 3));",
        "4");
    networks.add("OfView", "F32 h = Relu.apply(a); return Add.apply(h, h.transpose(1, 0));", "3 3");
    networks.add(
        "OfView", "F32 h = Softmax.apply(a); return Relu.apply(h.reshape(2, 2, 3));", "4 3");
    networks.add("OfView", "F32 h = Softmax.apply(a); return Relu.apply(h.slice(0, 1, 2));", "4 3");
    networks.add(
        "OfView",
        "F32 h = Softmax.apply(a); return Add.apply(h.transpose(1, 0), b);",
        "4 3",
        "3 4");
    networks.add(
        "OfView", "Relu.apply(Dense.apply(a, b, c)).transpose(1, 0).row(1)", "2 3", "4 3", "4");
  }
}
