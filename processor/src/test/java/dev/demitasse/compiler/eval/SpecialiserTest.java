package dev.demitasse.compiler.eval;

import static dev.demitasse.compiler.eval.Specialising.assertMakes;
import static dev.demitasse.compiler.eval.Specialising.assertRefused;
import static dev.demitasse.compiler.eval.Specialising.integers;
import static dev.demitasse.compiler.eval.Specialising.number;
import static dev.demitasse.compiler.eval.Specialising.refused;
import static dev.demitasse.compiler.eval.Specialising.specialised;
import static dev.demitasse.compiler.eval.Specialising.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Specialiser.Specialised;
import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.EnumValue;
import dev.demitasse.compiler.interp.Interpreter;
import dev.demitasse.compiler.interp.Memory;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Type.EnumType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Generic functions as text, with shapes and attributes given. The operator is the first one. */
class SpecialiserTest {

  // ---- Shapes ----

  @Test
  void shapeOfTheResultIsThatOfZeros() {
    Specialised s =
        specialised(
            """
            operator "Op.apply"(x: tensor<f32>, n: i32) -> tensor<f32> {
              return zeros<f32>(array<i32>{dim(x, 1) * 2, size(x) / n, rank(x)})
            }
            """,
            tensor("x", 3, 4),
            number(6));
    assertEquals(List.of(8, 2, 2), s.outputs().get(0).shape());
  }

  @Test
  void shapeIsComputedInArraysAndLoops() {
    Specialised s =
        specialised(
            """
            operator "Op.apply"(x: tensor<f32>, axes: i32[]) -> tensor<f32> {
              let shape: i32[] = clone(shape(x))
              for i in 0 to length(axes) {
                shape[axes[i]] = shape[axes[i]] + i + 1
              }
              return zeros<f32>(shape)
            }
            """,
            tensor("x", 3, 4, 5),
            ArrayValue.ofInts(2, 0));
    assertEquals(List.of(5, 4, 6), s.outputs().get(0).shape());
  }

  @Test
  void shapeThatDependsOnDataIsRefused() {
    assertRefused(
        Message.SHAPE_ON_DATA,
        3,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> at 1:1 {
          return zeros<f32>(array<i32>{cast<i32>(x[0]@2:9)})@3:5 at 2:3
        }
        """,
        tensor("x", 4));
  }

  @Test
  void returnedParameterIsCopied() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[2, 3], y: f32[6]) -> void {
          for i in 0 to 6 {
            y[i] = x{[6]}[i]
          }
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          return reshape(x, array<i32>{size(x)})
        }
        """,
        tensor("x", 2, 3));
  }

  // ---- Loops and variables ----

