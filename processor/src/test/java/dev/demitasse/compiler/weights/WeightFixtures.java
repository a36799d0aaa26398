package dev.demitasse.compiler.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the bytes of weight files, right ones and wrong ones. */
final class WeightFixtures {

  private WeightFixtures() {}

  /** Returns bytes, given as numbers from -128 to 255. */
  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Returns the given floats, little-endian. */
  static byte[] floats(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  /** Returns a file of version 1.0 in row-major order. */
  static byte[] npy(String descr, String shape, byte... data) {
    return npy(
        1, "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(descr, shape), data);
  }

  /** Returns a file with any text as its header. */
  static byte[] npy(int version, String header, byte... data) {
    byte[] text =
        header.getBytes(version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + lengthBytes + text.length + data.length).order(LITTLE_ENDIAN);
    buffer.put(bytes(0x93, 'N', 'U', 'M', 'P', 'Y', version, 0));
    if (version == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    return buffer.put(text).put(data).array();
  }

  /** Returns an archive of the given entries; method is one of {@link ZipEntry}'s. */
  static byte[] zip(int method, Map<String, byte[]> entries) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(result)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry description = new ZipEntry(entry.getKey());
        CRC32 checksum = new CRC32();
        checksum.update(entry.getValue());
        description.setMethod(method);
        description.setSize(entry.getValue().length);
        description.setCrc(checksum.getValue());
        zip.putNextEntry(description);
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.toByteArray();
  }

  /** Returns a file of the given header and data. */
  static byte[] safetensors(String header, byte... data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length + data.length)
        .order(LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }
}
