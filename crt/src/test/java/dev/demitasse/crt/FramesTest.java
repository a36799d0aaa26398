package dev.demitasse.crt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static byte[] framed(byte[] message) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    new Frames(InputStream.nullInputStream(), stream).send(message);
    return stream.toByteArray();
  }

  private static Frames reading(byte[] stream) {
    return new Frames(new ByteArrayInputStream(stream), OutputStream.nullOutputStream());
  }

  /** The example of the guide. */
  @Test
  void frameOfHello() throws IOException {
    assertEquals("000701012813c52f00", HexFormat.of().formatHex(framed(new byte[] {1, 1})));
  }

  @Test
  void messagesOfAnyBytesAndLengthsArrive() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    byte[][] messages = new byte[1100][];
    for (int length = 0; length < messages.length; length++) {
      messages[length] = new byte[length];
      random.nextBytes(messages[length]);
      if (length % 3 == 0) {
        for (int i = 0; i < length; i++) {
          messages[length][i] |= 1;
        }
      }
      stream.write(framed(messages[length]));
    }
    Frames frames = reading(stream.toByteArray());
    for (byte[] message : messages) {
      assertArrayEquals(message, frames.receive(0));
    }
    assertThrows(EOFException.class, () -> frames.receive(0));
  }

  @Test
  void whatIsNoFrameIsSkipped() throws IOException {
    byte[] good = framed("good".getBytes(US_ASCII));
    byte[] damaged = framed("damaged".getBytes(US_ASCII));
    damaged[3] ^= 1;
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write("printed text\n".getBytes(US_ASCII));
    stream.write(damaged);
    stream.write(framed(new byte[] {1}));
    stream.write(good, 0, 4);
    stream.write(new byte[] {0, 1, 0, 5, 1, 0});
    stream.write(good);
    assertEquals("good", new String(reading(stream.toByteArray()).receive(2), US_ASCII));
  }
}
