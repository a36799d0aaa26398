package dev.demitasse.compiler.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.demitasse.compiler.ir.Parser;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import org.junit.jupiter.api.Test;

class GuardTest {

  private static PrimFunc parse(String kind, String body) {
    String head = kind + " \"f\"(n: i32, m: i32, x: i32[8], y: i32[8]) -> void {\n";
    PrimFunc f = Parser.parseFunction(head + body + "\n}");
    Verify.check(f);
    return f;
  }

  private static void assertMakes(String before, String after) {
    PrimFunc guarded = Guard.run(parse("checked", before));
    Verify.check(guarded);
    assertEquals(Printer.text(parse("checked", after)), Printer.text(guarded));
  }

  @Test
  void whatIsProvedCostsNothing() {
    PrimFunc f = parse("checked", "for i in 0 to 8 { y[i] = x[7 - i] / max(n, 1) }");
    assertSame(f, Guard.run(f));
  }

  @Test
  void onlyCheckedOperatorsAreChecked() {
    PrimFunc f = parse("operator", "y[n] = 1");
    assertSame(f, Guard.run(f));
  }

  @Test
  void assertionStandsBeforeTheAccess() {
    assertMakes("y[n] = 1", "assert n >= 0 && n < 8\ny[n] = 1");
    assertMakes("y[0] = 7 / divisor(n)", "assert n != 0\ny[0] = 7 / divisor(n)");
  }

  @Test
  void onlyTheUnknownSideIsAsserted() {
    assertMakes("if n < 8 { y[n] = 1 }", "if n < 8 { assert n >= 0\ny[n] = 1 }");
  }

  @Test
  void whatWasAssertedOnceHolds() {
    assertMakes("y[n] = x[n]\ny[n] = 0", "assert n >= 0 && n < 8\ny[n] = x[n]\ny[n] = 0");
  }

  @Test
  void innerAccessIsAssertedFirst() {
    assertMakes(
        "y[0] = x[x[n]]", "assert n >= 0 && n < 8\nassert x[n] >= 0 && x[n] < 8\ny[0] = x[x[n]]");
  }

  @Test
  void conditionalAccessIsAssertedUnderItsCondition() {
    assertMakes(
        "y[0] = select(m > 3, x[n], 0)",
        "assert m <= 3 || n >= 0 && n < 8\ny[0] = select(m > 3, x[n], 0)");
    assertMakes(
        "if m > 0 && (n > 0 && x[n] > 0) { y[0] = 1 }",
        "assert m <= 0 || (n <= 0 || n < 8)\nif m > 0 && (n > 0 && x[n] > 0) { y[0] = 1 }");
  }

  @Test
  void conditionOfALoopIsCheckedInEachRound() {
    assertMakes(
        "alloc i: i32[] local\ni[] = 0\nwhile i[] < n && x[i[]] > 0 { i[] = i[] + 1 }",
        """
        alloc i: i32[] local
        i[] = 0
        block loop {
          while true {
            assert i[] >= n || i[] < 8
            if i[] >= n || x[i[]] <= 0 { leave loop }
            i[] = i[] + 1
          }
        }
        """);
  }

  @Test
  void beginningOfAViewIsAsserted() {
    assertMakes(
        "y[0] = x{[2] at bounded(n, 4) * 2}[1]",
        "assert n >= 0 && n < 4\ny[0] = x{[2] at bounded(n, 4) * 2}[1]");
  }
}
