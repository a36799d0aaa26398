package dev.demitasse.compiler.weights;

import static dev.demitasse.compiler.weights.WeightFixtures.bytes;
import static dev.demitasse.compiler.weights.WeightFixtures.floats;
import static dev.demitasse.compiler.weights.WeightFixtures.zip;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Files with a few bytes changed: always read or refused in one line, never another exception. */
class MutatedFilesTest {

  private static final int FILES_OF_EACH_KIND = 5_000;

  private static final byte[] NPY =
      WeightFixtures.npy(
          1,
          "{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3), }",
          floats(1, 2, 3, 4, 5, 6));

  /** Numbers that sizes and offsets like least. */
  private static final int[] HOSTILE = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x10000, 0x7fffffff - 21
  };

  /** Characters that headers are made of. */
  private static final String PUNCTUATION = " ,:(){}[]'\"0123456789-.eE<>|";

  private final Random random = new Random(21);

  @Test
  void npyFiles() {
    assertReadOrRefused("w.npy", NPY, content -> content);
  }

  @Test
  void safetensorsFiles() {
    byte[] content =
        WeightFixtures.safetensors(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1,2],\"data_offsets\":[8,10]}}",
            bytes(0, 0, 0, 0, 0, 0, 0, 0, 1, 0));
    assertReadOrRefused("w.safetensors", content, mutant -> mutant);
  }

  @Test
  void storedNpzFiles() {
    assertReadOrRefused("w.npz", archive(ZipEntry.STORED, NPY), content -> content);
  }

  @Test
  void deflatedNpzFiles() {
    assertReadOrRefused("w.npz", archive(ZipEntry.DEFLATED, NPY), content -> content);
  }

  @Test
  void npzFilesOfMutatedEntries() {
    assertReadOrRefused("w.npz", NPY, entry -> archive(ZipEntry.DEFLATED, entry));
  }

  private static byte[] archive(int method, byte[] entry) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("conv/kernel.npy", entry);
    entries.put("bias.npy", NPY);
    return zip(method, entries);
  }

  private void assertReadOrRefused(String name, byte[] right, UnaryOperator<byte[]> wrap) {
    int read = 0;
    for (int i = 0; i < FILES_OF_EACH_KIND; i++) {
      byte[] content = wrap.apply(mutated(right));
      try {
        WeightFile.parse(name, content);
        read++;
      } catch (WeightFileException e) {
        assertTrue(e.getMessage().matches("'" + name + "'.*, byte \\d+: .+; .+"), e.getMessage());
      }
    }
    assertTrue(read < FILES_OF_EACH_KIND, "all " + name + " files could be read");
  }

  /** Returns a copy with one to three random changes. */
  private byte[] mutated(byte[] content) {
    byte[] mutant = content;
    for (int changes = 1 + random.nextInt(3); changes > 0 && mutant.length > 8; changes--) {
      mutant = changed(mutant);
    }
    return mutant;
  }

  private byte[] changed(byte[] content) {
    byte[] copy = content.clone();
    int at = random.nextInt(content.length - 4);
    switch (random.nextInt(6)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> copy[at] = (byte) PUNCTUATION.charAt(random.nextInt(PUNCTUATION.length()));
      case 3 ->
          ByteBuffer.wrap(copy)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(at, HOSTILE[random.nextInt(HOSTILE.length)]);
      case 4 -> copy = Arrays.copyOf(content, at + random.nextInt(20));
      default -> copy = doubled(content, at);
    }
    return copy;
  }

  /** Returns a copy in which a piece that begins there comes twice. */
  private byte[] doubled(byte[] content, int at) {
    int length = 1 + random.nextInt(content.length - at);
    return ByteBuffer.allocate(content.length + length)
        .put(content, 0, at + length)
        .put(content, at, content.length - at)
        .array();
  }
}
