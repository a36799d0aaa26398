package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.Fn;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.IrText;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaLangMethodsTest {
  private static final String OURS = "dev.demitasse.runtime.JavaLang";

  private static IrModule lowered(String className) throws IOException {
    try (InputStream in =
        Fn.class.getClassLoader().getResourceAsStream(className.replace('.', '/') + ".ir")) {
      return IrText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).module();
    }
  }

  private static Stream<Method> methods(Class<?> type) {
    return Stream.concat(
        Arrays.stream(type.getDeclaredMethods()).filter(m -> !m.isSynthetic()),
        Arrays.stream(type.getDeclaredClasses()).flatMap(JavaLangMethodsTest::methods));
  }

  /**
   * What cannot be lowered would be missing, and nobody told before a user wants it. Only {@code
   * mac} is an operation of the IR.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        OURS,
        "dev.demitasse.Fn",
        "dev.demitasse.Arc",
        "dev.demitasse.Circular",
        "dev.demitasse.ErrorFunction",
        "dev.demitasse.Exponential",
        "dev.demitasse.Logarithm",
        "dev.demitasse.Power"
      })
  void everyMethodIsLowered(String className) throws Exception {
    IrModule module = lowered(className);
    List<String> missing =
        methods(Class.forName(className))
            .filter(m -> !m.getName().equals("mac"))
            .map(JavaLangMethods::symbol)
            .filter(symbol -> module.find(symbol).isEmpty())
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void standsForTheMethodOfTheSameNameAndParameters() {
    assertEquals(
        Optional.of(OURS + ".Math.floorMod(i64,i32)"),
        JavaLangMethods.find("java.lang.Math.floorMod(i64,i32)"));
    assertEquals(Optional.empty(), JavaLangMethods.find("java.lang.Math.floorMod(f32,f32)"));
    assertEquals(Optional.empty(), JavaLangMethods.find("acme.Math.floorMod(i64,i32)"));
    assertEquals(Optional.empty(), JavaLangMethods.find("java.lang.Integer.bitCount()"));
  }

  @Test
  void methodsOfStrictMathAreThoseOfMathUnlessTheyDiffer() {
    assertEquals(
        Optional.of(OURS + ".Math.ulp(f32)"),
        JavaLangMethods.find("java.lang.StrictMath.ulp(f32)"));
    assertEquals(
        Optional.of(OURS + ".StrictMath.copySign(f32,f32)"),
        JavaLangMethods.find("java.lang.StrictMath.copySign(f32,f32)"));
  }

  @Test
  void methodsThatDivideAreKnown() {
    List<String> dividing =
        methods(JavaLangMethods.ours())
            .map(JavaLangMethods::symbol)
            .filter(JavaLangMethods::divides)
            .map(symbol -> symbol.substring(OURS.length() + 1))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "Integer.divideUnsigned(i32,i32)",
            "Integer.remainderUnsigned(i32,i32)",
            "Long.divideUnsigned(i64,i64)",
            "Long.remainderUnsigned(i64,i64)",
            "Math.floorDiv(i32,i32)",
            "Math.floorDiv(i64,i32)",
            "Math.floorDiv(i64,i64)",
            "Math.floorMod(i32,i32)",
            "Math.floorMod(i64,i32)",
            "Math.floorMod(i64,i64)"),
        dividing);
  }

  @Test
  void namesTheFunctionOfOursForOneOfTheMathematicalLibrary() {
    assertEquals(Optional.of("exp"), JavaLangMethods.inFn("java.lang.Math.exp"));
    assertEquals(Optional.of("tanh"), JavaLangMethods.inFn("java.lang.StrictMath.tanh"));
    for (String name : List.of("sin", "cos", "tan", "pow", "log", "log1p", "atan2", "cbrt")) {
      assertEquals(Optional.of(name), JavaLangMethods.inFn("java.lang.Math." + name));
    }
    assertEquals(Optional.empty(), JavaLangMethods.inFn("java.lang.Math.random"));
    assertTrue(JavaLangMethods.inFn("java.util.Arrays.fill").isEmpty());
  }
}
