package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import java.util.regex.Pattern;

/** Constants as C reads them back, bit for bit. */
final class CLiterals {

  private static final Pattern MATH =
      Pattern.compile("\\b(INFINITY|NAN|(fma|fabs|sqrt|floor|ceil|rint|fmod)f?\\()");

  private CLiterals() {}

  /** Any constant. */
  static String of(Expr e) {
    return switch (e) {
      case IntImm(DataType type, long v) -> integer(type, v);
      case FloatImm(DataType type, double v) -> floating(type, v);
      default -> throw new IllegalStateException("no constant: " + e);
    };
  }

  static String integer(DataType type, long v) {
    if (type.isBool()) {
      return v != 0 ? "true" : "false";
    }
    if (type.isSigned()) {
      return v == type.min() && type.bits() >= 32
          ? "INT" + type.bits() + "_MIN"
          : type.bits() == 64 ? "INT64_C(" + v + ")" : String.valueOf(v);
    }
    return type.bits() == 64 ? "UINT64_C(" + Long.toUnsignedString(v) + ")" : v + "u";
  }

  /** Short decimals where these are exact, hexadecimal otherwise. */
  static String floating(DataType type, double v) {
    if (Double.isNaN(v)) {
      return type.bits() == 32 ? "NAN" : "(double)NAN";
    }
    if (Double.isInfinite(v)) {
      String infinity = type.bits() == 32 ? "INFINITY" : "(double)INFINITY";
      return v > 0 ? infinity : "-" + infinity;
    }
    String suffix = type.bits() == 32 ? "f" : "";
    String decimal = type.bits() == 32 ? Float.toString((float) v) : Double.toString(v);
    return decimal.length() <= 7 && !decimal.contains("E") ? decimal + suffix : hex(type, v);
  }

  /** As in {@code 0x1.8p+1f}: exact, and of the same form for all values. */
  static String hex(DataType type, double v) {
    if (Double.isNaN(v) || Double.isInfinite(v)) {
      return floating(type, v);
    }
    return type.bits() == 32 ? Float.toHexString((float) v) + "f" : Double.toHexString(v);
  }

  /** Whether printed C needs {@code <math.h>}. */
  static boolean useMath(String text) {
    return MATH.matcher(text).find();
  }
}
