package dev.demitasse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TensorTextTest {

  private static I32 counting(int... shape) {
    I32 x = I32.zeros(shape);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, i);
    }
    return x;
  }

  @Test
  void scalarHasNoBrackets() {
    assertEquals("F32[] 2.5", F32.of(new float[] {2.5f}).toString());
  }

  @Test
  void vectorStaysOnOneLine() {
    assertEquals(
        "F32[3] [ 1.0, -2.5,  NaN]", F32.of(new float[] {1, -2.5f, Float.NaN}, 3).toString());
    assertEquals("Bool[2] [false,  true]", Bool.of(new boolean[] {false, true}, 2).toString());
    assertEquals("U8[2] [255,   0]", U8.of(new byte[] {-1, 0}, 2).toString());
  }

  @Test
  void matrixHasOneLinePerRow() {
    assertEquals(
        """
        F32[2, 3]
        [[1.0, 2.0, 3.0],
         [4.0, 5.0, 6.0]]\
        """,
        F32.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).toString());
  }

  @Test
  void viewShowsItsOwnShape() {
    assertEquals(
        """
        I32[3, 2]
        [[0, 3],
         [1, 4],
         [2, 5]]\
        """,
        counting(2, 3).transpose(1, 0).toString());
  }

  @Test
  void outerAxesAreSetApart() {
    assertEquals(
        """
        I32[2, 2, 3]
        [[[ 0,  1,  2],
          [ 3,  4,  5]],

         [[ 6,  7,  8],
          [ 9, 10, 11]]]\
        """,
        counting(2, 2, 3).toString());
  }

  @Test
  void emptyTensorShowsItsShape() {
    assertEquals("F32[0] []", F32.zeros(0).toString());
    assertEquals("F32[2, 0, 3] []", F32.zeros(2, 0, 3).toString());
    assertEquals("I8[2147483647, 0] []", I8.zeros(Integer.MAX_VALUE, 0).toString());
  }

  @Test
  void largeTensorShowsTheEndsOfLongAxes() {
    assertEquals("I32[1000] [  0,   1,   2, ..., 997, 998, 999]", counting(1000).toString());
    assertEquals(
        """
        I32[50, 7]
        [[  0,   1,   2, ...,   4,   5,   6],
         [  7,   8,   9, ...,  11,  12,  13],
         [ 14,  15,  16, ...,  18,  19,  20],
         ...,
         [329, 330, 331, ..., 333, 334, 335],
         [336, 337, 338, ..., 340, 341, 342],
         [343, 344, 345, ..., 347, 348, 349]]\
        """,
        counting(50, 7).toString());
  }

  @Test
  void tensorOf200ElementsIsShownWhole() {
    assertEquals(200, counting(200).toString().split(",").length);
    assertEquals(7, counting(201).toString().split(",").length);
  }
}
