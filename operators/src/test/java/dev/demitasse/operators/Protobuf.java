package dev.demitasse.operators;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one message in protobuf's wire format, field by field. */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Protobuf number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  Protobuf real(int field, float value) {
    varint((long) field << 3 | FIXED_32);
    int bits = Float.floatToRawIntBits(value);
    for (int byteOfIt = 0; byteOfIt < 4; byteOfIt++) {
      out.write(bits >>> (8 * byteOfIt));
    }
    return this;
  }

  Protobuf text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Protobuf value) {
    return bytes(field, value.toByteArray());
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private Protobuf bytes(int field, byte[] value) {
    varint((long) field << 3 | LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    for (; value >>> 7 != 0; value >>>= 7) {
      out.write((int) ((value & 0x7f) | 0x80));
    }
    out.write((int) value);
  }
}
