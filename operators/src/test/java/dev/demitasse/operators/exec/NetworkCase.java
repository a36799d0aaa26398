package dev.demitasse.operators.exec;

import dev.demitasse.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A network to test with: one expression of its inputs, which are {@code a}, {@code b}, and so on.
 *
 * @param operator what it is about, in most cases the name of an operator
 * @param number its place among those about the same, from 0
 * @param result the type of the tensor it returns
 * @param inputs at most {@link #MAX_INPUTS}
 * @param body the expression, or statements that end with a return
 */
record NetworkCase(
    String operator, int number, ElementType result, List<Input> inputs, String body) {
  static final int MAX_INPUTS = 5;
  static final String PACKAGE = "networks";

  /** The type and the shape of an input. */
  record Input(ElementType type, List<Integer> shape) {

    /** Reads {@code "2 3"}, which is a float32 matrix, or {@code "I8 2 3"}. */
    static Input of(String text) {
      List<String> words = new ArrayList<>(List.of(text.trim().split(" +")));
      boolean typed = !words.get(0).matches("[0-9]*");
      ElementType type = typed ? elementType(words.remove(0)) : ElementType.F32;
      List<Integer> shape = words.stream().filter(w -> !w.isEmpty()).map(Integer::valueOf).toList();
      return new Input(type, shape);
    }

    int bytes() {
      return shape.stream().reduce(type.bytes(), (a, b) -> a * b);
    }

    private String parameter(String name) {
      String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return "@Shape({%s}) %s %s".formatted(extents, type.tensorName(), name);
    }

    @Override
    public String toString() {
      return type.tensorName() + shape;
    }
  }

  /** The type whose tensors have this class. */
  static ElementType elementType(String tensorName) {
    return ElementType.valueOf(tensorName.toUpperCase(Locale.ROOT));
  }

  String className() {
    return operator + "_" + number;
  }

  /** The name in C, without prefix. */
  String cName() {
    return operator.toLowerCase(Locale.ROOT) + "_" + number;
  }

  /** The name of the input at {@code index}. */
  static String inputName(int index) {
    return "abcde".substring(index, index + 1);
  }

  /** The class as Java source. */
  String source() {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      parameters.add(inputs.get(i).parameter(inputName(i)));
    }
    String statements = body.contains("return ") ? body : "return " + body + ";";
    return """
    package %s;

    import dev.demitasse.*;
    import dev.demitasse.operators.*;

    @Network(name = "%s")
    public class %s {
      public %s run(%s) {
        %s
      }
    }
    """
        .formatted(
            PACKAGE,
            cName(),
            className(),
            result.tensorName(),
            String.join(", ", parameters),
            statements);
  }

  @Override
  public String toString() {
    return className() + ": " + body + " of " + inputs;
  }
}
