package dev.demitasse.operators.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes weight files as NumPy does. */
final class NpzWriter {

  private NpzWriter() {}

  /** Writes float32 arrays of these shapes; their values depend on their names. */
  static void write(Path file, Map<String, int[]> shapes) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, int[]> array : shapes.entrySet()) {
        out.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        out.write(npy(array.getKey(), array.getValue()));
      }
    }
  }

  private static byte[] npy(String name, int[] shape) {
    String extents = Arrays.stream(shape).mapToObj(d -> d + ",").collect(Collectors.joining());
    byte[] header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }\n"
            .formatted(extents)
            .getBytes(StandardCharsets.ISO_8859_1);
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length + size * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
            .putShort((short) header.length)
            .put(header);
    Random random = new Random(name.hashCode());
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) random.nextGaussian());
    }
    return bytes.array();
  }
}
