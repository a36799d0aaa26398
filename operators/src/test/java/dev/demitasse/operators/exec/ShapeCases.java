package dev.demitasse.operators.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The operators that move elements: joining, padding, reordering. */
final class ShapeCases {
  private ShapeCases() {}

  static void addTo(Networks networks) {
    concats(networks);
    pads(networks);
    for (String shape : List.of("", "5", "0", "2 3", "3 1", "2 3 4", "2 1 3 2")) {
      int rank = shape.isEmpty() ? 0 : shape.split(" ").length;
      permutations(rank)
          .forEach(axes -> networks.add("Transpose", "Transpose.apply(a" + axes + ")", shape));
    }
    networks.add("Transpose", "Transpose.apply(a, 4, 2, 0, 3, 1)", "2 3 1 2 2");
    networks.add("Reshape", "Reshape.apply(a, 6)", "2 3");
    networks.add("Reshape", "Reshape.apply(a, 3, 1, 2)", "2 3");
    networks.add("Reshape", "Reshape.apply(a)", "1 1");
    networks.add("Reshape", "Reshape.apply(a, 1, 1, 1, 1, 1)", "");
    networks.add("Reshape", "Reshape.apply(a, 0, 7)", "3 0");
  }

  private static void concats(Networks networks) {
    for (int axis = 0; axis < 4; axis++) {
      networks.add("Concat", "Concat.apply(" + axis + ", a, b)", "2 3 1 2", "2 3 1 2");
    }
    networks.add("Concat", "Concat.apply(0, a)", "3");
    networks.add("Concat", "Concat.apply(0, a, a)", "3");
    networks.add("Concat", "Concat.apply(0, a, b, c, d, e)", "1", "2", "0", "1", "3");
    networks.add("Concat", "Concat.apply(1, a, b, c)", "2 1", "2 4", "2 2");
    networks.add("Concat", "Concat.apply(0, a, b, a)", "1 3", "2 3");
    networks.add("Concat", "Concat.apply(2, a, b)", "2 1 3 1 2", "2 1 1 1 2");
    networks.add("Concat", "Concat.apply(4, a, b)", "2 1 3 1 2", "2 1 3 1 1");
    networks.add("Concat", "Concat.apply(1, a, b)", "0 2", "0 3");
    networks.add("Concat", "Concat.apply(0, a, b)", "0", "0");
  }

  private static void pads(Networks networks) {
    String[][] pads = {
      {"3", "0", "0"},
      {"3", "1", "0"},
      {"3", "0", "2"},
      {"0", "2", "1"},
      {"2 3", "1, 0", "0, 2"},
      {"2 0", "1, 0", "1, 3"},
      {"2 3 2", "0, 1, 2", "1, 0, 0"},
      {"1 3 4 2", "0, 1, 2, 0", "0, 2, 1, 0"},
      {"2 1 3 1 2", "1, 0, 0, 2, 1", "0, 1, 0, 0, 1"},
      {"", "", ""},
    };
    for (String[] pad : pads) {
      String widths = "new int[] {%s}, new int[] {%s}".formatted(pad[1], pad[2]);
      networks.add("Pad", "Pad.apply(a, " + widths + ")", pad[0]);
      for (String value : List.of("-0.0f", "1.5f", "Float.NaN", "Float.NEGATIVE_INFINITY")) {
        networks.add("Pad", "Pad.apply(a, " + widths + ", " + value + ")", pad[0]);
      }
    }
  }

  /** All orders of axes, each as {@code ", 1, 0"}. */
  private static List<String> permutations(int rank) {
    List<List<Integer>> orders = List.of(List.of());
    for (int axis = 0; axis < rank; axis++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> order : orders) {
        for (int at = 0; at <= order.size(); at++) {
          List<Integer> extended = new ArrayList<>(order);
          extended.add(at, axis);
          longer.add(extended);
        }
      }
      orders = longer;
    }
    return orders.stream()
        .map(order -> order.stream().map(axis -> ", " + axis).collect(Collectors.joining()))
        .toList();
  }
}
