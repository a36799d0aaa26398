package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** How types are written in C. */
final class CTypes {

  private CTypes() {}

  static String name(DataType type) {
    return switch (type.code()) {
      case FLOAT -> type.bits() == 32 ? "float" : "double";
      case INT -> "int" + type.bits() + "_t";
      case UINT -> "uint" + type.bits() + "_t";
      case BOOL -> "bool";
    };
  }

  /** How many elements C declares: an array of nothing has one, too. */
  static int extent(Buffer b) {
    return Math.max(1, b.size());
  }

  /** {@code float[1][8][8][1]}, as a reader of C would declare it. */
  static String array(Buffer b) {
    return name(b.element()) + extents(b.shape());
  }

  private static String extents(List<Integer> shape) {
    return shape.isEmpty()
        ? "[1]"
        : shape.stream().map(d -> "[" + d + "]").collect(Collectors.joining());
  }
}
