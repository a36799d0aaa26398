package dev.demitasse.compiler.transform;

import org.junit.jupiter.api.Test;

class DropProvedTest {
  private static final PassTester PASS = new PassTester(DropProved::run);
  private static final String HEAD = "func \"f\"(a: bool, b: bool, n: i32) -> bool { return ";

  @Test
  void divisorIsItsValue() {
    PASS.makes(HEAD + "n / divisor(n & 3 | 1) == 0 }", HEAD + "n / (n & 3 | 1) == 0 }");
  }

  @Test
  void bitsOfConditionsAreLogic() {
    PASS.makes(HEAD + "a & b | n > 0 }", HEAD + "a && b || n > 0 }");
    PASS.makes(HEAD + "a ^ n > 0 }", HEAD + "a != (n > 0) }");
  }

  @Test
  void bitsOfNumbersStay() {
    PASS.keeps(HEAD + "(n & 3 | n ^ 1) == 0 }");
  }
}
