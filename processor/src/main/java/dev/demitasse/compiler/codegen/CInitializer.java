package dev.demitasse.compiler.codegen;

import java.util.Iterator;
import java.util.List;

/** Values of an array, as they stand behind its declaration. */
final class CInitializer {
  private static final int WIDTH = 100;

  private CInitializer() {}

  /** A declaration, {@code head = {1, 2};}, in one line if it fits; {@code head;} of no values. */
  static String declaration(String head, List<String> literals, String margin) {
    if (literals.isEmpty()) {
      return margin + head + ";\n";
    }
    String one = margin + head + " = {" + String.join(", ", literals) + "};";
    return one.length() <= WIDTH
        ? one + "\n"
        : margin + head + " = {\n" + rows(literals.iterator(), margin) + margin + "};\n";
  }

  /** Lines of values, each with a comma. */
  static String rows(Iterator<String> literals, String margin) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder();
    while (literals.hasNext()) {
      String literal = literals.next();
      if (margin.length() + 3 + line.length() + literal.length() >= WIDTH) {
        text.append(margin).append("   ").append(line).append('\n');
        line.setLength(0);
      }
      line.append(' ').append(literal).append(',');
    }
    return text.append(margin).append("   ").append(line).append('\n').toString();
  }
}
