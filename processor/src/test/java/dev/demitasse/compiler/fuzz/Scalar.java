package dev.demitasse.compiler.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The primitive types of Java, with literals that are worth trying. */
enum Scalar {
  BOOLEAN("true false"),
  BYTE("0 1 -1 127 -128 64"),
  SHORT("0 1 -1 255 32767 -32768"),
  CHAR("0 1 'a' 255 32768 65535"),
  INT(
      """
      0 1 -1 2 3 31 32 33 255 -128 65535 16777217 0x55555555 Integer.MAX_VALUE
      Integer.MIN_VALUE\
      """),
  LONG(
      """
      0L 1L -1L 63L 64L 2147483648L 4294967295L 9007199254740993L Long.MAX_VALUE
      Long.MIN_VALUE\
      """),
  FLOAT(
      """
      0f -0f 1f -1f 0.5f 3f 0.1f 1e10f 2147483648f -2147483648f 9.223372e18f 16777216f
      Float.NaN Float.POSITIVE_INFINITY Float.NEGATIVE_INFINITY Float.MIN_VALUE
      Float.MIN_NORMAL Float.MAX_VALUE\
      """),
  DOUBLE(
      """
      0.0 -0.0 1.0 -1.5 0.1 3.0 2147483647.5 9.223372036854775807e18 4503599627370496.5 1e300
      Double.NaN Double.POSITIVE_INFINITY Double.NEGATIVE_INFINITY Double.MIN_VALUE
      Double.MAX_VALUE\
      """);

  private final String edges;

  Scalar(String edges) {
    this.edges = edges;
  }

  private List<String> edges() {
    return List.of(edges.split("\\s+", -1));
  }

  /** The type whose Java name this is. */
  static Scalar of(String javaName) {
    return valueOf(javaName.toUpperCase(Locale.ROOT));
  }

  String javaName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Stream<Scalar> numbers() {
    return Stream.of(values()).filter(s -> s != BOOLEAN);
  }

  /** A constant that stands wherever an operand may. */
  String literal(Dice dice) {
    String text = dice.oneIn(3) ? any(dice) : dice.of(edges());
    return switch (this) {
      case BYTE, SHORT, CHAR -> "((%s) %s)".formatted(javaName(), text);
      default -> text.startsWith("-") ? "(" + text + ")" : text;
    };
  }

  private String any(Dice dice) {
    return switch (this) {
      case BOOLEAN -> dice.of(edges());
      case BYTE -> "" + (byte) dice.bits();
      case SHORT -> "" + (short) dice.bits();
      case CHAR -> "" + (int) (char) dice.bits();
      case INT -> "" + (int) dice.bits();
      case LONG -> dice.bits() + "L";
      case FLOAT -> Float.toHexString((float) dice.gaussian()) + "f";
      case DOUBLE -> Double.toHexString(dice.gaussian());
    };
  }
}
