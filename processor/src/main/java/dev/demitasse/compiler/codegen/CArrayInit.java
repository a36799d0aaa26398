package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import java.util.ArrayList;
import java.util.List;

/**
 * What a local array begins with, if the statements behind its allocation say so with constants.
 *
 * @param values for the initialiser; C fills up with zeros
 * @param statements that it stands for
 */
record CArrayInit(List<String> values, int statements) {

  /** That of a flat array; no values if there is none. */
  static CArrayInit of(Buffer array, List<Stmt> behind) {
    if (!behind.isEmpty() && isZeroFill(behind.get(0), array)) {
      return new CArrayInit(List.of(array.element().isBool() ? "false" : "0"), 1);
    }
    List<String> values = new ArrayList<>();
    while (values.size() < Math.min(array.size(), behind.size())
        && behind.get(values.size()) instanceof BufferStore(Buffer b, var at, Expr value, var p)
        && b.data() == array.data()
        && at.get(0).isInt(values.size())
        && (value instanceof IntImm || value instanceof FloatImm)) {
      values.add(CLiterals.of(value));
    }
    return values.size() == array.size()
        ? new CArrayInit(values, values.size())
        : new CArrayInit(List.of(), 0);
  }

  private static boolean isZeroFill(Stmt s, Buffer array) {
    return s instanceof For loop
        && loop.begin().isInt(0)
        && loop.end().isInt(array.size())
        && loop.step() == 1
        && loop.body().statements().size() == 1
        && loop.body().statements().get(0) instanceof BufferStore store
        && store.buffer().data() == array.data()
        && store.indices().get(0) == loop.variable()
        && isZero(store.value());
  }

  private static boolean isZero(Expr value) {
    return switch (value) {
      case IntImm(var type, long v) -> v == 0;
      case FloatImm(var type, double v) -> Double.doubleToRawLongBits(v) == 0;
      default -> false;
    };
  }
}
