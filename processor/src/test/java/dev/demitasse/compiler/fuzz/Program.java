package dev.demitasse.compiler.fuzz;

import dev.demitasse.ElementType;
import java.util.List;
import java.util.Locale;

/**
 * A random operator and a network of it, in one class: {@code run} is the network, as a static
 * method.
 *
 * @param seed that it grew from
 * @param inputs of the network
 * @param source the text of the class
 */
record Program(long seed, List<Input> inputs, String source) {
  static final String PACKAGE = "fuzz";

  /** What the network reads. */
  record Input(ElementType type, List<Integer> shape) {
    Input {
      shape = List.copyOf(shape);
    }

    /** Reads {@code "F32 2 3"}. */
    static Input of(String text) {
      List<String> words = List.of(text.split(" ", -1));
      ElementType type = ElementType.valueOf(words.get(0).toUpperCase(Locale.ROOT));
      return new Input(type, words.stream().skip(1).map(Integer::valueOf).toList());
    }

    int bytes() {
      return Shapes.size(shape) * type.bytes();
    }
  }

  Program {
    inputs = List.copyOf(inputs);
  }

  /** The class that has these members. */
  static String source(long seed, String members) {
    return """
    package %s;

    import dev.demitasse.*;

    @Operator
    public final class P%d {
      private P%d() {}

    %s}
    """
        .formatted(PACKAGE, seed, seed, members.indent(2));
  }

  /** The class, without package. */
  String className() {
    return "P" + seed;
  }

  /** The network's name in C. */
  String cName() {
    return "p" + seed;
  }

  @Override
  public String toString() {
    return "program %d (again by -Ddemitasse.fuzz.seed=%d -Ddemitasse.fuzz.programs=1)"
        .formatted(seed, seed);
  }
}
