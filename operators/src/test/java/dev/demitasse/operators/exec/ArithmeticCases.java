package dev.demitasse.operators.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Operators of our own that compute what C and Java may see differently. Each reads two tensors of
 * one type, elements {@code p} and {@code q}, and has a row of its result for each expression.
 */
final class ArithmeticCases {
  private static final int LENGTH = 64;

  /**
   * An operator.
   *
   * @param name what it begins with in Java
   * @param read the type of its parameters
   * @param made the type of its result
   * @param expressions of its rows, between semicolons
   */
  private record Rows(String name, String read, String made, String expressions) {

    String source() {
      StringBuilder rows = new StringBuilder();
      int count = 0;
      for (String expression : SEMICOLON.splitAsStream(expressions).toList()) {
        rows.append("      y.set(%d, i, %s);\n".formatted(count++, expression));
      }
      return SOURCE
          .replace("$package$", NetworkCase.PACKAGE)
          .replace("$name$", name())
          .replace("$read$", read)
          .replace("$made$", made)
          .replace("$count$", Integer.toString(count))
          .replace("$rows$", rows);
    }
  }

  private static final String SOURCE =
      """
      package $package$;

      import dev.demitasse.*;

      @Operator
      public final class $name$Rows {
        private $name$Rows() {}

        public static $made$ apply($read$ a, $read$ b) {
          $made$ y = $made$.zeros($count$, a.dim(0));
          for (int i = 0; i < a.dim(0); i++) {
            var p = a.at(i);
            var q = b.at(i);
      $rows$    }
          return y;
        }
      }
      """;

  private static final Pattern SEMICOLON = Pattern.compile(";\\s*");
  private static final List<Rows> OPERATORS = new ArrayList<>();

