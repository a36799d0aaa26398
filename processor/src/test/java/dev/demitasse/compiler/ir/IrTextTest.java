package dev.demitasse.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.compiler.ir.IrText.VersionException;
import dev.demitasse.compiler.ir.Parser.ParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IrTextTest {
  private static final String TEXT =
      """
      demitasse-ir 1
      source "Dense.java"
      class "Dense" "0a1b"
      class "Dense$Inner" "2c3d"

      func "Dense.half(float)"(x: f32) -> f32 at 4:3 {
        return x * 0x1.0p-1:f32 at 5:5
      }

      operator "Dense.apply(F32)"(x: tensor<f32>) -> tensor<f32> at 8:3 {
        return copy(x)@9:12 at 9:5
      }
      """;

  @Test
  void writesWhatItReads() {
    assertEquals(TEXT, IrText.read(TEXT).write());
  }

  @Test
  void knowsTheClassFilesByTheirHashes() {
    assertEquals(Map.of("Dense", "0a1b", "Dense$Inner", "2c3d"), IrText.read(TEXT).classFiles());
  }

  @Test
  void positionsAreInTheSource() {
    PrimFunc f = IrText.read(TEXT).module().find("Dense.apply(F32)").orElseThrow();
    assertEquals("Dense.java:8", f.position().toString());
  }

  @Test
  void moduleWithoutFunctionsIsItsHeader() {
    String header = "demitasse-ir 1\nsource \"A.java\"\n";
    assertEquals(header, IrText.read(header).write());
  }

  @Test
  void refusesOtherVersions() {
    VersionException e =
        assertThrows(VersionException.class, () -> IrText.read(TEXT.replace("ir 1", "ir 2")));
    assertEquals("2", e.found());
  }

  @Test
  void refusesOtherTexts() {
    assertThrows(ParseException.class, () -> IrText.read(""));
    assertThrows(ParseException.class, () -> IrText.read("class A {}"));
    assertThrows(ParseException.class, () -> IrText.read("demitasse-ir 1"));
    assertThrows(ParseException.class, () -> IrText.read("demitasse-ir 1\nfunc\n"));
  }

  @Test
  void mistakesHaveTheirLineInTheText() {
    String wrong = TEXT.replace("return x *", "return x x");
    assertEquals(7, assertThrows(ParseException.class, () -> IrText.read(wrong)).line());
  }
}
