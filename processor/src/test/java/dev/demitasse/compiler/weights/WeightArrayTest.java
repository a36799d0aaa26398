package dev.demitasse.compiler.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightArrayTest {

  @Test
  void elementsAreCopiedInAndOut() {
    byte[] elements = {1, 2};
    var array = new WeightArray("a", ElementType.U8, List.of(2), elements);
    elements[0] = 9;
    array.littleEndian()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, array.littleEndian());
  }

  @Test
  void arraysAreEqualIfNameTypeShapeAndBytesAre() {
    var array = array("a", ElementType.U8, List.of(2), 2);
    assertEquals(array, array("a", ElementType.U8, List.of(2), 2));
    assertEquals(array.hashCode(), array("a", ElementType.U8, List.of(2), 2).hashCode());
    assertNotEquals(array, array("b", ElementType.U8, List.of(2), 2));
    assertNotEquals(array, array("a", ElementType.I8, List.of(2), 2));
    assertNotEquals(array, array("a", ElementType.U8, List.of(2, 1), 2));
    assertNotEquals(array, new WeightArray("a", ElementType.U8, List.of(2), new byte[] {0, 1}));
    assertEquals("a U8[2]", array.toString());
  }

  @Test
  void shapeAndBytesMustFit() {
    array("scalar", ElementType.F64, List.of(), 8);
    array("empty", ElementType.F64, List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, 0), 0);
    assertRefused(List.of(2), 7);
    assertRefused(List.of(-2), 0);
    assertRefused(List.of(-2, -2), 16);
    assertRefused(List.of(-1, 0), 0);
    assertRefused(List.of(1 << 16, 1 << 16, 1 << 16, 1 << 16), 0);
  }

  private static void assertRefused(List<Integer> shape, int bytes) {
    assertThrows(IllegalArgumentException.class, () -> array("a", ElementType.F32, shape, bytes));
  }

  private static WeightArray array(String name, ElementType type, List<Integer> shape, int bytes) {
    return new WeightArray(name, type, shape, new byte[bytes]);
  }
}
