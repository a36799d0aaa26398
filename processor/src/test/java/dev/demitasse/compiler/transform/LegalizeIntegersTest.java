package dev.demitasse.compiler.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.analysis.Verify;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.RandomExprs;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegalizeIntegersTest {
  private static final PassTester PASS = new PassTester(LegalizeIntegers::run);
  private static final String HEAD = "func \"f\"(a: i32, b: i32) -> i32 { return ";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a + b    ; cast<i32>(cast<u32>(a) + cast<u32>(b))
          a - 1    ; cast<i32>(cast<u32>(a) - 1:u32)
          a * b    ; cast<i32>(cast<u32>(a) * cast<u32>(b))
          neg(a)   ; cast<i32>(0:u32 - cast<u32>(a))
          a << 3   ; cast<i32>(cast<u32>(a) << 3:u32)
          a << b   ; cast<i32>(cast<u32>(a) << cast<u32>(b & 31))
          a >> b   ; a >> (b & 31)
          a >>> 4  ; cast<i32>(cast<u32>(a) >> 4:u32)
          a << 28 | a >>> 4 ; cast<i32>(cast<u32>(a) << 28:u32 | cast<u32>(a) >> 4:u32)
          a / min(b, -1) ; \
          select(min(b, -1) == -1, cast<i32>(0:u32 - cast<u32>(a)), a / min(b, -1))
          a % min(b, -1) ; select(min(b, -1) == -1, 0, a % min(b, -1))
          """)
  void whatMayOverflowIsUnsigned(String before, String after) {
    PASS.makes(HEAD + before + " }", HEAD + after + " }");
  }

  @Test
  void productThatLeapsInALoopIsChosen() {
    String head = "func \"f\"(y: i32[8]) -> void { for i in -1 to 7 step 5 { ";
    PASS.makes(
        head + "y[i + 1] = i * 518686487 } }",
        head + "y[i + 1] = select(i == -1, -518686487, 2074745948) } }");
    PASS.keeps(head + "y[i + 1] = i * 400000000 } }");
    PASS.keeps(
        "func \"f\"(y: i32[8]) -> void {"
            + " for i in -11 to 7 step 5 { if i > -2 { y[i + 1] = i * 518686487 } } }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a & 255) + (b & 255) * 8",
        "neg(a & 255)",
        "(a & 255) << 7",
        "a >> 3",
        "a / 3",
        "a % -3",
        "a / max(b, 1)",
        "min(a, b)"
      })
  void whatIsProvedStays(String e) {
    PASS.makes(HEAD + e + " }", HEAD + e + " }");
  }

  @Test
  void longsMayOverflowToo() {
    PASS.makes(
        "func \"f\"(a: i64) -> i64 { return a + 1:i64 }",
        "func \"f\"(a: i64) -> i64 { return cast<i64>(cast<u64>(a) + 1:u64) }");
  }

  @Test
  void loopVariablesAreProvedByTheirBounds() {
    String text = "func \"f\"(y: i32[64]) -> void { for i in 0 to 8 { y[i * 8 + 7] = i << 2 } }";
    PASS.makes(text, text);
  }

  @Test
  void shiftByCountThatVariesMayOverflow() {
    PASS.makes(
        "func \"f\"(a: i32, b: i32) -> i32 { return (a & 255) << (b & 31) }",
        "func \"f\"(a: i32, b: i32) -> i32 {"
            + " return cast<i32>(cast<u32>(a & 255) << cast<u32>(b & 31)) }");
  }

  // ---- Properties ----

  @ParameterizedTest
  @CsvSource({"32", "64"})
  void randomExpressionsHaveNoUndefinedBehaviourInC(int bits) {
    DataType type = new DataType(DataType.Code.INT, bits, 1);
    Random random = new Random(bits);
    Var x = Var.of("x", type);
    Var y = Var.of("y", type);
    RandomExprs exprs = new RandomExprs(random, type, List.of(x, y));
    long[] numbers = {type.min(), type.min() + 1, -5, -1, 0, 1, 2, 31, 63, type.max()};
    for (int i = 0; i < 2_000; i++) {
      Expr e = exprs.integer(4);
      Expr legal = legalized(e, x, y);
      for (long a : numbers) {
        for (long b : numbers) {
          Map<Var, Expr> values = Map.of(x, new IntImm(type, a), y, new IntImm(type, b));
          BigInteger expected = BigInteger.valueOf(((IntImm) Interpreter.value(e, values)).value());
          assertEquals(expected, valueInC(legal, values), () -> Printer.text(legal));
        }
      }
    }
  }

  private static Expr legalized(Expr e, Var... parameters) {
    PrimFunc f =
        new PrimFunc(
            PrimFunc.Kind.FUNC,
            "f",
            List.of(parameters),
            Map.of(),
            e.type(),
            new Seq(List.of(new Return(e, Position.NONE))),
            Position.NONE);
    PrimFunc g = LegalizeIntegers.run(f);
    Verify.check(g);
    return ((Return) g.body().statements().get(0)).value();
  }

  /** As C computes it; what C leaves undefined fails. */
  private static BigInteger valueInC(Expr e, Map<Var, Expr> values) {
    DataType type = (DataType) e.type();
    return switch (e) {
      case Var v -> valueInC(values.get(v), values);
      case IntImm(DataType t, long v) -> wrapped(t, BigInteger.valueOf(v));
      case Cast(DataType t, Expr a) -> wrapped(t, valueInC(a, values));
      case Negate(Expr a) -> defined(type, valueInC(a, values).negate(), e);
      case Not(Expr a) -> BigInteger.ONE.subtract(valueInC(a, values));
      case Select(Expr c, Expr a, Expr b) ->
          valueInC(c, values).signum() != 0 ? valueInC(a, values) : valueInC(b, values);
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() ->
          valueInC(a, values).signum() == (op == BinaryOp.OR ? 1 : 0)
              ? valueInC(a, values)
              : valueInC(b, values);
      case Binary(BinaryOp op, Expr a, Expr b) ->
          defined(type, binary(op, valueInC(a, values), valueInC(b, values), a), e);
      default -> throw new AssertionError("unexpected " + e);
    };
  }

  private static BigInteger wrapped(DataType type, BigInteger value) {
    BigInteger bits = value.and(BigInteger.ONE.shiftLeft(type.bits()).subtract(BigInteger.ONE));
    return type.isSigned() && bits.testBit(type.bits() - 1)
        ? bits.subtract(BigInteger.ONE.shiftLeft(type.bits()))
        : bits;
  }

  private static BigInteger defined(DataType type, BigInteger value, Expr e) {
    assertTrue(
        !type.isSigned() || value.bitLength() < type.bits(),
        () -> "overflow in " + Printer.text(e));
    return wrapped(type, value);
  }

  private static BigInteger binary(BinaryOp op, BigInteger x, BigInteger y, Expr a) {
    DataType type = (DataType) a.type();
    return switch (op) {
      case ADD -> x.add(y);
      case SUB -> x.subtract(y);
      case MUL -> x.multiply(y);
      case DIV -> x.divide(y);
      case MOD -> {
        assertTrue(x.divide(y).bitLength() < type.bits(), "overflow of the quotient");
        yield x.remainder(y);
      }
      case MIN -> x.min(y);
      case MAX -> x.max(y);
      case BIT_AND -> x.and(y);
      case BIT_OR -> x.or(y);
      case BIT_XOR -> x.xor(y);
      case SHL -> {
        assertTrue(x.signum() >= 0, "shift of a negative number");
        yield x.shiftLeft(count(y, type));
      }
      case SHR -> x.shiftRight(count(y, type));
      case EQ, NE, LT, LE, GT, GE -> {
        Expr order = Fold.binary(op, Expr.int32(x.compareTo(y)), Expr.int32(0));
        yield BigInteger.valueOf(((IntImm) order).value());
      }
      case USHR, AND, OR -> throw new AssertionError(op + " in C");
    };
  }

  private static int count(BigInteger y, DataType type) {
    assertTrue(y.signum() >= 0 && y.intValue() < type.bits(), () -> "shift by " + y);
    return y.intValue();
  }

  @Test
  void functionsWithNothingToDoStayTheSame() {
    PASS.keeps(
        """
        func "f"(x: i32[8], y: i32[8]) -> void {
          for i in 0 to 4 { y[i * 2 + 1] = (x[i] & 7) / 3 - (x[i + 1] >> 2 & 1) }
        }
        """);
  }
}
