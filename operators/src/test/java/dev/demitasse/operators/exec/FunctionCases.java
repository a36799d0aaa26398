package dev.demitasse.operators.exec;

import java.util.ArrayList;
import java.util.List;

/** Every method of {@code java.lang} that the compiler lowers, and of {@code Fn}. */
final class FunctionCases {
  /** The functions of {@code Fn} with one argument. */
  private static final List<String> FN =
      List.of(
          "exp",
          "exp2",
          "expm1",
          "log",
          "log2",
          "log10",
          "log1p",
          "cbrt",
          "rsqrt",
          "sin",
          "cos",
          "tan",
          "asin",
          "acos",
          "atan",
          "sinh",
          "cosh",
          "tanh",
          "asinh",
          "acosh",
          "atanh",
          "sigmoid",
          "softplus",
          "erf");

  private FunctionCases() {}

  static void putAll() {
    put("JavaIntegers", "I32", "I32", integers("Integer"));
    put("JavaLongs", "I64", "I64", integers("Long") + "; Math.multiplyHigh(p, q)");
    put(
        "JavaWidening",
        "I32",
        "I64",
        "Math.multiplyFull(p, q); Integer.toUnsignedLong(p); Math.floorDiv((long) p, positive(q));"
            + " Math.floorMod((long) p << 20, positive(q)); Math.floorMod(p * 31L, negative(q))");
    put("JavaBytes", "I8", "I64", small("Byte"));
    put("JavaShorts", "I16", "I64", small("Short") + "; Short.reverseBytes(p)");
    put(
        "JavaChars",
        "U16",
        "I32",
        "Character.compare((char) p, (char) q); Character.reverseBytes((char) p)");
    put("JavaFloats", "F32", "F32", floats("Float"));
    put("JavaDoubles", "F64", "F64", floats("Double") + "; Math.IEEEremainder(p, q)");
    put("FnFloats", "F32", "F32", functions());
    put("FnDoubles", "F64", "F64", functions());
    put("JavaFloatBits", "F32", "I64", toIntegers("Float", "floatToIntBits"));
    put("JavaDoubleBits", "F64", "I64", toIntegers("Double", "doubleToLongBits"));
    put("JavaFloatTests", "F32", "Bool", tests("Float"));
    put("JavaDoubleTests", "F64", "Bool", tests("Double"));
    put(
        "JavaBooleans",
        "Bool",
        "I32",
        "Boolean.compare(p, q); Boolean.logicalAnd(p, q) ? 1 : 0; Boolean.logicalOr(p, q) ? 1 : 0;"
            + " Boolean.logicalXor(p, q) ? 1 : 0");
  }

  /** In the middle of their domains, at the ends of it, and anywhere. */
  private static String functions() {
    List<String> expressions = new ArrayList<>();
    for (String name : FN) {
      expressions.add("Fn.%s(p)".formatted(name));
      expressions.add("Fn.%s(q / 4)".formatted(name));
      expressions.add("Fn.%s(p * 1000)".formatted(name));
    }
    expressions.addAll(
        List.of("Fn.pow(p, q)", "Fn.pow(Math.abs(p), q * 9)", "Fn.atan2(p, q)", "Fn.pow(p, 3)"));
    return String.join("; ", expressions);
  }

  /** Divisors are proved: {@code positive(q)} stands for an expression that is never zero. */
  private static void put(String name, String read, String made, String expressions) {
    ArithmeticCases.put(
        name,
        read,
        made,
        expressions
            .replace("positive(q)", "Math.max(q, 1)")
            .replace("negative(q)", "Math.min(q, -1)"));
  }

  private static String integers(String type) {
    List<String> expressions = new ArrayList<>();
    for (String divisor : List.of("positive(q)", "negative(q)")) {
      for (String method : List.of("Math.floorDiv", "Math.floorMod", "StrictMath.floorMod")) {
        expressions.add(method + "(p, " + divisor + ")");
      }
      expressions.add(type + ".divideUnsigned(p, " + divisor + ")");
      expressions.add(type + ".remainderUnsigned(p, " + divisor + ")");
    }
    for (String method :
        List.of(
            "bitCount",
            "numberOfLeadingZeros",
            "numberOfTrailingZeros",
            "reverse",
            "reverseBytes",
            "highestOneBit",
            "lowestOneBit",
            "signum")) {
      expressions.add(type + "." + method + "(p)");
    }
    for (String method : List.of("compare", "compareUnsigned", "min", "max", "sum")) {
      expressions.add(type + "." + method + "(p, q)");
    }
    for (String distance : List.of("(int) q", "0", "7", "-1")) {
      expressions.add(type + ".rotateLeft(p, " + distance + ")");
      expressions.add(type + ".rotateRight(p, " + distance + ")");
    }
    return String.join("; ", expressions);
  }

  private static String small(String type) {
    return "T.compare(p, q); T.compareUnsigned(p, q); T.toUnsignedInt(p); T.toUnsignedLong(p)"
        .replace("T", type);
  }

  private static String floats(String type) {
    return """
    Math.signum(p); Math.copySign(p, 1 + q * q); StrictMath.copySign(p, q); Math.ulp(p);
    Math.nextUp(p); Math.nextDown(p); Math.nextAfter(p, (double) q); Math.nextAfter(p, 0.0);
    Math.scalb(p, 1); Math.scalb(p, -1); Math.scalb(p, (int) q); Math.scalb(p, -(int) q);
    Math.scalb(p, -130); Math.scalb(p, -1023); Math.scalb(p, 2000);
    $type$.max(p, q); $type$.min(p, q); $type$.sum(p, q); p % 3; 5 % p; p % 0; p % (q * 1000);
    (p * 1e30f) % q; StrictMath.sqrt(p) > q ? p : q\
    """
        .replace("$type$", type);
  }

  private static String toIntegers(String type, String bits) {
    return """
    Math.round(p); Math.round(p * q); Math.getExponent(p); $type$.$bits$(p); $type$.$bits$(p / q);
    $type$.compare(p, q); $type$.compare(p, p); $type$.compare(p * 0, q * 0)\
    """
        .replace("$type$", type)
        .replace("$bits$", bits);
  }

  private static String tests(String type) {
    return "T.isNaN(p); T.isInfinite(p); T.isFinite(p); T.isNaN(p / q); T.isInfinite(p * q)"
        .replace("T", type);
  }
}
