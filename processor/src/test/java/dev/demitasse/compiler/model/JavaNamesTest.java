package dev.demitasse.compiler.model;

import static dev.demitasse.compiler.model.Graphs.f32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
  private final JavaNames names = new JavaNames();

  @ParameterizedTest
  @CsvSource({
    "x, x",
    "Identity, identity",
    "model/conv2d/Relu;model/conv2d/BiasAdd;more, conv2dRelu",
    "StatefulPartitionedCall/a_b-c:0, statefulPartitionedCallABC0",
    "a/b/c/d, cD",
    "a//b/;c, aB",
    "1, tensor1",
    "2/conv, tensor2Conv",
    "'', tensor",
    "../;x, tensor",
    "größe, grE",
    "日本, tensor",
    "class, class2",
    "int, int2",
    "true, true2",
    "_, tensor",
    "F32, f32"
  })
  void areWhatTheFirstNameSays(String inFile, String inJava) {
    assertEquals(inJava, names.of(f32(inFile, 1)));
  }

  @Test
  void aTensorKeepsItsName() {
    ModelTensor t = f32("a", 1);
    assertFalse(names.has(t));
    assertEquals("a", names.of(t));
    assertTrue(names.has(t));
    assertEquals("a", names.of(t));
  }

  @Test
  void areDifferent() {
    assertEquals("a", names.of(f32("a", 1)));
    assertEquals("a2", names.of(f32("A", 1)));
    assertEquals("a3", names.of(f32("a;b", 1)));
    assertEquals("b1", names.of(f32("b1", 1)));
    assertEquals("b1_2", names.of(f32("b/1", 1)));
    assertEquals("b1_3", names.of(f32("b-1", 1)));
  }

  @Test
  void thoseOfTheUserComeFirst() {
    names.give(f32("input/1", 1), "x");
    assertEquals("x", names.of(f32("input/1", 1)));
    assertEquals("x2", names.of(f32("x", 1)));
    assertEquals("x3", names.unique("x"));
  }
}
