package dev.demitasse.crt;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Messages on a stream: each with its CRC-32 behind it, stuffed so that no byte is zero, between
 * zeros. A damaged frame ends with the next zero and is skipped.
 */
final class Frames {
  private static final int CRC_BYTES = 4;
  private static final int MAX_BLOCK = 254;

  private final InputStream in;
  private final OutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  void send(byte[] message) throws IOException {
    byte[] checked = Arrays.copyOf(message, message.length + CRC_BYTES);
    int crc = crc(message, message.length);
    for (int i = 0; i < CRC_BYTES; i++) {
      checked[message.length + i] = (byte) (crc >>> (8 * i));
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0);
    stuff(checked, frame);
    frame.write(0);
    frame.writeTo(out);
    out.flush();
  }

  /** Returns the next message that is undamaged and has this many bytes at least. */
  byte[] receive(int minimum) throws IOException {
    while (true) {
      byte[] checked = unstuff();
      int length = checked.length - CRC_BYTES;
      if (length >= minimum && crc(checked, length) == crcBehind(checked, length)) {
        return Arrays.copyOf(checked, length);
      }
    }
  }

  /** Blocks of a count and then as many bytes less one, which end where a zero was, or are full. */
  private static void stuff(byte[] bytes, ByteArrayOutputStream frame) {
    int begin = 0;
    boolean more = true;
    while (more) {
      int end = begin;
      while (end < bytes.length && end - begin < MAX_BLOCK && bytes[end] != 0) {
        end++;
      }
      frame.write(end - begin + 1);
      frame.write(bytes, begin, end - begin);
      more = end < bytes.length;
      begin = end - begin < MAX_BLOCK ? end + 1 : end;
    }
  }

  /** Reads up to the next zero. What ends within a block is no frame: nothing is returned. */
  private byte[] unstuff() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean zeroFollows = false;
    for (int code = next(); code != 0; code = next()) {
      if (zeroFollows) {
        bytes.write(0);
      }
      for (int left = code - 1; left > 0; left--) {
        int value = next();
        if (value == 0) {
          return new byte[0];
        }
        bytes.write(value);
      }
      zeroFollows = code <= MAX_BLOCK;
    }
    return bytes.toByteArray();
  }

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("the device has ended the connection");
    }
    return value;
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static int crcBehind(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < CRC_BYTES; i++) {
      crc |= (bytes[length + i] & 0xff) << (8 * i);
    }
    return crc;
  }
}
