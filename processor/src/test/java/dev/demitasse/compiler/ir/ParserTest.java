package dev.demitasse.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Parser.ParseException;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Type.PointerType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  private static void assertRoundTrip(String text) {
    assertEquals(text, Printer.textWithPositions(Parser.parseFunction(text)));
  }

  private static Expr parseExpr(String parameters, String type, String text) {
    PrimFunc f =
        Parser.parseFunction(
            "func \"f\"(" + parameters + ") -> " + type + " { return " + text + " }");
    return ((Return) f.body().statements().get(0)).value();
  }

  // ---- Both forms ----

  @Test
  void readsGenericFunctions() {
    assertRoundTrip(
        """
        operator "a.b.Dense.apply(F32,F32[],int,Padding)"(x: tensor<f32>, xs: tensor<f32>[], \
        var stride: i32, padding: enum a.b.Dense$Padding) -> tensor<f32> at 12:21 {
          if dim(x, 1)@13:9 != dim(xs[0]@13:25, rank(x) - 1)@13:21 at 13:5 {
            reject join("depth ", dim(x, 1)@14:50, ", \\"a\\\\b\\"\\n", shape(x)) at 14:7
          }
          let shape: i32[] = array<i32>{dim(x, 0)@16:20, 3} at 16:5
          let axes: tensor<i8>[] = array<tensor<i8>>{}
          let zero: i32[] = array<i32>(2)@17:5 at 17:1
          zero[0] = size(x) + length(shape) at 18:5
          let more: i32[] = clone(zero)
          var same: bool = same(padding, enum a.b.Dense$Padding#SAME) || !(stride < 2)
          same = same && true
          let y: tensor<f32> = zeros<f32>(shape)@20:13 at 20:9
          for i in 0 to size(y) at 21:5 {
            y[i] = max(x[i]@22:17, 0x1.0p0:f32) at 22:7
            row(broadcast(y, zero)@23:1, i)@23:2[0, 1] = x[i, zero[0]@24:4]@24:1 at 23:7
          }
          let z: tensor<f32> = invoke<tensor<f32>> "a.b.Relu.apply(F32)"(y)@25:4
          return reshape(slice(transpose(copy(z)@1:1, zero)@1:2, 0, 1, 2)@1:3, shape) at 26:1
        }
        """);
  }

  @Test
  void readsNetworks() {
    assertRoundTrip(
        """
        func "a.Net.run(F32)"(self: object a.Net, x: tensor<f32>) -> tensor<f32> {
          let inner: object a.Block = field<object a.Block> "block"(self)
          let k: tensor<f32>[][] = field<tensor<f32>[][]> "kernels"(inner)
          return invoke<tensor<f32>> "a.Block.run(F32)"(inner, k[0][1])@5:6
        }
        """);
  }

  @Test
  void readsAttributes() {
    assertRoundTrip(
        """
        operator "a.Relu.apply(I8)"(x: tensor<i8>) -> tensor<i8> external "acme_relu" device "npu" at 3:4 {
          return x at 4:5
        }
        """);
  }

  @Test
  void readsSpecialisedFunctions() {
    assertRoundTrip(
        """
        operator "a.b.Dense.apply"(x: f32[4, 8], w: f32[8, 8] strides [1, 8], s: f32[] strides [], \
        n: i32) -> void at 3:4 {
          alloc t: f32[8] workspace at 5:6
          alloc sum: f32[] local
          for i in 7 to -1 step -1 at 6:5 {
            let p: i32 = i * 8 + n at 7:5
            t[i] = x{[32]}[p]@7:8 * w[i, 0] at 7:9
            sum[] = fma(t[i], s[], sum[])
            x{[4, 4] strides [16, 4] at i * 64 + 1}[i, 0] = neg(cast<f32>(p)) at 8:8
          }
          if n < 3 at 9:9 {
            call<void> "g"(address(x{[8] at 8}), address(t), n >> 1) at 9:1
          } else {
            let bits: i32 = bits_of_float(sum[]) & 2147483647
            sum[] = select(n == 0, call<f32> "h"(n, sum[]), float_of_bits(bits))
          }
        }
        """);
  }

  @Test
  void readsSeveralFunctions() {
    String text =
        """
        func "f"(a: i32) -> i32 at 2:3 {
          return a
        }

        func "g"() -> void {
        }
        """;
    IrModule module = Parser.parse("F.java", text);
    assertEquals("F.java:2", module.find("f").orElseThrow().position().toString());
    assertEquals(text.replace(" at 2:3", ""), Printer.text(module));
  }

  // ---- Names ----

  @Test
  void tellsVariablesOfOneNameApart() {
    assertRoundTrip(
        """
        func "f"(n: i32) -> i32 {
          for i in 0 to n {
            let n.1: i32 = i
          }
          for i.1 in n to n {
            let n.2: i32 = i.1
          }
          return n
        }
        """);
  }

  @Test
  void wordsOfTheLanguageCanBeNames() {
    assertRoundTrip(
        """
        func "f"(at.1: i32, cast.1: i32, size: i32, var.1: i32, call.1: i32, NaN.1: i32) -> bool {
          let let.1: i32 = at.1
          let step: i32 = cast.1
          for to in step to size step 2 {
          }
          let in: i32 = size
          let min: i32 = min(size, var.1)
          return cast.1 < call.1 && NaN.1 < min
        }
        """);
  }

  // ---- Buffers ----

  @Test
  void viewOfOtherShapeOverWholeBufferKeepsItsShape() {
    Buffer y = Buffer.of("y", DataType.FLOAT32, List.of(4, 8));
    Buffer flat = Buffer.over(y.data(), List.of(32));
    Expr zero = Expr.zero(DataType.FLOAT32);
    Stmt store = new BufferStore(flat, List.of(Expr.int32(3)), zero, Position.NONE);
    PrimFunc f =
        new PrimFunc(
            PrimFunc.Kind.FUNC,
            "f",
            List.of(y.data()),
            Map.of(y.data(), y),
            Type.VOID,
            new Stmt.Seq(List.of(store)),
            Position.NONE);
    PrimFunc g = Parser.parseFunction(Printer.text(f));
    Buffer read = ((BufferStore) g.body().statements().get(0)).buffer();
    assertEquals(List.of(32), read.shape());
    assertEquals(List.of(4, 8), g.parameterBuffers().get(0).shape());
    assertEquals(Printer.text(f), Printer.text(g));
  }

  @Test
  void rankZeroParameterIsNoArray() {
    PrimFunc f =
        Parser.parseFunction(
            "func \"f\"(a: f32[], b: f32[] strides []) -> void {\n  b[] = a[0]\n}");
    assertEquals(new Type.ArrayType(DataType.FLOAT32), f.parameters().get(0).type());
    assertEquals(new PointerType(DataType.FLOAT32), f.parameters().get(1).type());
  }

  // ---- Constants ----

  @ParameterizedTest
  @ValueSource(
      floats = {
        0f,
        -0f,
        0.1f,
        -1.5f,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
      })
  void readsEveryFloat(float value) {
    Expr single = new FloatImm(DataType.FLOAT32, value);
    Expr wide = new FloatImm(DataType.FLOAT64, value / 3.0);
    assertEquals(single, parseExpr("", "f32", Printer.text(single)));
    assertEquals(wide, parseExpr("", "f64", Printer.text(wide)));
  }

  @Test
  void readsDecimalFloats() {
    assertEquals(new FloatImm(DataType.FLOAT32, 0.1f), parseExpr("", "f32", "0.1:f32"));
    assertEquals(new FloatImm(DataType.FLOAT64, -1.5E-7), parseExpr("", "f64", "-1.5E-7:f64"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 7, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE})
  void readsEveryInteger(long value) {
    for (String name : List.of("i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "bool")) {
      DataType type = (DataType) parseExpr("a: " + name, name, "a").type();
      Expr constant = IntImm.wrapped(type, value);
      assertEquals(constant, parseExpr("", name, Printer.text(constant)));
    }
  }

  @Test
  void readsVectorTypes() {
    assertEquals("f32x4", parseExpr("a: f32x4", "f32x4", "a").type().toString());
    assertEquals("boolx8", parseExpr("a: boolx8", "boolx8", "a").type().toString());
  }

  // ---- Operators ----

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a - (b - c)     ; a - (b - c)
          (a - b) - c     ; a - b - c
          a+b*c           ; a + b * c
          (a + b) * c     ; (a + b) * c
          a-3             ; a - 3
          a - -3          ; a - -3
          a << (b << c)   ; a << (b << c)
          (a & b) | c ^ a ; a & b | c ^ a
          a & (b | c) ^ a ; a & (b | c) ^ a
          a >> b >>> c    ; a >> b >>> c
          """)
  void operatorsBindAsInJava(String text, String printed) {
    assertEquals(printed, Printer.text(parseExpr("a: i32, b: i32, c: i32", "i32", text)));
  }

  @Test
  void readsRandomExpressions() {
    Random random = new Random(7);
    Var x = Var.of("x", DataType.INT32);
    Var y = Var.of("y", DataType.INT32);
    RandomExprs exprs = new RandomExprs(random, DataType.INT32, List.of(x, y));
    for (int i = 0; i < 2_000; i++) {
      String text = Printer.text(exprs.condition(5));
      assertEquals(text, Printer.text(parseExpr("x: i32, y: i32", "bool", text)));
    }
  }

  // ---- Mistakes ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return 1 +             | an expression, found }
          let a = 1              | ':', found =
          let a: i33 = 1         | what makes sense: width of 33 bits
          let a: int = 1         | a type, found int
          return b               | a variable declared before, found b
          return n + 1:i64       | what makes sense: operands of types i32 and i64
          return dim(n)          | something to call with these arguments, found dim
          return cos(n)          | something to call with these arguments, found cos
          return 3000000000      | what makes sense: 3000000000 does not fit i32
          alloc t: f32[2] shared | 'workspace', found shared
          n + 1 = 2              | '=', found +
          return n[0]            | a tensor, or an array and one index, before this, found }
          return address(n)      | a buffer before this, found )
          return "abc            | an expression, found "
          """)
  void saysWhatWasExpected(String statement, String expected) {
    String text = "\nfunc \"f\"(n: i32) -> i32 {\n" + statement + "\n}\n";
    ParseException e = assertThrows(ParseException.class, () -> Parser.parseFunction(text));
    assertEquals(expected, e.expected());
    assertEquals("line " + e.line() + ": expected " + expected, e.getMessage());
  }

  @Test
  void saysWhere() {
    String text = "func \"f\"(n: i32) -> i32 {\n\n  return m\n}\n";
    ParseException e = assertThrows(ParseException.class, () -> Parser.parseFunction(text));
    assertEquals(3, e.line());
  }

  @Test
  void refusesMoreThanOneFunction() {
    String one = "func \"f\"() -> void {\n}\n";
    assertThrows(ParseException.class, () -> Parser.parseFunction(one + one));
  }

  @Test
  void readsLongTexts() {
    String text = "x\\".repeat(20_000);
    Expr e = parseExpr("", "text", Quoted.write(text));
    assertEquals(new GenericExpr.TextImm(text), e);
  }
}
