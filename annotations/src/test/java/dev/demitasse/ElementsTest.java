package dev.demitasse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Typed access to elements, which every tensor class has for itself. */
class ElementsTest {

  @ParameterizedTest
  @EnumSource
  void storesWhatEveryArityReads(ElementType type) throws ReflectiveOperationException {
    for (int rank = 1; rank <= 4; rank++) {
      int[] shape = {2, 3, 2, 2};
      Tensor<?> x = type.zeros(Arrays.copyOf(shape, rank));
      Object one = one(x);
      Object[] last = {1, 2, 1, 1};
      method(x, "set", rank, true).invoke(x, arguments(last, rank, one));
      assertEquals(one, method(x, "at", rank, false).invoke(x, arguments(last, rank, null)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void storesWhatAnIndexArrayReads(ElementType type) throws ReflectiveOperationException {
    Tensor<?> x = type.zeros(1, 2, 1, 2, 2);
    Object one = one(x);
    int[] index = {0, 1, 0, 1, 0};
    Class<?> element = elementClass(x);
    x.getClass().getMethod("set", int[].class, element).invoke(x, index, one);
    assertEquals(one, x.getClass().getMethod("at", int[].class).invoke(x, (Object) index));
    Object array = x.getClass().getMethod("toArray").invoke(x);
    assertEquals(8, Array.getLength(array));
    assertEquals(one, Array.get(array, 6));
  }

  private static Class<?> elementClass(Tensor<?> x) throws NoSuchMethodException {
    return x.getClass().getMethod("at", int.class).getReturnType();
  }

  /** Returns 1, or true, as a boxed element. */
  private static Object one(Tensor<?> x) throws NoSuchMethodException {
    if (x.elementType() == ElementType.BOOL) {
      return true;
    }
    Object array = Array.newInstance(elementClass(x), 1);
    Array.setByte(array, 0, (byte) 1);
    return Array.get(array, 0);
  }

  private static Method method(Tensor<?> x, String name, int indices, boolean stores)
      throws NoSuchMethodException {
    Class<?>[] parameters = new Class<?>[indices + (stores ? 1 : 0)];
    Arrays.fill(parameters, 0, indices, int.class);
    if (stores) {
      parameters[indices] = elementClass(x);
    }
    return x.getClass().getMethod(name, parameters);
  }

  private static Object[] arguments(Object[] index, int rank, Object value) {
    Object[] arguments = Arrays.copyOf(index, rank + (value == null ? 0 : 1));
    if (value != null) {
      arguments[rank] = value;
    }
    return arguments;
  }

  @Test
  void floatsKeepTheirBits() {
    F32 x = F32.zeros(1);
    x.set(0, -0.0f);
    assertEquals(-0.0f, x.at(0));
    F64 y = F64.of(new double[] {Math.PI}, 1);
    assertEquals(Math.PI, y.copy().at(0));
  }

  @Test
  void u8IsSeenAsInt() {
    U8 x = U8.of(new byte[] {-1, 127, -128}, 3);
    assertArrayEquals(new int[] {255, 127, 128}, x.toArray());
    assertEquals(x, U8.of(new int[] {255, 127, 128}, 3));
    x.set(0, 0x1ff);
    x.set(1, -2);
    assertArrayEquals(new int[] {255, 254, 128}, x.toArray());
  }

  @Test
  void u16IsSeenAsInt() {
    U16 x = U16.of(new short[] {-1, 32767, -32768}, 3);
    assertArrayEquals(new int[] {65535, 32767, 32768}, x.toArray());
    assertEquals(x, U16.of(new int[] {65535, 32767, 32768}, 3));
    x.set(0, 0x1ffff);
    x.set(1, -2);
    assertArrayEquals(new int[] {65535, 65534, 32768}, x.toArray());
  }

  @Test
  void unsignedValuesAreChecked() {
    assertEquals(
        "value 256 at 1 is not in 0 .. 255, the range of U8",
        assertThrows(IllegalArgumentException.class, () -> U8.of(new int[] {0, 256}, 2))
            .getMessage());
    assertEquals(
        "value -1 at 0 is not in 0 .. 65535, the range of U16",
        assertThrows(IllegalArgumentException.class, () -> U16.of(new int[] {-1}, 1)).getMessage());
  }

  @Test
  void ofWrapsItsArray() {
    byte[] raw = {1, 2};
    U8 x = U8.of(raw, 2);
    raw[0] = -1;
    assertEquals(255, x.at(0));
    int[] values = {1, 2};
    U8 y = U8.of(values, 2);
    values[0] = 9;
    assertEquals(1, y.at(0));
    I32 z = I32.of(values, 2);
    z.set(1, 7);
    assertEquals(7, values[1]);
  }

  @Test
  void signedElementsKeepTheirSign() {
    assertEquals(-1, I8.of(new byte[] {-1}, 1).copy().at(0));
    assertEquals(-1, I16.of(new short[] {-1}, 1).copy().at(0));
    assertEquals(-1, I32.of(new int[] {-1}, 1).copy().at(0));
    assertEquals(Long.MIN_VALUE, I64.of(new long[] {Long.MIN_VALUE}, 1).copy().at(0));
  }

  @Test
  void boolReadsAnyByteButZeroAsTrue() {
    Bool x = (Bool) Tensor.ofBytes(ElementType.BOOL, new byte[] {0, 1, (byte) 128}, 3);
    assertFalse(x.at(0));
    assertTrue(x.at(1));
    assertTrue(x.at(2));
    assertArrayEquals(new byte[] {0, 1, 1}, x.toBytes());
  }
}
