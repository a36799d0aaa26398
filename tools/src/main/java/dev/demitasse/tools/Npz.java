package dev.demitasse.tools;

import dev.demitasse.ElementType;
import dev.demitasse.compiler.weights.WeightArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays as NumPy does: {@code .npy} entries of version 1.0 in a ZIP archive, not
 * compressed, as of the first day that such an archive knows.
 */
final class Npz {
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** The data begin at a multiple of this. */
  private static final int ALIGNMENT = 64;

  /** The bytes before the text of the header. */
  private static final int PREFIX = 10;

  private Npz() {}

  /** The archive of these arrays, each under its name. */
  static byte[] of(List<WeightArray> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (WeightArray array : arrays) {
        byte[] npy = npy(array);
        ZipEntry entry = new ZipEntry(array.name() + ".npy");
        CRC32 checksum = new CRC32();
        checksum.update(npy);
        entry.setTimeLocal(FIRST_DAY);
        entry.setCrc(checksum.getValue());
        entry.setSize(npy.length);
        zip.putNextEntry(entry);
        zip.write(npy);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] npy(WeightArray array) {
    String shape =
        array.shape().stream().map(d -> d + ",").collect(Collectors.joining(" ", "(", ")"));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(descr(array.type()), shape);
    int length = Math.ceilDiv(PREFIX + text.length() + 1, ALIGNMENT) * ALIGNMENT - PREFIX;
    byte[] data = array.littleEndian();
    return ByteBuffer.allocate(PREFIX + length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1))
        .putShort((short) length)
        .put(
            (text + " ".repeat(length - text.length() - 1) + "\n")
                .getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .array();
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case F32 -> "<f4";
      case F64 -> "<f8";
      case I8 -> "|i1";
      case U8 -> "|u1";
      case I16 -> "<i2";
      case U16 -> "<u2";
      case I32 -> "<i4";
      case I64 -> "<i8";
      case BOOL -> "|b1";
    };
  }
}
