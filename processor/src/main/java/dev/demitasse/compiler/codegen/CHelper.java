package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.DataType;
import java.util.Locale;

/**
 * Small functions for what C has no operator for, or one with another meaning than Java's. Only
 * those that a network uses are printed.
 */
enum CHelper {
  MAX_F32(Text.MAX, "float", "f"),
  MAX_F64(Text.MAX, "double", ""),
  MIN_F32(Text.MIN, "float", "f"),
  MIN_F64(Text.MIN, "double", ""),
  MAX_I32(Text.LARGER, "int32_t", ""),
  MAX_I64(Text.LARGER, "int64_t", ""),
  MIN_I32(Text.SMALLER, "int32_t", ""),
  MIN_I64(Text.SMALLER, "int64_t", ""),
  FROM_ZERO_F32(Text.FROM_ZERO, "float", ""),
  FROM_ZERO_F64(Text.FROM_ZERO, "double", ""),
  I32_OF_F32(Text.TO_INTEGER, "float", "f"),
  I32_OF_F64(Text.TO_INTEGER, "double", ""),
  I64_OF_F32(Text.TO_INTEGER, "float", "f"),
  I64_OF_F64(Text.TO_INTEGER, "double", ""),
  BITS_OF_F32(Text.BITS, "float", "int32_t"),
  BITS_OF_F64(Text.BITS, "double", "int64_t"),
  F32_OF_BITS(Text.OF_BITS, "float", "int32_t"),
  F64_OF_BITS(Text.OF_BITS, "double", "int64_t");

  /** The functions, for any type: {@code $T$}, and a suffix of constants or another type. */
  private static final class Text {
    private static final String MAX =
        """
        /* The larger one; NaN if either is, and +0 rather than -0. */
        static inline $T$ $name$($T$ a, $T$ b) {
          if (a != a || a > b) {
            return a;
          }
          return a == b ? (a == 0.0$2$ ? a + b : a) : b;
        }
        """;

    private static final String MIN =
        """
        /* The smaller one; NaN if either is, and -0 rather than +0. */
        static inline $T$ $name$($T$ a, $T$ b) {
          if (a != a || a < b) {
            return a;
          }
          return a == b ? (a == 0.0$2$ ? -(-a - b) : a) : b;
        }
        """;

    private static final String LARGER =
        """
        static inline $T$ $name$($T$ a, $T$ b) {
          return a > b ? a : b;
        }
        """;

    private static final String SMALLER =
        """
        static inline $T$ $name$($T$ a, $T$ b) {
          return a < b ? a : b;
        }
        """;

    private static final String FROM_ZERO =
        """
        /* zero - x, of which gcc 12 makes -x where it sees that x cannot be -0. */
        static inline $T$ $name$($T$ zero, $T$ x) {
          return zero - x;
        }
        """;

    private static final String TO_INTEGER =
        """
        /* Towards zero, at most the ends of the range; 0 for NaN. */
        static inline int$bits$_t $name$($T$ x) {
          if (x >= $limit$.0$2$) {
            return INT$bits$_MAX;
          }
          return x > -$limit$.0$2$ ? (int$bits$_t)x : (x != x ? 0 : INT$bits$_MIN);
        }
        """;

    private static final String BITS =
        """
        /* The bits of a $T$. */
        static inline $2$ $name$($T$ x) {
          $2$ bits;
          memcpy(&bits, &x, sizeof bits);
          return bits;
        }
        """;

    private static final String OF_BITS =
        """
        /* The $T$ with these bits. */
        static inline $T$ $name$($2$ bits) {
          $T$ x;
          memcpy(&x, &bits, sizeof x);
          return x;
        }
        """;
  }

  private final String text;

  CHelper(String template, String type, String second) {
    boolean wide = name().startsWith("I64");
    this.text =
        template
            .replace("$name$", symbol())
            .replace("$T$", type)
            .replace("$2$", second)
            .replace("$bits$", wide ? "64" : "32")
            .replace("$limit$", wide ? "9223372036854775808" : "2147483648");
  }

  String text() {
    return text;
  }

  /** The name of the C function. */
  String symbol() {
    return "tvmgen_" + name().toLowerCase(Locale.ROOT);
  }

  /** The one of a family for a type: {@code of("MAX", f32)}. */
  static CHelper of(String family, DataType type) {
    return valueOf(family + "_" + type.toString().toUpperCase(Locale.ROOT));
  }
}
