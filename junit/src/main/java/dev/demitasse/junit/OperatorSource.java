package dev.demitasse.junit;

import dev.demitasse.Network;
import dev.demitasse.Shape;
import dev.demitasse.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the network that calls an operator once, with the shapes and attributes of a call. All
 * tensors are its inputs.
 */
final class OperatorSource {
  private static final String NETWORK =
      """
      $package$
      @$Network$
      public final class $class$ {
        public $result$ run($inputs$) {
          return $operator$.apply($arguments$);
        }
      }
      """;

  private final OperatorCall call;
  private final List<String> inputs = new ArrayList<>();

  private OperatorSource(OperatorCall call) {
    this.call = call;
  }

  /** The name of the class, which is in the package of the operator. */
  static String className(OperatorCall call) {
    return call.name() + "Call";
  }

  /**
   * The text of the class.
   *
   * @throws IllegalArgumentException if a class of the call cannot be named elsewhere
   */
  static String of(OperatorCall call) {
    return new OperatorSource(call).text();
  }

  private String text() {
    Class<?> operator = call.method().getDeclaringClass();
    String packageName = operator.getPackageName();
    String arguments = arguments();
    return NETWORK
        .replace("$package$", packageName.isEmpty() ? "" : "package " + packageName + ";")
        .replace("$Network$", Network.class.getName())
        .replace("$class$", className(call))
        .replace("$result$", name(call.method().getReturnType()))
        .replace("$operator$", name(operator))
        .replace("$inputs$", String.join(", ", inputs))
        .replace("$arguments$", arguments);
  }

  private String arguments() {
    List<Object> arguments = new ArrayList<>(call.arguments());
    if (call.method().isVarArgs()) {
      arguments.addAll(elements(arguments.remove(arguments.size() - 1)));
    }
    return joined(arguments);
  }

  private String joined(List<Object> values) {
    return values.stream().map(this::expression).collect(Collectors.joining(", "));
  }

  private static List<Object> elements(Object array) {
    return IntStream.range(0, Array.getLength(array)).mapToObj(i -> Array.get(array, i)).toList();
  }

  private String expression(Object value) {
    if (value instanceof Tensor<?> tensor) {
      return input(tensor);
    }
    if (value instanceof Record r) {
      return "new " + name(r.getClass()) + "(" + joined(Tensors.components(r)) + ")";
    }
    if (value.getClass().isArray()) {
      return "new " + name(value.getClass()) + " {" + joined(elements(value)) + "}";
    }
    return literal(value);
  }

  private String input(Tensor<?> tensor) {
    String name = "x" + inputs.size();
    String shape = Arrays.toString(tensor.shape()).replace('[', '{').replace(']', '}');
    inputs.add(
        "@%s(%s) %s %s".formatted(Shape.class.getName(), shape, name(tensor.getClass()), name));
    return name;
  }

  private static String literal(Object value) {
    if (value instanceof Float f) {
      return Float.isFinite(f) ? f + "f" : unusual("Float", f);
    }
    if (value instanceof Double d) {
      return Double.isFinite(d) ? d.toString() : unusual("Double", d);
    }
    if (value instanceof Long l) {
      return l + "L";
    }
    if (value instanceof Byte b) {
      return "(byte) " + b;
    }
    if (value instanceof Short s) {
      return "(short) " + s;
    }
    if (value instanceof Character c) {
      return "(char) " + (int) c;
    }
    if (value instanceof String s) {
      return quoted(s);
    }
    if (value instanceof Enum<?> e) {
      return name(e.getDeclaringClass()) + "." + e.name();
    }
    return value.toString();
  }

  private static String unusual(String type, double value) {
    return type
        + (Double.isNaN(value) ? ".NaN" : value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(OperatorSource::character)
        .collect(Collectors.joining("", "\"", "\""));
  }

  /** Octal, as javac reads escapes of Unicode before it knows of strings. */
  private static String character(int c) {
    boolean isPlain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    return isPlain ? Character.toString(c) : (c < 0x80 ? "\\%03o" : "\\u%04x").formatted(c);
  }

  private static String name(Class<?> type) {
    if (type.getCanonicalName() == null) {
      throw new IllegalArgumentException(
          type.getName() + " is declared inside a method, where no network can name it");
    }
    return type.getCanonicalName();
  }
}
