package dev.demitasse.compiler.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * A position in the bytes of a file, or of one unpacked entry of it. Numbers are read
 * little-endian. Every read is checked, and every complaint begins with the place: the file, the
 * entry or array, and the byte.
 */
public final class Cursor {

  private static final int MOST_CHARACTERS_SHOWN = 80;

  private final String place;
  private final ByteBuffer bytes;

  /** Begins at byte 0 of a file, whose content must not change from now on. */
  public Cursor(String fileName, byte[] content) {
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
    return about("array " + quoted(name));
  }

  /** Returns a cursor at this position whose complaints also name a part of the file. */
  public Cursor about(String part) {
    return new Cursor(place + ", " + part, bytes.duplicate());
  }

  /** Returns a cursor at this position that moves on its own. */
  public Cursor copy() {
    return new Cursor(place, bytes.duplicate());
  }

  /**
   * Returns a cursor at another position that moves on its own.
   *
   * @param what what is said to be there
   */
  public Cursor at(long position, String what) throws WeightFileException {
    if (position < 0 || position > bytes.limit()) {
      throw damaged(
          "%s would be at byte %d, but there are %d bytes"
              .formatted(what, position, bytes.limit()));
    }
    return new Cursor(place, bytes.duplicate().position((int) position));
  }

  /** Returns the offset in the file or entry. */
  public int position() {
    return bytes.position();
  }

  /** Returns how many bytes there are from here to the end. */
  public int remaining() {
    return bytes.remaining();
  }

  /** Reads 8 bits as a signed number. */
  public int i8() throws WeightFileException {
    require(Byte.BYTES, "a number");
    return bytes.get();
  }

  /** Reads 16 bits as an unsigned number. */
  public int u16() throws WeightFileException {
    require(Short.BYTES, "a number");
    return Short.toUnsignedInt(bytes.getShort());
  }

  /** Reads 32 bits as an unsigned number. */
  public long u32() throws WeightFileException {
    require(Integer.BYTES, "a number");
    return Integer.toUnsignedLong(bytes.getInt());
  }

  /** Reads 64 bits as a signed number. */
  public long i64() throws WeightFileException {
    require(Long.BYTES, "a number");
    return bytes.getLong();
  }

  /** Moves on by so many bytes. */
  public void skip(int count) throws WeightFileException {
    require(count, "what is here");
    bytes.position(bytes.position() + count);
  }

  /** Reads so many bytes without copying them; the view cannot be written to. */
  public ByteBuffer slice(long count, String what) throws WeightFileException {
    require(count, what);
    ByteBuffer result = bytes.slice(bytes.position(), (int) count).asReadOnlyBuffer();
    bytes.position(bytes.position() + (int) count);
    return result.order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes(long count, String what) throws WeightFileException {
    require(count, what);
    byte[] result = new byte[(int) count];
    bytes.get(result);
    return result;
  }

  /** Reads text of so many bytes; bytes that are no text in this charset are an error. */
  public String text(long count, Charset charset, String what) throws WeightFileException {
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
  public WeightFileException error(String problem, String fix) {
    return new WeightFileException(place + ", byte " + position() + ": " + problem, fix);
  }

  /** Complains about bytes that no writer means, so that only another file helps. */
  public WeightFileException damaged(String problem) {
    return error(problem, "the file is damaged or not what its name says: write or copy it again");
  }

  /** Returns a name from a file as it is shown to people: {@link #shown} between quotes. */
  public static String quoted(String name) {
    return "'" + shown(name) + "'";
  }

  /** Returns text from a file as it is shown to people: on one line, and cut if it is long. */
  public static String shown(String text) {
    String start =
        text.length() > MOST_CHARACTERS_SHOWN
            ? text.substring(0, MOST_CHARACTERS_SHOWN) + "..."
            : text;
    return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
