package dev.demitasse.compiler.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * A position in the bytes of a weight file, or of one unpacked entry of it. Numbers are read
 * little-endian. Every read is checked, and every complaint begins with the place: the file, the
 * entry or array, and the byte.
 */
final class Cursor {

  private static final int MOST_CHARACTERS_SHOWN = 80;

  private final String place;
  private final ByteBuffer bytes;

  /** Begins at byte 0 of a file. */
  Cursor(String fileName, byte[] content) {
    this(quoted(fileName), ByteBuffer.wrap(content));
  }

  private Cursor(String place, ByteBuffer bytes) {
    this.place = place;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Begins at byte 0 of what an entry of this file unpacks to; offsets count from there. */
  Cursor entry(String name, byte[] content) {
    return new Cursor(place + ", entry " + quoted(name), ByteBuffer.wrap(content));
  }

  /** Returns a cursor at this position that speaks of an array of this file. */
  Cursor array(String name) {
    return new Cursor(place + ", array " + quoted(name), bytes.duplicate());
  }

  /** Returns a cursor at this position that moves on its own. */
  Cursor copy() {
    return new Cursor(place, bytes.duplicate());
  }

  /**
   * Returns a cursor at another position that moves on its own.
   *
   * @param what what is said to be there
   */
  Cursor at(long position, String what) throws WeightFileException {
    if (position < 0 || position > bytes.limit()) {
      throw damaged(
          "%s would be at byte %d, but there are %d bytes"
              .formatted(what, position, bytes.limit()));
    }
    return new Cursor(place, bytes.duplicate().position((int) position));
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  int u16() throws WeightFileException {
    require(Short.BYTES, "a number");
    return Short.toUnsignedInt(bytes.getShort());
  }

  long u32() throws WeightFileException {
    require(Integer.BYTES, "a number");
    return Integer.toUnsignedLong(bytes.getInt());
  }

  /** Reads 64 bits as a signed number. */
  long i64() throws WeightFileException {
    require(Long.BYTES, "a number");
    return bytes.getLong();
  }

  void skip(int count) throws WeightFileException {
    require(count, "what is here");
    bytes.position(bytes.position() + count);
  }

  byte[] bytes(long count, String what) throws WeightFileException {
    require(count, what);
    byte[] result = new byte[(int) count];
    bytes.get(result);
    return result;
  }

  /** Reads text of so many bytes; bytes that are no text in this charset are an error. */
  String text(long count, Charset charset, String what) throws WeightFileException {
    Cursor start = copy();
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes(count, what))).toString();
    } catch (CharacterCodingException e) {
      throw start.damaged(what + " is not " + charset + " text");
    }
  }

  private void require(long count, String what) throws WeightFileException {
    if (count < 0 || count > bytes.remaining()) {
      throw damaged(
          "%s needs %s bytes, but %d are left"
              .formatted(what, Long.toUnsignedString(count), bytes.remaining()));
    }
  }

  /** Complains about the bytes at this position. */
  WeightFileException error(String problem, String fix) {
    return new WeightFileException(place + ", byte " + position() + ": " + problem, fix);
  }

  /** Complains about bytes that no writer means, so that only another file helps. */
  WeightFileException damaged(String problem) {
    return error(problem, "the file is damaged or not what its name says: write or copy it again");
  }

  /** Returns a name from a file as it is shown to people: {@link #shown} between quotes. */
  static String quoted(String name) {
    return "'" + shown(name) + "'";
  }

  /** Returns text from a file as it is shown to people: on one line, and cut if it is long. */
  static String shown(String text) {
    String start =
        text.length() > MOST_CHARACTERS_SHOWN
            ? text.substring(0, MOST_CHARACTERS_SHOWN) + "..."
            : text;
    return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
