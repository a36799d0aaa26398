package dev.demitasse.compiler.weights;

import static dev.demitasse.compiler.weights.WeightFixtures.bytes;
import static dev.demitasse.compiler.weights.WeightFixtures.floats;
import static dev.demitasse.compiler.weights.WeightFixtures.npy;
import static dev.demitasse.compiler.weights.WeightFixtures.zip;
import static java.util.zip.ZipEntry.DEFLATED;
import static java.util.zip.ZipEntry.STORED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.demitasse.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NpzReaderTest {

  /**
   * As NumPy 1.24 writes it, with its 64-bit sizes beside the data: {@code
   * savez_compressed(**{'conv1/kernel': asfortranarray(arange(6, dtype='<f4').reshape(2, 3)),
   * 'flags': array([True, False, True])})}.
   */
  private static final String BY_NUMPY =
      """
      UEsDBBQAAAAIAAAAIQDOLODTVgAAAJgAAAAQABQAY29udjEva2VybmVsLm5weQEAEACYAAAAAAAA
      AFYAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSDykqTQUK
      F2ckFqQCuRpGOgrGmjoKtQrkAy4GMHBwYGBosAdiBxCHgWGBAwBQSwMEFAAAAAgAAAAhABaTjLtH
      AAAAgwAAAAkAFABmbGFncy5ucHkBABAAgwAAAAAAAABHAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxc
      pG6loF6TZKiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6mjoKtQoUAC5GBkYAUEsB
      AhQDFAAAAAgAAAAhAM4s4NNWAAAAmAAAABAAAAAAAAAAAAAAAIABAAAAAGNvbnYxL2tlcm5lbC5u
      cHlQSwECFAMUAAAACAAAACEAFpOMu0cAAACDAAAACQAAAAAAAAAAAAAAgAGYAAAAZmxhZ3MubnB5
      UEsFBgAAAAACAAIAdQAAABoBAAAAAA==
      """;

  /** Offsets in a record of a ZIP archive's directory. */
  private static final int FLAGS = 8;

  private static final int METHOD = 10;
  private static final int PACKED = 20;
  private static final int UNPACKED = 24;
  private static final int START = 42;

  private static final byte[] BIAS = npy("'<f4'", "(2,)", floats(1, 2));

  @Test
  void readsWhatNumpyWrites() throws Exception {
    var arrays = parse(Base64.getMimeDecoder().decode(BY_NUMPY));
    assertEquals(
        List.of(
            new WeightArray(
                "conv1/kernel", ElementType.F32, List.of(2, 3), floats(0, 1, 2, 3, 4, 5)),
            new WeightArray("flags", ElementType.BOOL, List.of(3), bytes(1, 0, 1))),
        List.copyOf(arrays.values()));
  }

  @Test
  void readsStoredAndDeflatedEntriesInTheirOrder() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : List.of("z", "a/\u00e9", "m", "", "b")) {
      entries.put(name + ".npy", BIAS);
    }
    for (int method : new int[] {STORED, DEFLATED}) {
      var arrays = parse(zip(method, entries));
      assertEquals(List.of("z", "a/\u00e9", "m", "", "b"), List.copyOf(arrays.keySet()));
      assertEquals(
          new WeightArray("m", ElementType.F32, List.of(2), floats(1, 2)), arrays.get("m"));
    }
    assertEquals(Map.of(), parse(zip(STORED, Map.of())));
  }

  @Test
  void errorsInsideAnEntryNameIt() {
    assertFails(
        "'w.npz', entry 'bias.npy', byte 10: element type '<f2' is not supported",
        zip(DEFLATED, Map.of("bias.npy", npy("'<f2'", "(1,)", bytes(0, 0)))));
    assertFails(
        "'w.npz', byte 46: entry 'notes.txt' is no .npy file",
        zip(STORED, Map.of("notes.txt", bytes('h', 'i', '!', '!', '!', '!', '!'))));
  }

  @Test
  void everyTruncationAndAnyGarbageIsRefused() {
    byte[] right = zip(DEFLATED, Map.of("bias.npy", BIAS));
    for (int length = 0; length < right.length; length++) {
      byte[] start = Arrays.copyOf(right, length);
      assertThrows(WeightFileException.class, () -> parse(start));
    }
    assertFails(
        "'w.npz', byte " + (right.length - 21) + ": a ZIP archive would end here: this is none",
        Arrays.copyOf(right, right.length + 1));
  }

  @Test
  void changedDataIsRefused() {
    byte[] content = zip(STORED, Map.of("bias.npy", BIAS));
    content[30 + 8 + BIAS.length - 1] ^= 1;
    assertFails("entry 'bias.npy' does not unpack to the stated length and checksum", content);
  }

  @Test
  void unsupportedPackingIsRefused() {
    byte[] content = zip(STORED, Map.of("bias.npy", BIAS));
    assertFails(
        "is encrypted or compressed by method 12, which is not supported; write the file with"
            + " numpy.savez or numpy.savez_compressed",
        patched(content, METHOD, 12));
    assertFails("is encrypted or compressed by method 0", patched(content, FLAGS, 0x0001));
  }

  @Test
  void sizesThatCannotBeAreRefusedBeforeMemoryIsTaken() {
    byte[] content = zip(DEFLATED, Map.of("bias.npy", BIAS));
    assertFails("entry 'bias.npy' cannot unpack", patched(content, UNPACKED, -1));
    assertFails("entry 'bias.npy' runs into what begins at", patched(content, PACKED, -1));
    assertFails("do not end where they should", patched(content, UNPACKED, BIAS.length - 1));
    assertFails("do not end where they should", patched(content, UNPACKED, BIAS.length + 1));
    assertFails("do not end where they should", patched(content, UNPACKED, 0));
  }

  @Test
  void archivesThatUnpackToTooMuchAreRefused() {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    byte[] content = zip(DEFLATED, Map.of("bias.npy", noise));
    assertFails(
        "entry 'bias.npy' and those before it unpack to more than 268435456 bytes; keep fewer or"
            + " smaller arrays in one file",
        patched(content, UNPACKED, WeightFile.MAX_UNPACKED_BYTES + 1));
  }

  @Test
  void entriesMustNotShareBytes() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.npy", BIAS);
    entries.put("b.npy", BIAS);
    byte[] content = zip(STORED, entries);
    int more = BIAS.length + 1;
    assertFails(
        "entry 'a.npy' runs into what begins at byte " + (30 + 5 + BIAS.length),
        patched(patched(content, PACKED, more), UNPACKED, more));
  }

  @Test
  void entriesMustBeWhereTheDirectorySays() {
    byte[] content = zip(STORED, Map.of("bias.npy", BIAS));
    assertFails("entry 'bias.npy' does not begin at byte 1", patched(content, START, 1));
    assertFails(
        "entry 'bias.npy' would be at byte 4294967295, but there are", patched(content, START, -1));
    byte[] renamed = content.clone();
    renamed[30] = 'B';
    assertFails("entry 'bias.npy' does not begin at byte 0", renamed);
  }

  @Test
  void namesMustDiffer() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("w1.npy", BIAS);
    entries.put("w2.npy", BIAS);
    String archive = new String(zip(STORED, entries), StandardCharsets.ISO_8859_1);
    assertFails(
        "entry 'w1.npy' is there twice",
        archive.replace("w2.npy", "w1.npy").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns a copy with another number at an offset of the first record of the directory. */
  private static byte[] patched(byte[] archive, int offset, int value) {
    ByteBuffer copy = ByteBuffer.wrap(archive.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int directory = copy.getInt(archive.length - 6);
    if (offset == FLAGS || offset == METHOD) {
      copy.putShort(directory + offset, (short) value);
    } else {
      copy.putInt(directory + offset, value);
    }
    return copy.array();
  }

  private static Map<String, WeightArray> parse(byte[] content) throws WeightFileException {
    return WeightFile.parse("w.npz", content).arrays();
  }

  private static void assertFails(String part, byte[] content) {
    var e = assertThrows(WeightFileException.class, () -> parse(content));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
