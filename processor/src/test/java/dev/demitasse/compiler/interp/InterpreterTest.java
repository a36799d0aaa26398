package dev.demitasse.compiler.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterpreterTest {

  /** The last function of a module, run with the others. */
  private static Expr call(String module, Expr... arguments) {
    IrModule functions = Parser.parse("F.java", module);
    return new Interpreter(functions).call(last(functions), List.of(arguments));
  }

  private static PrimFunc last(IrModule module) {
    return List.copyOf(module.functions().values()).get(module.functions().size() - 1);
  }

  private static List<Expr> run(String function, Memory... memory) {
    new Interpreter().run(Parser.parseFunction(function), List.of(memory));
    return memory[memory.length - 1].constants();
  }

  private static Memory ints(int... values) {
    Memory memory = Memory.zeros(DataType.INT32, values.length);
    for (int i = 0; i < values.length; i++) {
      memory.set(i, values[i]);
    }
    return memory;
  }

  private static List<Expr> constants(int... values) {
    return ints(values).constants();
  }

  private static Trap.Reason trap(String function, Memory... memory) {
    PrimFunc f = Parser.parseFunction(function);
    Interpreter interpreter = new Interpreter(IrModule.of(List.of(f)), 1000);
    return assertThrows(Trap.class, () -> interpreter.run(f, List.of(memory))).reason();
  }

  @Test
  void leavesBlocksFromInnerLoops() {
    assertEquals(
        constants(5, 2),
        run(
            """
            func "find"(x: i32[2, 3], y: i32[2]) -> void {
              block found {
                for i in 0 to 2 {
                  for j in 0 to 3 {
                    block next {
                      if x[i, j] < 5 {
                        leave next
                      }
                      y[0] = x[i, j]
                      leave found
                    }
                    y[1] = y[1] + 1
                  }
                }
              }
            }
            """,
            ints(1, 2, 5, 7, 0, 0),
            ints(0, 0)));
  }

  @Test
  void returnsFromLoops() {
    String function =
        """
        func "log2"(n: i32) -> i32 {
          alloc k: i32[] local
          k[] = 0
          while true {
            if n >> k[] <= 1 {
              return k[]
            }
            k[] = k[] + 1
          }
          return -1
        }
        """;
    assertEquals(Expr.int32(7), call(function, Expr.int32(255)));
  }

  @Test
  void countsDown() {
    assertEquals(
        constants(6, 4, 2),
        run(
            """
            func "down"(y: i32[3]) -> void {
              alloc k: i32[] local
              k[] = 0
              for i in 6 to 0 step -2 {
                y[k[]] = i
                k[] = k[] + 1
              }
            }
            """,
            ints(0, 0, 0)));
  }

  @Test
  void readsTables() {
    assertEquals(
        constants(30),
        run(
            """
            func "table"(y: i32[1]) -> void {
              const t: i32[2, 2] = {10, 20, 30, 40}
              y[0] = t[1, 0]
            }
            """,
            ints(0)));
  }

  @Test
  void callsWithViewsOfMemory() {
    String module =
        """
        func "twice"(a: f32) -> f32 {
          return a + a
        }

        operator "row"(x: i32[2], n: i32, y: i32[2]) -> void {
          for i in 0 to 2 {
            y[i] = x[i] * n + cast<i32>(call<f32> "twice"(0x1.0p0:f32))
          }
        }

        func "run"(x: i32[2, 2], y: i32[2, 2]) -> void {
          alloc t: i32[4] workspace
          for i in 0 to 2 {
            call<void> "row"(address(x{[2] at i * 2}), i + 1, address(t{[2] at 2 - i * 2}))
          }
          for i.1 in 0 to 4 {
            y{[4]}[i.1] = t[i.1]
          }
        }
        """;
    IrModule functions = Parser.parse("F.java", module);
    Memory y = ints(0, 0, 0, 0);
    new Interpreter(functions).run(last(functions), List.of(ints(1, 2, 3, 4), y));
    assertEquals(constants(8, 10, 3, 4), y.constants());
  }

  @Test
  void memoryWrapsAndExtendsAsItsTypeSays() {
    Memory u16 = Memory.zeros(DataType.UINT16, 1);
    u16.set(0, -1L);
    assertEquals(65_535, u16.integer(0));
    Memory i8 = Memory.zeros(DataType.INT8, 1);
    i8.set(0, 200L);
    assertEquals(-56, i8.integer(0));
    Memory bool = Memory.of(DataType.BOOL, List.of(Expr.bool(true)));
    assertEquals(List.of(Expr.bool(true)), bool.constants());
    Memory u64 = Memory.of(DataType.UINT64, List.of(new IntImm(DataType.UINT64, -1)));
    assertEquals(-1, u64.integer(0));
    Memory f64 = Memory.of(DataType.FLOAT64, List.of(new FloatImm(DataType.FLOAT64, -0.0)));
    assertEquals(List.of(new FloatImm(DataType.FLOAT64, -0.0)), f64.constants());
  }

  // ---- Runs that end early ----

  @Test
  void indicesAreChecked() {
    String function = "func \"f\"(x: i32[2, 2], y: i32[]strides[]) -> void { y[] = x[0, y[]] }";
    assertEquals(constants(8), run(function, ints(7, 8, 9, 10), ints(1)));
    assertEquals(Trap.Reason.UNDEFINED, trap(function, ints(7, 8, 9, 10), ints(2)));
    assertEquals(Trap.Reason.UNDEFINED, trap(function, ints(7, 8, 9, 10), ints(-1)));
  }

  @Test
  void proofObligationsAreChecked() {
    String divide = "func \"f\"(y: i32[1]) -> void { y[0] = 6 / divisor(y[0]) }";
    assertEquals(constants(3), run(divide, ints(2)));
    assertEquals(Trap.Reason.UNDEFINED, trap(divide, ints(0)));
    String view =
        "func \"f\"(x: i32[4], y: i32[1]) -> void { y[0] = x{[1] at bounded(y[0], 4)}[0] }";
    assertEquals(constants(9), run(view, ints(6, 7, 8, 9), ints(3)));
    assertEquals(Trap.Reason.UNDEFINED, trap(view, ints(6, 7, 8, 9), ints(4)));
  }

  @Test
  void assertionsEndTheRun() {
    String function = "func \"f\"(y: i32[1]) -> void { assert y[0] > 0\n y[0] = 1 }";
    assertEquals(constants(1), run(function, ints(5)));
    assertEquals(Trap.Reason.ASSERTION, trap(function, ints(0)));
  }

  @Test
  void whatDoesNotEndIsEnded() {
    assertEquals(Trap.Reason.STEPS, trap("func \"f\"() -> void { while true { } }"));
    assertEquals(Trap.Reason.STEPS, trap("func \"f\"() -> void { for i in 0 to 2000 { } }"));
    assertEquals(Trap.Reason.STEPS, trap("func \"f\"() -> void { call<void> \"f\"() }"));
  }

  @Test
  void memoryIsUndefinedBeforeItIsWritten() {
    String function =
        """
        func "f"(y: i32[1]) -> void {
          alloc t: i32[] local
          y[0] = select(t[] == 0, 1, 2)
        }
        """;
    assertEquals(constants(2), run(function, ints(0)));
  }

  @Test
  void argumentsHaveTheTypesOfTheParameters() {
    PrimFunc f = Parser.parseFunction("func \"f\"(y: i32[1]) -> void { y[0] = 1 }");
    Memory wrong = Memory.zeros(DataType.FLOAT32, 1);
    assertThrows(IllegalArgumentException.class, () -> new Interpreter().run(f, List.of(wrong)));
  }

  @Test
  void isFastEnoughToFoldWeights() {
    PrimFunc f =
        Parser.parseFunction(
            """
            operator "matmul"(a: f32[64, 64], b: f32[64, 64], c: f32[64, 64]) -> void {
              for i in 0 to 64 {
                for j in 0 to 64 {
                  alloc sum: f32[] local
                  sum[] = 0.0:f32
                  for k in 0 to 64 {
                    sum[] = sum[] + a[i, k] * b[k, j]
                  }
                  c[i, j] = sum[]
                }
              }
            }
            """);
    Inputs inputs = new Inputs(new Random(1));
    List<Memory> memory =
        List.of(
            inputs.memory(DataType.FLOAT32, 4096),
            inputs.memory(DataType.FLOAT32, 4096),
            inputs.memory(DataType.FLOAT32, 4096));
    Interpreter interpreter = new Interpreter();
    long best = Long.MAX_VALUE;
    for (int run = 0; run < 20; run++) {
      long start = System.nanoTime();
      interpreter.run(f, memory);
      best = Math.min(best, System.nanoTime() - start);
    }
    // Two roundings, three loads, a store and the arithmetic of five indices in each turn.
    double operations = 64.0 * 64 * 64 * 11;
    double millions = operations / best * 1000;
    assertTrue(millions > 5, millions + " million operations a second");
  }
}