  static {
    String integers =
        """
        p + q; p - q; p * q; -p; ~p; p & q; p | q; p ^ q; p << q; p >> q; p >>> q; p << 3; p >> 2;
        p >>> 5; p << 31; p >>> 31; p / 7; p % 7; p / -1;
        p % -3; p / 8; p % 8; Math.min(p, q); Math.max(p, q); Math.abs(p); p > q ? p : q;
        p == q ? 1 : 0; (p ^ q) < 0 ? p : q; p * 1000003 + q; p - (p - q); p + p - p; p * 0; p * 1;
        p - 1 < q ? 1 : 0; -p < q ? 1 : 0; p + 1 > p ? 1 : 0; p << 1 >> 1; p * 2 / 2; -(-p); ~(p - 1);
        (byte) p; (short) p; (byte) p + (byte) q; (byte) p >>> 1; (short) p * (short) q;
        (p & 255) * (q & 255); (p & 255) - (q & 255) >> 1\
        """;
    String floats =
        """
        p + q; p - q; p * q; p / q; p % q; -p; 0 - p; p + 0; p - 0; p * 0; p * 1; p * -1; p / 1;
        p - p; p / p; p + p; p * 2; p / 2; p / 3; (p + q) - q; p * q + p; p * q - q * p; p - q * q;
        -(p * q) - q; Math.min(p, q); Math.max(p, q); Math.min(p, 0); Math.max(p, 0); Math.max(0, p);
        Math.max(p, -1); Math.min(Math.max(p, 0), 6); Math.max(p, p); Math.abs(p); Math.abs(p - q);
        -Math.abs(q); p > q ? p : q; p >= q ? p : q; p < q ? 1 : 0; p <= q ? 1 : 0; p == q ? 1 : 0;
        p != q ? 1 : 0; p != p ? 1 : 0; !(p < q) ? 1 : 0; !(p >= q) ? p : q; p == 0 ? 1 : p;
        -(p - q); -(-p); Fn.mac(p, q, q); Fn.mac(p, -q, p); (int) p; (long) q\
        """;
    String divisions =
        integers
            + """
            ; p / Math.max(q, 1); p % Math.max(q, 1); p / Math.min(q, -1); p % Math.min(-1, q)\
            """;
    put(
        "I32",
        "I32",
        divisions
            + "; (int) ((long) p * q >> 16); (int) (p * 0.5f); Fn.mac(p, q, 31); q > 0 ? p / q :"
            + " p");
    put("I64", "I64", integers + "; (int) p; (long) (double) p; (long) (float) q; p << (int) q");
    put("I8", "I32", divisions);
    put("U8", "I32", divisions);
    put("I16", "I32", divisions);
    put("U16", "I32", divisions);
    put(
        "I8",
        "I8",
        "(byte) (p + q); (byte) (p * q); (byte) -p; (byte) (p >> 1); (byte) (p >>> 1); p; q");
    put(
        "I16",
        "I16",
        "(short) (p + q); (short) (p * q); (short) -p; (short) (p << 9); (short) (p >>> 2)");
    put("U8", "U8", "p + q; p - q; p * q; -p; ~p; p << 3; p >> 1; p / 3; p % 5; (byte) p; p");
    put("U16", "U16", "p + q; p - q; p * q; -p; ~p; p << 3; p >> 1; p / 3; p % 5; (short) p; p");
    put(
        "I32",
        "F32",
        "p; (float) p * q; p / 3f; (float) p / q; (byte) p; p + 0.5f; p == q ? 1f : 0f");
    put("I32", "I64", "p; (long) p * q; (long) p << 20; p * q; p & 0xffffffffL; (long) p - q");
    put(
        "I32",
        "I8",
        "(byte) p; (byte) (p + q); (byte) (p >> 8); (byte) Math.max(-128, Math.min(p, 127))");
    put("I32", "U8", "p; p + q; p >> 8; Math.max(0, Math.min(p, 255))");
    put("I64", "F32", "p; p + q; (float) p * (float) q; (int) p");
    put("I64", "F64", "p; p + q; (double) p * (double) q; (int) p");
    put("I64", "I32", "(int) p; (int) (p >> 16); (int) (p >>> 40); (int) (p * q)");
    put(
        "F32",
        "F32",
        floats
            + """
            ; Math.fma(p, q, p); Math.fma(-p, q, q); (float) Math.sqrt(p); (float) Math.floor(p);
            (float) Math.ceil(p); (float) Math.rint(p); (float) ((double) p * q); (byte) p;
            Fn.exp(p); Fn.tanh(q); Fn.sigmoid(p);
            Float.intBitsToFloat(Float.floatToRawIntBits(p) ^ 0x80000000);
            Float.intBitsToFloat(Float.floatToRawIntBits(p) & 0x7f800000)\
            """);
    put(
        "F64",
        "F64",
        floats
            + """
            ; Math.fma(p, q, p); Math.sqrt(p); Math.floor(p); Math.ceil(p); Math.rint(p);
            (double) (float) p; (float) p * (float) q; (float) p + q\
            """);
    String toInteger = "(%1$s) p; (%1$s) (p * q); (%1$s) Math.floor(p); (%1$s) (p / q)";
    for (String source : List.of("F32", "F64")) {
      put(source, "I8", toInteger.formatted("byte"));
      put(source, "I16", toInteger.formatted("short"));
      put(source, "U8", toInteger.formatted("int"));
      put(source, "I32", toInteger.formatted("int"));
      put(source, "I64", toInteger.formatted("long"));
      put(
          source,
          "Bool",
          "p < q; p <= q; p == q; p != q; !(p > q); p < q && p > 0; p != p || q > p");
    }
    put("F32", "F64", "p; p * q; (double) p * q; p + 1.0; Math.sqrt(p); (double) p / q");
    put("F64", "F32", "(float) p; (float) (p * q); (float) p * (float) q; (float) (p / 3)");
    put("Bool", "Bool", "p; !p; p && q; p || q; p == q; p != q; p ^ q; p & q; p | q; p ? q : !q");
    put("Bool", "F32", "p ? 1f : 0f; p && q ? 2f : -0f; p == q ? 1f : 3f");
    FunctionCases.putAll();
    put("I32", "Bool", "p < q; p == q; p != 0; p > 0 && q > 0; (p & 1) == 0; p - q < 0");
  }

  private ArithmeticCases() {}

  private static void put(String read, String made, String expressions) {
    put(read + "To" + made, read, made, expressions);
  }

  /** Has an operator of this name compute the expressions, which stand between semicolons. */
  static void put(String name, String read, String made, String expressions) {
    OPERATORS.add(new Rows(name, read, made, expressions));
  }

  static void addTo(Networks networks) {
    for (Rows rows : OPERATORS) {
      String input = rows.read() + " " + LENGTH;
      networks.addReturning(
          NetworkCase.elementType(rows.made()),
          rows.name(),
          rows.name() + "Rows.apply(a, b)",
          input,
          input);
    }
  }

  /** The classes of the operators, by name, as Java. */
  static Map<String, String> operators() {
    Map<String, String> sources = new TreeMap<>();
    OPERATORS.forEach(rows -> sources.put(rows.name() + "Rows", rows.source()));
    return sources;
  }
}