  @Test
  void loopOverDataStays() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[8], y: f32[8]) -> void {
          for i in 0 to 8 {
            y[i] = 0.0:f32
          }
          for i in 0 to 8 {
            y[i] = x[i] * x[i]
          }
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(shape(x))
          for i in 0 to size(y) {
            y[i] = x[i] * x[i]
          }
          return y
        }
        """,
        tensor("x", 8));
  }

  @Test
  void loopOverAxesIsUnrolled() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[4, 5], y: i32[2]) -> void {
          for i in 0 to 2 {
            y[i] = 0
          }
          y[0] = 4
          y[1] = 5
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<i32> {
          let y: tensor<i32> = zeros<i32>(array<i32>{rank(x)})
          for d in 0 to rank(x) {
            y[d] = dim(x, d)
          }
          return y
        }
        """,
        tensor("x", 4, 5));
  }

  @Test
  void variableThatALoopChangesLivesOnTheDevice() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[8], y: f32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0.0:f32
          }
          alloc sum: f32[] local
          sum[] = 0.0:f32
          for i in 0 to 8 {
            sum[] = sum[] + x[i] * x[i]
          }
          y[0] = sum[]
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(array<i32>{1})
          var sum: f32 = 0.0:f32
          for i in 0 to size(x) {
            sum = mac(sum, x[i], x[i])
          }
          y[0] = sum
          return y
        }
        """,
        tensor("x", 8));
  }

  @Test
  void macRoundsAsTheBuildSays() {
    IrModule module =
        Parser.parse(
            "Op.java",
            """
            operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
              let y: tensor<f32> = zeros<f32>(array<i32>{})
              y[0] = mac(x[0], invoke<f32> "Op.constant"(), x[1])
              return y
            }

            func "Op.constant"() -> f32 {
              return mac(-0x1.0p0:f32, 0x1.001p0:f32, 0x1.001p0:f32)
            }
            """);
    String head = "operator \"Op.apply\"(x: f32[2], y: f32[] strides []) -> void {\n";
    String zero = "  for i in 0 to 1 {\n    y{[1]}[i] = 0.0:f32\n  }\n  y{[1]}[0] = ";
    PrimFunc apply = module.find("Op.apply").orElseThrow();
    List.of(false, true)
        .forEach(fused -> {
          String stored =
              fused ? "fma(0x1.0008p-11:f32, x[1], x[0])" : "x[0] + 0x1.0p-11:f32 * x[1]";
          PrimFunc f =
              new Specialiser(module, fused).specialise(apply, List.of(tensor("x", 2))).function();
          String expected = head + zero + stored + "\n}\n";
          assertEquals(Printer.text(Parser.parseFunction(expected)), Printer.text(f));
        });
  }

  @Test
  void loopBoundThatDependsOnDataIsRefused() {
    assertRefused(
        Message.LOOP_BOUND,
        3,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = copy(x)
          for i in 0 to cast<i32>(x[0]) at 3:3 {
            y[i] = 1.0:f32
          }
          return y
        }
        """,
        tensor("x", 8));
  }

  @Test
  void loopBoundMayDependOnOuterLoops() {
    Specialised s =
        specialised(
            """
            operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
              let y: tensor<f32> = zeros<f32>(shape(x))
              for i in 0 to dim(x, 0) {
                for j in 0 to i + 1 {
                  y[i] = y[i] + x[j]
                }
              }
              return y
            }
            """,
            tensor("x", 4));
    Memory x = Memory.of(DataType.FLOAT32, List.of(f32(1), f32(2), f32(4), f32(8)));
    Memory y = Memory.undefined(DataType.FLOAT32, 4);
    new Interpreter().run(s.function(), List.of(x, y));
    assertEquals(List.of(f32(1), f32(3), f32(7), f32(15)), y.constants());
  }

  private static Expr f32(float value) {
    return new FloatImm(DataType.FLOAT32, value);
  }

  // ---- Views ----

  @Test
  void viewsAreOtherBuffersOverTheSameMemory() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[2, 3, 4], y: f32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0.0:f32
          }
          y[0] = x{[4, 2, 3] strides [1, 12, 4]}[3, 1, 2] + x{[3, 4] at 12}[2, 1]
          y[0] = y[0] + x{[2, 3, 2] strides [12, 4, 1] at 2}[1, 2, 0]
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(array<i32>{1})
          y[0] = transpose(x, array<i32>{2, 0, 1})[3, 1, 2] + row(x, 1)[2, 1]
          y[0] = y[0] + slice(x, 2, 2, 2)[1, 2, 0]
          return y
        }
        """,
        tensor("x", 2, 3, 4));
  }

  @Test
  void linearAccessGoesThroughViews() {
    Specialised s =
        specialised(
            """
            operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
              let t: tensor<f32> = transpose(x, array<i32>{1, 0})
              let y: tensor<f32> = zeros<f32>(shape(t))
              for i in 0 to size(t) {
                y[i] = t[i]
              }
              return y
            }
            """,
            tensor("x", 2, 3));
    Memory x = Memory.of(DataType.FLOAT32, List.of(f32(0), f32(1), f32(2), f32(3), f32(4), f32(5)));
    Memory y = Memory.undefined(DataType.FLOAT32, 6);
    new Interpreter().run(s.function(), List.of(x, y));
    assertEquals(List.of(f32(0), f32(3), f32(1), f32(4), f32(2), f32(5)), y.constants());
    assertEquals(List.of(3, 2), s.outputs().get(0).shape());
  }

  @Test
  void impossibleViewIsRefused() {
    assertRefused(
        Message.VIEW,
        2,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          return copy(reshape(x, array<i32>{5})@2:15)
        }
        """,
        tensor("x", 2, 3));
  }

  // ---- Preconditions ----

  private static final String CHECKED =
      """
      operator "a.b.Op.apply"(x: tensor<f32>, n: i32) -> tensor<f32> at 3:1 {
        let unused: i32 = invoke<i32> "a.b.Shapes.check"(x, n)@5:7
        return copy(x)
      }

      func "a.b.Shapes.check"(x: tensor<f32>, n: i32) -> i32 at 20:1 {
        for d in 0 to rank(x) {
          if dim(x, d) < n {
            reject join("axis ", d, " of ", shape(x), " is shorter than ", n) at 23:9
          }
        }
        return 0
      }
      """;

  @Test
  void preconditionThatHoldsLeavesNothing() {
    Specialised s = specialised(CHECKED, tensor("x", 4, 4), number(4));
    Specialised copy =
        specialised(
            """
            operator "a.b.Op.apply"(x: tensor<f32>, n: i32) -> tensor<f32> {
              return copy(x)
            }
            """,
            tensor("x", 4, 4),
            number(4));
    assertEquals(Printer.text(copy.function()), Printer.text(s.function()));
  }

  @Test
  void preconditionThatFailsIsTheAuthorsMessageWithThePath() {
    UserError e = refused(CHECKED, tensor("x", 4, 3), number(4));
    assertEquals(
        """
        Op.java:23: error: [precondition] axis 1 of [4, 3] is shorter than 4
          in 'Shapes.check' called at Op.java:5\
        """,
        e.diagnostics().get(0).toString());
  }

  @Test
  void preconditionOnDataIsRefused() {
    assertRefused(
        Message.PRECONDITION_ON_DATA,
        4,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          if x[0] < 0.0:f32 {
            reject "negative" at 4:5
          }
          return copy(x)
        }
        """,
        tensor("x", 4));
  }

  // ---- Calls ----

  @Test
  void helperOfNumbersBecomesAFunction() {
    String text =
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(shape(x))
          for i in 0 to size(x) {
            y[i] = invoke<f32> "Op.relu"(x[i]) + invoke<f32> "Op.half"(x[i])
          }
          return y
        }

        func "Op.relu"(a: f32) -> f32 {
          if a > 0.0:f32 {
            return a
          }
          return 0.0:f32
        }

        func "Op.half"(a: f32) -> f32 {
          return a * 0.5:f32
        }
        """;
    IrModule module = Parser.parse("Op.java", text);
    Specialiser specialiser = new Specialiser(module, false);
    PrimFunc f =
        specialiser
            .specialise(module.find("Op.apply").orElseThrow(), List.of(tensor("x", 4)))
            .function();
    String expected =
        """
        operator "Op.apply"(x: f32[4], y: f32[4]) -> void {
          for i in 0 to 4 {
            y[i] = 0.0:f32
          }
          for i in 0 to 4 {
            let a: f32 = x[i]
            y[i] = call<f32> "Op.relu"(x[i]) + a * 0.5:f32
          }
        }
        """;
    assertEquals(Printer.text(Parser.parseFunction(expected)), Printer.text(f));
    List<PrimFunc> helpers = specialiser.callees().scalarFunctions();
    assertEquals(List.of("Op.relu"), helpers.stream().map(PrimFunc::symbol).toList());
    assertEquals(f32(3), new Interpreter().call(helpers.get(0), List.of(f32(3))));
    assertEquals(f32(0), new Interpreter().call(helpers.get(0), List.of(f32(-3))));
  }

  @Test
  void helperThatMustKnowAnArgumentIsInlined() {
    assertMakes(
        """
        operator "Op.apply"(x: f32[2], y: f32[2]) -> void {
          for i in 0 to 2 {
            y[i] = 0.0:f32
          }
          let a: f32 = x[0]
          alloc power: f32[] local
          power[] = 1.0:f32
          for i in 0 to 3 {
            power[] = power[] * a
          }
          y[0] = power[]
        }
        """,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(shape(x))
          y[0] = invoke<f32> "Op.power"(x[0], 3)
          return y
        }

        func "Op.power"(a: f32, n: i32) -> f32 {
          var power: f32 = 1.0:f32
          for i in 0 to n {
            power = power * a
          }
          return power
        }
        """,
        tensor("x", 2));
  }

  @Test
  void helperThatMustKnowWhatNobodyKnowsIsRefused() {
    assertRefused(
        Message.LOOP_BOUND,
        9,
        """
        operator "Op.apply"(x: tensor<i32>) -> tensor<i32> {
          let y: tensor<i32> = zeros<i32>(shape(x))
          y[0] = invoke<i32> "Op.power"(7, x[0])
          return y
        }

        func "Op.power"(a: i32, n: i32) -> i32 {
          var power: i32 = 1
          for i in 0 to n at 9:3 {
            power = power * a
          }
          return power
        }
        """,
        integers("x", 2));
  }

  @Test
  void recursionIsRefused() {
    assertRefused(
        Message.RECURSION,
        3,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          return invoke<tensor<f32>> "Op.apply"(x)@3:10
        }
        """,
        tensor("x", 4));
  }

  @Test
  void callWithoutBodyIsRefused() {
    assertRefused(
        Message.NO_BODY,
        3,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          return invoke<tensor<f32>> "Other.apply"(x)@3:10
        }
        """,
        tensor("x", 4));
  }

  @Test
  void storeToAParameterIsRefused() {
    assertRefused(
        Message.STORE_TO_PARAMETER,
        2,
        """
        operator "Op.apply"(x: tensor<f32>) -> tensor<f32> {
          row(x, 0)[1] = 2.0:f32 at 2:5
          return copy(x)
        }
        """,
        tensor("x", 4, 4));
  }

  // ---- Attributes ----

  private static final String CHOICE =
      """
      operator "Op.apply"(x: tensor<f32>, kind: enum a.Kind, n: i32) -> tensor<f32> {
        return zeros<f32>(array<i32>{select(same(kind, enum a.Kind#WIDE), n * 2, n)})
      }
      """;

  private static Value kind(String constant) {
    return new EnumValue(new EnumType("a.Kind"), constant);
  }

  @Test
  void attributesDecideAtBuildTime() {
    Value x = tensor("x", 4);
    assertEquals(
        List.of(6), specialised(CHOICE, x, kind("WIDE"), number(3)).outputs().get(0).shape());
    assertEquals(
        List.of(3), specialised(CHOICE, x, kind("SLIM"), number(3)).outputs().get(0).shape());
  }

  @Test
  void equalShapesAndAttributesShareOneFunction() {
    IrModule module = Parser.parse("Op.java", CHOICE);
    PrimFunc operator = module.find("Op.apply").orElseThrow();
    Specialiser specialiser = new Specialiser(module, false);
    List<Value> first = List.of(tensor("a", 4), kind("WIDE"), number(3));
    List<Value> second = List.of(tensor("b", 4), kind("WIDE"), number(3));
    List<Value> third = List.of(tensor("b", 4), kind("WIDE"), number(4));
    PrimFunc one = specialiser.specialise(operator, first).function();
    assertSame(one, specialiser.specialise(operator, second).function());
    assertNotSame(one, specialiser.specialise(operator, third).function());
  }

  @Test
  void arrayOfTensorsBecomesAParameterEach() {
    assertMakes(
        """
        operator "Op.apply"(xs0: f32[2], xs1: f32[3], y: f32[1]) -> void {
          for i in 0 to 1 {
            y[i] = 0.0:f32
          }
          y[0] = y[0] + xs0[0]
          y[0] = y[0] + xs1[0]
        }
        """,
        """
        operator "Op.apply"(xs: tensor<f32>[]) -> tensor<f32> {
          let y: tensor<f32> = zeros<f32>(array<i32>{1})
          for i in 0 to length(xs) {
            y[0] = y[0] + xs[i][0]
          }
          return y
        }
        """,
        ArrayValue.table("xs", tensor("a", 2), tensor("b", 3)));
  }
}
