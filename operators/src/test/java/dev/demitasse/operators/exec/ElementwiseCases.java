package dev.demitasse.operators.exec;

import java.util.List;

/** The operators that work element by element, and those along one axis. */
final class ElementwiseCases {
  private static final List<String> SHAPES =
      List.of("", "1", "7", "0", "2 3", "3 0", "2 3 4", "1 3 3 2", "2 1 3 1 2", "5 16");

  private ElementwiseCases() {}

  static void addTo(Networks networks) {
    for (String operator : List.of("Relu", "Relu6", "Sigmoid", "Tanh", "Softmax")) {
      for (String shape : SHAPES) {
        if (!(operator.equals("Softmax") && shape.isEmpty())) {
          networks.add(operator, operator + ".apply(a)", shape);
        }
      }
      networks.add(operator, operator + ".apply(a)", "4 1024");
    }
    for (String alpha : List.of("0.2f", "0f", "-1.5f")) {
      networks.add("LeakyRelu", "LeakyRelu.apply(a, " + alpha + ")", "3 5");
    }
    for (String beta : List.of("0f", "0.5f", "-1f", "3e38f")) {
      networks.add("Softmax", "Softmax.apply(a, " + beta + ")", "3 5");
    }
    for (String operator : List.of("Add", "Sub", "Mul")) {
      String body = operator + ".apply(a, b)";
      SHAPES.forEach(shape -> networks.add(operator, body, shape, shape));
      broadcasts(networks, operator, body);
      SHAPES.forEach(shape -> networks.add(operator, operator + ".apply(a, a)", shape));
    }
    for (String[] shapes :
        new String[][] {
          {"1 4", "3 4", "3"},
          {"2 5", "1 5", "1"},
          {"3 1", "2 1", "2"},
          {"1 1", "1 1", "1"},
          {"0 5", "3 5", "3"},
          {"2 0", "3 0", "3"},
          {"2 3", "0 3", "0"},
          {"1 64", "10 64", "10"}
        }) {
      networks.add("Dense", "Dense.apply(a, b, c)", shapes);
    }
  }

  private static void broadcasts(Networks networks, String operator, String body) {
    for (String[] shapes :
        new String[][] {
          {"2 3", "3"},
          {"3", "2 3"},
          {"2 3", "2 1"},
          {"2 1", "1 3"},
          {"", "2 3"},
          {"4", ""},
          {"1", "5"},
          {"1 1 1 1 1", "3"},
          {"2 3 4", "3 1"},
          {"2 1 4", "3 1"},
          {"1 3 3 2", "2"},
          {"2 1 3 1 2", "4 1 5 1"},
          {"1", "0"},
          {"3 0", "1"},
          {"0 1", "1 4"}
        }) {
      networks.add(operator, body, shapes);
    }
  }
}
