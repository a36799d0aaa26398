package dev.demitasse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all tensors share: shapes, views, indices, equality, bytes. */
class TensorTest {

  /** {@code [[0, 1, 2], [3, 4, 5]]}. */
  private static F32 matrix() {
    return counting(2, 3);
  }

  private static F32 counting(int... shape) {
    F32 x = F32.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, i);
    }
    return x;
  }

  private static void fails(
      Class<? extends RuntimeException> type, String message, Executable action) {
    assertEquals(message, assertThrows(type, action).getMessage());
  }

  private static void isIllegal(String message, Executable action) {
    fails(IllegalArgumentException.class, message, action);
  }

  private static void isOutOfBounds(String message, Executable action) {
    fails(IndexOutOfBoundsException.class, message, action);
  }

  @Test
  void tellsItsShape() {
    F32 x = F32.zeros(1, 8, 4);
    assertEquals(3, x.rank());
    assertEquals(8, x.dim(1));
    assertEquals(32, x.size());
    assertArrayEquals(new int[] {1, 8, 4}, x.shape());
    assertTrue(x.isContiguous());
  }

  @Test
  void shapeIsNotAnEntrance() {
    int[] shape = {2, 3};
    F32 x = F32.zeros(shape);
    shape[0] = 7;
    x.shape()[1] = 7;
    assertArrayEquals(new int[] {2, 3}, x.shape());
  }

  @Test
  void scalarHasOneElement() {
    F32 x = F32.zeros();
    x.set(0, 3);
    assertEquals(0, x.rank());
    assertEquals(1, x.size());
    assertEquals(3, x.at(0));
    assertEquals(3, x.at(new int[0]));
    assertEquals(x, x.reshape(1).row(0));
    isOutOfBounds("linear index 1 is out of bounds for F32[] of size 1", () -> x.at(1));
  }

  @Test
  void dimMayBeZero() {
    F32 x = F32.zeros(2, 0, 3);
    assertEquals(0, x.size());
    assertTrue(x.transpose(2, 1, 0).isContiguous());
    assertEquals(F32.zeros(0), x.reshape(0));
    assertEquals(F32.zeros(2, 0), x.slice(2, 3, 0).reshape(2, 0));
    isOutOfBounds("linear index 0 is out of bounds for F32[2, 0, 3] of size 0", () -> x.at(0));
  }

  @Test
  void refusesNegativeDims() {
    isIllegal("dim -1 of axis 1 of F32[2, -1] is negative", () -> F32.zeros(2, -1));
  }

  @Test
  void refusesSizesOverInt() {
    isIllegal(
        "size of I8[65536, 32768] is over the limit of 2147483647", () -> I8.zeros(65536, 32768));
    isIllegal(
        "size of I8[65536, 65536] is over the limit of 2147483647", () -> I8.zeros(65536, 65536));
    isIllegal(
        "size of I8[0, 65536, 65536] is over the limit of 2147483647",
        () -> I8.zeros(0, 65536, 65536));
    assertThrows(
        IllegalArgumentException.class, () -> I8.zeros(1).broadcastTo(1 << 20, 1 << 20, 1 << 24));
    assertEquals(1 << 30, I8.zeros(1).broadcastTo(1 << 15, 1 << 15).size());
  }

  @Test
  void indicesAreBoundByTheirAxis() {
    F32 x = F32.zeros(1, 8, 8, 1);
    isOutOfBounds("index 8 is out of bounds for axis 2 of F32[1, 8, 8, 1]", () -> x.at(0, 0, 8, 0));
    isOutOfBounds(
        "index -1 is out of bounds for axis 1 of F32[1, 8, 8, 1]", () -> x.set(0, -1, 0, 0, 1));
    isOutOfBounds(
        "index 1 is out of bounds for axis 3 of F32[1, 8, 8, 1]",
        () -> x.at(new int[] {0, 0, 0, 1}));
    isOutOfBounds(
        "linear index 64 is out of bounds for F32[1, 8, 8, 1] of size 64", () -> x.at(64));
    isOutOfBounds("index 3 is out of bounds for axis 1 of F32[2, 3]", () -> matrix().at(0, 3));
    isOutOfBounds(
        "index 2 is out of bounds for axis 0 of F32[2, 2, 2]",
        () -> F32.zeros(2, 2, 2).at(2, 0, 0));
    isOutOfBounds("index -1 is out of bounds for axis 0 of F32[3]", () -> F32.zeros(3).at(-1));
    isOutOfBounds("axis 2 is out of bounds for F32[2, 3] of rank 2", () -> matrix().dim(2));
  }

  @Test
  void numberOfIndicesIsTheRank() {
    isIllegal(
        "number of indices is 2, but F32[1, 8, 8, 1] has rank 4; "
            + "give one index per axis, or one linear index",
        () -> F32.zeros(1, 8, 8, 1).at(0, 0));
    assertThrows(IllegalArgumentException.class, () -> matrix().at(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> matrix().at(0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> matrix().at(new int[] {0}));
  }

  @Test
  void linearIndexCountsInTheViewsOwnShape() {
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, matrix().transpose(1, 0).toArray());
    assertArrayEquals(new float[] {1, 2, 4, 5}, matrix().slice(1, 1, 2).toArray());
    assertArrayEquals(
        new float[] {4, 4, 4, 5, 5, 5},
        matrix().slice(1, 1, 2).row(1).reshape(2, 1).broadcastTo(2, 3).toArray());
    F32 cube = counting(2, 3, 4);
    F32 turned = cube.transpose(2, 0, 1);
    for (int i = 0; i < turned.size(); i++) {
      assertEquals(turned.at(i / 6, i / 3 % 2, i % 3), turned.at(i));
      assertEquals(cube.at(i / 3 % 2, i % 3, i / 6), turned.at(i));
    }
  }

  @Test
  void allWaysToIndexAgree() {
    F32 x = counting(2, 3, 4, 5);
    assertEquals(((1 * 3 + 2) * 4 + 3) * 5 + 4, x.at(1, 2, 3, 4));
    assertEquals(x.at(1, 2, 3, 4), x.at(new int[] {1, 2, 3, 4}));
    assertEquals(x.at(1, 2, 3, 4), x.row(1).at(2, 3, 4));
    assertEquals(x.at(1, 2, 3, 4), x.row(1).row(2).at(3, 4));
    assertEquals(x.at(1, 2, 3, 4), x.row(1).row(2).row(3).at(4));
    assertEquals(7, counting(1, 1, 2, 2, 2).at(0, 0, 1, 1, 1));
  }

  @Test
  void reshapeKeepsTheOrder() {
    F32 x = matrix().reshape(3, 1, 2);
    assertEquals(3, x.at(1, 0, 1));
    assertEquals(matrix(), x.reshape(2, 3));
    assertEquals(counting(3).at(2), counting(5).slice(0, 0, 3).reshape(1, 3).at(0, 2));
  }

  @Test
  void reshapeRefusesAnotherSize() {
    isIllegal("cannot reshape F32[2, 3] of size 6 to [4] of size 4", () -> matrix().reshape(4));
  }

  @Test
  void reshapeRefusesScatteredElements() {
    F32 turned = matrix().transpose(1, 0);
    assertFalse(turned.isContiguous());
    isIllegal(
        "cannot reshape F32[3, 2]: this view is not contiguous; call copy() first",
        () -> turned.reshape(6));
    assertEquals(F32.of(new float[] {0, 3, 1, 4, 2, 5}, 6), turned.copy().reshape(6));
  }

  @Test
  void strideOfAnAxisOfOneDoesNotMatter() {
    assertTrue(counting(4, 1).transpose(1, 0).isContiguous());
    assertTrue(matrix().slice(0, 1, 1).isContiguous());
    assertFalse(matrix().slice(1, 1, 1).isContiguous());
    assertTrue(F32.zeros(1).broadcastTo(1, 1).isContiguous());
    assertFalse(F32.zeros(1).broadcastTo(2).isContiguous());
  }

  @Test
  void sliceRefusesWhatIsNotThere() {
    isOutOfBounds(
        "slice of 2 from 2 is out of bounds for axis 1 of F32[2, 3]",
        () -> matrix().slice(1, 2, 2));
    isOutOfBounds(
        "slice of 2147483647 from 2 is out of bounds for axis 1 of F32[2, 3]",
        () -> matrix().slice(1, 2, Integer.MAX_VALUE));
    isOutOfBounds(
        "slice of 1 from -1 is out of bounds for axis 0 of F32[2, 3]",
        () -> matrix().slice(0, -1, 1));
    isOutOfBounds(
        "slice of -1 from 1 is out of bounds for axis 0 of F32[2, 3]",
        () -> matrix().slice(0, 1, -1));
    isOutOfBounds(
        "axis -1 is out of bounds for F32[2, 3] of rank 2", () -> matrix().slice(-1, 0, 1));
  }

  @Test
  void transposeNamesEachAxisOnce() {
    for (int[] axes : new int[][] {{0, 0}, {0, 2}, {-1, 0}, {0}, {0, 1, 2}, {}}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> matrix().transpose(axes));
      assertTrue(e.getMessage().startsWith("cannot transpose F32[2, 3]: ["), e.getMessage());
    }
    assertEquals(F32.zeros(), F32.zeros().transpose());
  }

  @Test
  void broadcastAlignsAtTheLastAxis() {
    F32 y = counting(3).broadcastTo(2, 3);
    assertEquals(F32.of(new float[] {0, 1, 2, 0, 1, 2}, 2, 3), y);
    assertEquals(counting(2, 1).broadcastTo(2, 2), F32.of(new float[] {0, 0, 1, 1}, 2, 2));
    assertEquals(F32.zeros(2, 2), F32.zeros().broadcastTo(2, 2));
    assertEquals(F32.zeros(0, 3), F32.zeros(1, 3).broadcastTo(0, 3));
  }

  @Test
  void broadcastRefusesOtherDims() {
    isIllegal(
        "cannot broadcast F32[2, 3] to [2, 4]: dim 3 of axis 1 is neither 1 nor 4",
        () -> matrix().broadcastTo(2, 4));
    isIllegal(
        "cannot broadcast F32[2, 3] to [3]: the result must have at least 2 axes",
        () -> matrix().broadcastTo(3));
    isIllegal("dim -2 of axis 0 of F32[-2, 3] is negative", () -> counting(3).broadcastTo(-2, 3));
  }

  @Test
  void rowLeavesOutTheLeadingAxis() {
    assertEquals(F32.of(new float[] {3, 4, 5}, 3), matrix().row(1));
    assertEquals(F32.of(new float[] {2, 5}, 2), matrix().transpose(1, 0).row(2));
    isOutOfBounds("index 2 is out of bounds for axis 0 of F32[2, 3]", () -> matrix().row(2));
    isOutOfBounds("axis 0 is out of bounds for F32[] of rank 0", () -> F32.zeros().row(0));
  }

  @Test
  void storesThroughViewsAreSeenInTheBase() {
    F32 x = F32.zeros(2, 3);
    x.reshape(6).set(0, 1);
    x.slice(1, 1, 2).set(0, 0, 2);
    x.transpose(1, 0).set(2, 0, 3);
    x.row(1).set(0, 4);
    x.slice(0, 1, 1).slice(1, 1, 1).broadcastTo(1, 9).set(8, 5);
    x.slice(1, 2, 1).transpose(1, 0).row(0).set(1, 6);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, x.toArray());
  }

  @Test
  void storesToTheBaseAreSeenInViews() {
    float[] values = new float[6];
    F32 x = F32.of(values, 2, 3);
    F32 turned = x.transpose(1, 0);
    x.set(1, 2, 7);
    assertEquals(7, turned.at(2, 1));
    assertEquals(7, values[5]);
  }

  @Test
  void copySharesNothing() {
    F32 x = matrix();
    F32 y = x.slice(1, 1, 2).copy();
    assertTrue(y.isContiguous());
    assertEquals(x.slice(1, 1, 2), y);
    y.set(0, 9);
    assertEquals(1, x.at(0, 1));
    assertNotSame(x.toArray(), x.toArray());
  }

  @Test
  void equalMeansTypeShapeAndElements() {
    assertEquals(matrix(), matrix().transpose(1, 0).copy().transpose(1, 0));
    assertEquals(matrix().hashCode(), matrix().transpose(1, 0).copy().transpose(1, 0).hashCode());
    assertNotEquals(matrix(), matrix().reshape(3, 2));
    assertNotEquals(I8.zeros(2), U8.zeros(2));
    assertNotEquals(F32.zeros(1), F32.zeros());
    assertNotEquals(matrix(), F32.zeros(2, 3));
    assertFalse(matrix().equals(null));
  }

  @Test
  void nansAreEqualAndZerosDiffer() {
    F32 nan = F32.of(new float[] {Float.NaN}, 1);
    F32 other = F32.of(new float[] {Float.intBitsToFloat(0xffc00123)}, 1);
    assertEquals(nan, other);
    assertEquals(nan.hashCode(), other.hashCode());
    assertNotEquals(F32.of(new float[] {0.0f}, 1), F32.of(new float[] {-0.0f}, 1));
    F64 wide = F64.of(new double[] {Double.NaN}, 1);
    assertEquals(wide, F64.of(new double[] {Double.longBitsToDouble(0xfff8000000000123L)}, 1));
    assertNotEquals(F64.of(new double[] {0.0}, 1), F64.of(new double[] {-0.0}, 1));
  }

  @Test
  void valuesMustFillTheShape() {
    isIllegal(
        "3 values do not fill F32[2, 2] of size 4; give a shape of size 3",
        () -> F32.of(new float[3], 2, 2));
    isIllegal(
        "3 values do not fill F32[] of size 1; give a shape of size 3", () -> F32.of(new float[3]));
  }

  @ParameterizedTest
  @EnumSource
  void bytesMakeTheSameTensor(ElementType type) {
    byte[] bytes = new byte[6 * type.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (type == ElementType.BOOL ? i % 2 : 37 * i + 130);
    }
    Tensor<?> x = Tensor.ofBytes(type, bytes, 2, 3);
    assertEquals(type, x.elementType());
    assertEquals(type.tensorName(), x.getClass().getSimpleName());
    assertArrayEquals(bytes, x.toBytes());
    assertEquals(x, x.copy());
    assertEquals(x.transpose(1, 0), Tensor.ofBytes(type, x.transpose(1, 0).toBytes(), 3, 2));
    assertNotEquals(x, type.zeros(2, 3));
  }

  @ParameterizedTest
  @EnumSource
  void elementTypeNamesWhatAtReturns(ElementType type) throws NoSuchMethodException {
    Class<?> tensor = type.zeros(1).getClass();
    assertEquals(type.javaName(), tensor.getMethod("at", int.class).getReturnType().getName());
  }

  @Test
  void bytesAreLittleEndianAndKeepNans() {
    assertArrayEquals(new byte[] {4, 3, 2, 1}, I32.of(new int[] {0x01020304}, 1).toBytes());
    assertArrayEquals(new byte[] {0, 0, (byte) 0x80, 0x3f}, F32.of(new float[] {1}, 1).toBytes());
    byte[] nan = {0x23, 1, (byte) 0xc0, (byte) 0xff};
    assertArrayEquals(nan, Tensor.ofBytes(ElementType.F32, nan, 1).toBytes());
  }

  @Test
  void bytesMustFillTheShape() {
    isIllegal(
        "7 bytes do not fill F32[2] of size 2; it needs 8",
        () -> Tensor.ofBytes(ElementType.F32, new byte[7], 2));
  }

  @Test
  void bytesMustFitAnArray() {
    I64 huge = I64.zeros(1).broadcastTo(1 << 28);
    assertThrows(ArithmeticException.class, huge::toBytes);
  }
}
