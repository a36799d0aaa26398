package dev.demitasse.compiler.fuzz;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A static method of scalars beside the operator's {@code apply}. */
record Helper(String name, Scalar result, List<Scalar> parameters) {
  Helper {
    parameters = List.copyOf(parameters);
  }

  String call(Function<Scalar, String> argument) {
    return parameters.stream().map(argument).collect(Collectors.joining(", ", name + "(", ")"));
  }
}
