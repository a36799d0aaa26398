package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyTest {

  private static void assertDefect(String defect, String text) {
    IrModule module = Parser.parse("F.java", text);
    assertEquals(
        defect, assertThrows(IllegalStateException.class, () -> Verify.check(module)).getMessage());
  }

  @Test
  void acceptsWhatKeepsTheRules() {
    IrModule module =
        Parser.parse(
            "F.java",
            """
            func "f"(x: f32[8], n: i32) -> void {
              alloc t: f32[8] workspace
              for i in 0 to 8 {
                let p: i32 = i
                t[p] = x[p]
              }
              for i in 0 to n {
                t[0] = call<f32> "g"(t[i])
              }
              call<void> "f"(address(t), n)
            }

            func "g"(a: f32) -> f32 {
              return a
            }
            """);
    assertDoesNotThrow(() -> Verify.check(module));
  }

  @Test
  void variableIsUsedInItsScope() {
    assertDefect(
        "f: variable 'i' is used outside its scope",
        "func \"f\"() -> i32 { for i in 0 to 3 { } return i }");
    assertDefect(
        "f: variable 'p' is used outside its scope",
        "func \"f\"(c: bool) -> i32 { if c { let p: i32 = 1 } return p }");
  }

  @Test
  void variableIsBoundOnce() {
    Var i = Var.of("i", DataType.INT32);
    For loop = new For(i, Expr.int32(0), Expr.int32(2), 1, Seq.EMPTY, Position.NONE);
    assertEquals("f: variable 'i' is bound twice", defect(loop, loop));
  }

  @Test
  void bufferHasMemory() {
    Buffer t = Buffer.of("t", DataType.INT32, List.of(1));
    List<Expr> first = List.of(Expr.int32(0));
    assertEquals(
        "f: buffer 't' has no memory here",
        defect(new BufferStore(t, first, Expr.int32(1), Position.NONE)));
    assertDefect(
        "f: buffer 't' has no memory here",
        "func \"f\"(c: bool) -> void { if c { alloc t: i32[1] workspace } t[0] = 1 }");
  }

  private static String defect(Stmt... statements) {
    PrimFunc f =
        new PrimFunc(
            PrimFunc.Kind.FUNC,
            "f",
            List.of(),
            Map.of(),
            Type.VOID,
            new Seq(List.of(statements)),
            Position.NONE);
    return assertThrows(IllegalStateException.class, () -> Verify.check(f)).getMessage();
  }

  @Test
  void nothingGenericIsLeft() {
    assertDefect(
        "f: parameter 'x' of type tensor<f32> is not specialised",
        "func \"f\"(x: tensor<f32>) -> void { }");
    assertDefect(
        "f: not specialised: ArrayLength[array=ArrayLiteral[element=i32, elements=[]]]",
        "func \"f\"() -> i32 { return length(array<i32>{}) }");
    assertDefect(
        "f: not specialised: Reject[message=TextImm[value=no], position=(generated)]",
        "func \"f\"() -> void { reject \"no\" }");
  }

  @Test
  void onlyAPromisedValueIsReturned() {
    assertDefect("f: i32 is returned, void is promised", "func \"f\"() -> void { return 1 }");
    assertDefect("f: i32 is returned, i64 is promised", "func \"f\"() -> i64 { return 1 }");
  }

  @Test
  void callsAgreeWithTheirCallee() {
    String callee = "func \"g\"(a: i32, x: f32[2]) -> i32 { return a }";
    assertDefect(
        "f: 'h' is not in the module", callee + "func \"f\"() -> void { call<void> \"h\"() }");
    assertDefect(
        "f: 'g' takes [i32, f32*], but is given [i32]",
        callee + "func \"f\"() -> void { call<i32> \"g\"(1) }");
    assertDefect(
        "f: 'g' returns i32, not void",
        callee + "func \"f\"(y: f32[2]) -> void { call<void> \"g\"(1, address(y)) }");
  }
}
