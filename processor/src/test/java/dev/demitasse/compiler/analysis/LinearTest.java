package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.RandomExprs;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {

  private static Linear linear(String e) {
    String text = "func \"f\"(x: i32, y: i32) -> i32 { return " + e + " }";
    Return result = (Return) Parser.parseFunction(text).body().statements().get(0);
    return Linear.of(result.value());
  }

  @ParameterizedTest
  @CsvSource({
    "x + 3 + y + 4, x + y + 7",
    "x * 2 + x, x * 3",
    "(x + 1) * 4 - y, x * 4 - y + 4",
    "3 * (x - y) * 2, x * 6 - y * 6",
    "x - x, 0",
    "neg(x) - 1, neg(x) - 1",
    "y - x * 2 - 5, y - x * 2 - 5",
    "x / 2 + x / 2, x / 2 * 2",
    "x * y + y * x, x * y + y * x",
    "x * 65536 * 65536, 0",
    "x + 2147483647 + 1, x + -2147483648"
  })
  void collectsTerms(String e, String expected) {
    assertEquals(expected, Printer.text(linear(e).toExpr()));
  }

  @Test
  void dividesFactorsAndConstant() {
    assertEquals("x * 2 + y + 3", Printer.text(linear("4*x + 2*y + 6").dividedBy(2).toExpr()));
  }

  @Test
  void keepsTermsByFactor() {
    Linear sum = linear("4*x + 3*y + 6");
    assertEquals("x * 4", Printer.text(sum.only(f -> f % 2 == 0).toExpr()));
    assertEquals("y * 3 + 1", Printer.text(sum.only(f -> f % 2 != 0).withConstant(1).toExpr()));
  }

  @ParameterizedTest
  @CsvSource({"8", "16", "32", "64"})
  void sumIsEqualToTheExpressionAlsoWhereItWraps(int bits) {
    DataType type = new DataType(DataType.Code.INT, bits, 1);
    Random random = new Random(23);
    Var x = Var.of("x", type);
    Var y = Var.of("y", type);
    RandomExprs exprs = new RandomExprs(random, type, List.of(x, y));
    long[] ends = {type.min(), type.min() + 1, -3, -1, 0, 1, 2, 7, type.max() - 1, type.max()};
    for (int i = 0; i < 5_000; i++) {
      Expr e = exprs.integer(5);
      Linear sum = Linear.of(e);
      Expr again = sum.toExpr();
      assertEquals(again, Linear.of(again).toExpr(), () -> "not settled: " + Printer.text(e));
      for (long a : ends) {
        for (long b : new long[] {type.min(), -2, 3, type.max()}) {
          Map<Var, Expr> values = Map.of(x, new IntImm(type, a), y, new IntImm(type, b));
          assertEquals(
              Interpreter.value(e, values),
              Interpreter.value(again, values),
              () -> Printer.text(e) + " as " + Printer.text(again));
        }
      }
    }
  }
}
