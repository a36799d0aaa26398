package dev.demitasse.crt;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.crt.TensorType.Element;
import org.junit.jupiter.api.Test;

class DeviceTensorTest {
  @Test
  void elementsComeBackAsTheyWere() {
    assertArrayEquals(new byte[] {-1, 2}, DeviceTensor.i8(new byte[] {-1, 2}, 2).bytes());
    assertArrayEquals(new byte[] {-1, 2}, DeviceTensor.u8(new byte[] {-1, 2}, 2).bytes());
    assertArrayEquals(new short[] {-300, 2}, DeviceTensor.i16(new short[] {-300, 2}, 2).shorts());
    assertArrayEquals(new int[] {1 << 30}, DeviceTensor.i32(new int[] {1 << 30}, 1).ints());
    assertArrayEquals(new long[] {1L << 60}, DeviceTensor.i64(new long[] {1L << 60}).longs());
    assertArrayEquals(new float[] {0.1f}, DeviceTensor.f32(new float[] {0.1f}, 1, 1).floats());
    assertArrayEquals(new double[] {0.1}, DeviceTensor.f64(new double[] {0.1}, 1).doubles());
    boolean[] booleans = {true, false};
    assertArrayEquals(booleans, DeviceTensor.bool(booleans, 2).booleans());
  }

  @Test
  void devicesOfBothByteOrdersAreServed() {
    DeviceTensor one = DeviceTensor.f32(new float[] {1, -2}, 2);
    byte[] big = {0x3f, (byte) 0x80, 0, 0, (byte) 0xc0, 0, 0, 0};
    assertArrayEquals(big, one.bytes(BIG_ENDIAN));
    assertEquals(one, DeviceTensor.of(big, one.type(), BIG_ENDIAN));
    assertEquals(one, DeviceTensor.of(one.bytes(), one.type(), LITTLE_ENDIAN));
    assertArrayEquals(new byte[] {7}, DeviceTensor.u8(new byte[] {7}, 1).bytes(BIG_ENDIAN));
  }

  @Test
  void tensorsAreCopiesAndEqualByValue() {
    byte[] bytes = {1, 2};
    DeviceTensor tensor = DeviceTensor.i8(bytes, 2);
    bytes[0] = 9;
    tensor.bytes()[1] = 9;
    assertArrayEquals(new byte[] {1, 2}, tensor.bytes());
    assertEquals(DeviceTensor.i8(new byte[] {1, 2}, 2), tensor);
    assertNotEquals(DeviceTensor.u8(new byte[] {1, 2}, 2), tensor);
    assertNotEquals(DeviceTensor.i8(new byte[] {1, 2}, 1, 2), tensor);
  }

  @Test
  void shapesMustFitTheValues() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> DeviceTensor.f32(new float[5], 2, 3));
    assertEquals("F32[2, 3] has 24 bytes, not 20", error.getMessage());
    long[][] wrong = {{-1}, {1L << 31}, {1L << 32, 1L << 32}, {Long.MAX_VALUE, 3}};
    for (long[] shape : wrong) {
      assertThrows(IllegalArgumentException.class, () -> TensorType.of(Element.I8, shape));
    }
  }

  @Test
  void elementsHaveOneType() {
    DeviceTensor tensor = DeviceTensor.f32(new float[1], 1);
    IllegalStateException error = assertThrows(IllegalStateException.class, tensor::ints);
    assertEquals("the elements are F32", error.getMessage());
  }
}
