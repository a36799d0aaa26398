package dev.demitasse.compiler.weights;

import static dev.demitasse.compiler.weights.WeightFixtures.bytes;
import static dev.demitasse.compiler.weights.WeightFixtures.floats;
import static dev.demitasse.compiler.weights.WeightFixtures.npy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.demitasse.ElementType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NpyReaderTest {

  private static final String DAMAGED =
      "; the file is damaged or not what its name says: write or copy it again";

  @Test
  void readsEveryElementTypeInBothByteOrders() throws Exception {
    assertReads(ElementType.F32, "'<f4'", "'>f4'", 4);
    assertReads(ElementType.F64, "'<f8'", "'>f8'", 8);
    assertReads(ElementType.I8, "'|i1'", "'|i1'", 1);
    assertReads(ElementType.U8, "'|u1'", "'|u1'", 1);
    assertReads(ElementType.I16, "'<i2'", "'>i2'", 2);
    assertReads(ElementType.U16, "'<u2'", "'>u2'", 2);
    assertReads(ElementType.I32, "'<i4'", "'>i4'", 4);
    assertReads(ElementType.I64, "'<i8'", "'>i8'", 8);
  }

  private static void assertReads(ElementType type, String little, String big, int size)
      throws WeightFileException {
    byte[] forwards = new byte[2 * size];
    byte[] backwards = new byte[2 * size];
    for (int i = 0; i < size; i++) {
      forwards[i] = backwards[size - 1 - i] = (byte) (0x81 + i);
      forwards[size + i] = backwards[2 * size - 1 - i] = (byte) (0x71 + i);
    }
    var expected = new WeightArray("w", type, List.of(2), forwards);
    assertEquals(expected, parse(npy(little, "(2,)", forwards)));
    assertEquals(expected, parse(npy(big, "(2,)", backwards)));
  }

  @Test
  void readsBools() throws Exception {
    var expected = new WeightArray("w", ElementType.BOOL, List.of(3), bytes(1, 0, 1));
    assertEquals(expected, parse(npy("'|b1'", "(3,)", bytes(1, 0, 1))));
    assertFails(
        "'w.npy', byte 67: bool 1 of the array is 2, not 0 or 1" + DAMAGED,
        npy("'|b1'", "(3,)", bytes(1, 2, 1)));
  }

  @Test
  void readsEveryRank() throws Exception {
    assertEquals(List.of(), parse(npy("'|i1'", "()", bytes(5))).shape());
    assertEquals(List.of(1), parse(npy("'|i1'", "(1,)", bytes(5))).shape());
    assertEquals(List.of(1, 2, 1), parse(npy("'|i1'", "(1, 2, 1,)", bytes(5, 6))).shape());
    assertEquals(List.of(4, 0), parse(npy("'<f8'", "(4, 0)")).shape());
    String ones = "(" + "1,".repeat(ArrayLayout.MAX_RANK) + ")";
    assertEquals(ArrayLayout.MAX_RANK, parse(npy("'|i1'", ones, bytes(5))).shape().size());
  }

  @Test
  void readsEveryVersionAndAnyOrderOfKeys() throws Exception {
    var expected = new WeightArray("w", ElementType.F32, List.of(2), floats(1, 2));
    String header = " {\"shape\":(2,),'fortran_order' : False , 'descr':'<f4'}    \n";
    for (int version = 1; version <= 3; version++) {
      assertEquals(expected, parse(npy(version, header, floats(1, 2))));
    }
  }

  @Test
  void columnMajorBecomesRowMajor() throws Exception {
    var array =
        parse(
            npy(
                1,
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }",
                floats(11, 21, 12, 22, 13, 23)));
    assertArrayEquals(floats(11, 12, 13, 21, 22, 23), array.littleEndian());
  }

  @Test
  void bigEndianColumnMajorOfRankThree() throws Exception {
    byte[] columnMajor = new byte[2 * 24];
    byte[] rowMajor = new byte[2 * 24];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          int value = 100 * i + 10 * j + k;
          columnMajor[2 * (i + 2 * (j + 3 * k)) + 1] = (byte) value;
          rowMajor[2 * ((i * 3 + j) * 4 + k)] = (byte) value;
        }
      }
    }
    String header = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3, 4), }";
    assertArrayEquals(rowMajor, parse(npy(1, header, columnMajor)).littleEndian());
  }

  @Test
  void unsupportedElementTypesAreNamed() {
    for (String descr :
        List.of(
            "'<f2'",
            "'<f16'",
            "'<c8'",
            "'|O'",
            "'<U5'",
            "'|S3'",
            "'<u4'",
            "'<u8'",
            "'<M8[ns]'",
            "'f4'",
            "'=f4'",
            "'|f4'",
            "[('a', '<f4')]",
            "True",
            "(1,)")) {
      assertFails(
          "'w.npy', byte 10: element type "
              + descr
              + " is not supported; convert the array before saving it, for example with"
              + " array.astype('float32')",
          npy(descr, "(1,)", bytes(0, 0, 0, 0)));
    }
  }

  @Test
  void truncationAndGarbageAreTold() {
    byte[] right = npy("'<f4'", "(2,)", floats(1, 2));
    assertFails(
        "'w.npy', byte 67: data of F32[2] needs 8 bytes, but 7 are left" + DAMAGED,
        Arrays.copyOf(right, right.length - 1));
    assertFails(
        "'w.npy', byte 75: 1 bytes follow the end of the array" + DAMAGED,
        Arrays.copyOf(right, right.length + 1));
    assertFails(
        "'w.npy', byte 10: the header needs 57 bytes, but 10 are left" + DAMAGED,
        Arrays.copyOf(right, 20));
    for (int length = 0; length < right.length; length++) {
      byte[] start = Arrays.copyOf(right, length);
      assertThrows(WeightFileException.class, () -> parse(start));
    }
  }

  @Test
  void othersFilesAreToldApart() {
    assertFails(
        "'w.npy', byte 0: this is no .npy data: it does not begin with \\x93NUMPY" + DAMAGED,
        "version https".getBytes(StandardCharsets.UTF_8));
    assertFails(
        "'w.npy', byte 6: version 4.0 of .npy is not supported; save the array as version 1.0, 2.0"
            + " or 3.0, as numpy.save does",
        npy(4, "{}"));
    assertFails(
        "'w.npy', byte 12: a header of 10001 bytes is longer than 10000" + DAMAGED,
        npy(2, " ".repeat(10_001)));
    assertFails(
        "'w.npy', byte 12: the header is not UTF-8 text" + DAMAGED,
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 3, 0, 1, 0, 0, 0, (byte) 0xff});
  }

  @Test
  void headersThatAreNoDictOfTheThreeKeysAreShown() {
    for (String header :
        List.of(
            "",
            "{}",
            "{'descr': '<f4', 'fortran_order': False}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
            "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1L,)}",
            "{'descr': '<f4', 'fortran_order': 0, 'shape': (-1,)}")) {
      String shown = header.length() > 80 ? header.substring(0, 80) + "..." : header;
      assertFails(
          "'w.npy', byte 10: this is no .npy header: " + shown + DAMAGED,
          npy(1, header, bytes(0, 0, 0, 0)));
    }
    assertFails(
        "'w.npy', byte 10: 'fortran_order' is 'True'" + DAMAGED,
        npy(1, "{'descr': '<f4', 'fortran_order': 'True', 'shape': (1,)}"));
  }

  @Test
  void shapesThatMakeNoSenseAreShown() {
    for (String shape : List.of("(3)", "(,)", "(3 4)", "(3,,4)", "(12345678901,)", "False")) {
      assertFails("'w.npy', byte 10: 'shape' is " + shape + DAMAGED, npy("'<f4'", shape));
    }
    for (String shape : List.of("65536, 65536", "2147483648, 1", "0, 2147483647, 2147483647")) {
      assertFails(
          "'w.npy', byte 10: shape ["
              + shape
              + "] has a negative dim or too many elements"
              + DAMAGED,
          npy("'<f4'", "(" + shape + ")"));
    }
    assertFails(
        "'w.npy', byte 10: the shape has 65 dims, more than 64" + DAMAGED,
        npy("'<f4'", "(" + "1,".repeat(64) + "1)"));
    assertThrows(
        WeightFileException.class, () -> parse(npy("'<f4'", "(" + "1,".repeat(4_900) + ")")));
    assertFails(
        "'w.npy', byte 77: data of F64[2147483647] needs 17179869176 bytes, but 0 are left"
            + DAMAGED,
        npy("'<f8'", "(2147483647,) "));
  }

  private static WeightArray parse(byte[] content) throws WeightFileException {
    return WeightFile.parse("w.npy", content).arrays().get("w");
  }

  private static void assertFails(String message, byte[] content) {
    var e = assertThrows(WeightFileException.class, () -> parse(content));
    assertEquals(message, e.getMessage());
  }
}
