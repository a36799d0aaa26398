package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;

/** Constants as they lie in a frame. */
final class Scalars {

  private Scalars() {}

  static long bits(Expr constant) {
    return switch (constant) {
      case IntImm(DataType t, long v) -> v;
      case FloatImm(DataType t, double v) -> Double.doubleToRawLongBits(v);
      default -> throw new IllegalArgumentException("no constant: " + constant);
    };
  }

  static Expr constant(DataType type, long bits) {
    return type.isFloat()
        ? new FloatImm(type, Double.longBitsToDouble(bits))
        : new IntImm(type, bits);
  }
}
