package dev.demitasse.compiler.weights;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One packed file of a ZIP archive, as its record in the directory describes it. Of the second
 * record, beside the data, only the name is read: its sizes may be missing.
 */
final class ZipMember {

  private static final long DIRECTORY_SIGNATURE = 0x02014b50L;
  private static final long LOCAL_SIGNATURE = 0x04034b50L;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Deflated data never unpack to more than this many times their length. */
  private static final int MOST_INFLATION = 1032;

  private final Cursor record;
  private final int method;
  private final long checksum;
  private final long packedBytes;
  private final long unpackedBytes;
  private final String name;
  private final long start;
  private final Cursor data;

  /** Reads one record of the directory, which leaves the cursor after it, and finds the data. */
  ZipMember(Cursor directory) throws WeightFileException {
    record = directory.copy();
    if (directory.u32() != DIRECTORY_SIGNATURE) {
      throw record.damaged("no directory entry of a ZIP archive begins here");
    }
    directory.skip(4);
    int flags = directory.u16();
    method = directory.u16();
    directory.skip(4);
    checksum = directory.u32();
    packedBytes = directory.u32();
    unpackedBytes = directory.u32();
    int nameBytes = directory.u16();
    int moreBytes = directory.u16() + directory.u16();
    directory.skip(8);
    start = directory.u32();
    name = directory.text(nameBytes, StandardCharsets.UTF_8, "the name of an entry");
    directory.skip(moreBytes);
    checkPacking(flags);
    data = data();
  }

  private void checkPacking(int flags) throws WeightFileException {
    if ((flags & ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
      throw error(
          "is encrypted or compressed by method " + method + ", which is not supported",
          "write the file with numpy.savez or numpy.savez_compressed");
    }
    long mostBytes = method == STORED ? packedBytes : packedBytes * MOST_INFLATION;
    if (unpackedBytes > mostBytes) {
      throw damaged("cannot unpack %d bytes to %d".formatted(packedBytes, unpackedBytes));
    }
  }

  private Cursor data() throws WeightFileException {
    Cursor local = record.at(start, "entry " + Cursor.quoted(name));
    boolean found = local.u32() == LOCAL_SIGNATURE;
    local.skip(22);
    int nameBytes = local.u16();
    int moreBytes = local.u16();
    if (!found || !local.text(nameBytes, StandardCharsets.UTF_8, "its name").equals(name)) {
      throw damaged("does not begin at byte " + start);
    }
    local.skip(moreBytes);
    return local;
  }

  /** Returns its name in the archive. */
  String name() {
    return name;
  }

  /** Returns the offset in the archive at which it begins. */
  long start() {
    return start;
  }

  /** Returns the offset in the archive after its last byte. */
  long end() {
    return data.position() + packedBytes;
  }

  /** Returns how many bytes it unpacks to: stated and credible, not yet confirmed. */
  long unpackedBytes() {
    return unpackedBytes;
  }

  /** Returns what it unpacks to. */
  byte[] unpack() throws WeightFileException {
    byte[] packed = data.copy().bytes(packedBytes, "entry " + Cursor.quoted(name));
    byte[] unpacked = method == STORED ? packed : inflate(packed);
    CRC32 actual = new CRC32();
    actual.update(unpacked);
    if (unpacked.length != unpackedBytes || actual.getValue() != checksum) {
      throw damaged("does not unpack to the stated length and checksum");
    }
    return unpacked;
  }

  private byte[] inflate(byte[] packed) throws WeightFileException {
    byte[] unpacked = new byte[(int) unpackedBytes];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int length = inflater.inflate(unpacked);
      int excess = inflater.inflate(new byte[1]);
      if (length + excess == unpacked.length
          && inflater.finished()
          && inflater.getRemaining() == 0) {
        return unpacked;
      }
      throw damaged("has compressed data that do not end where they should");
    } catch (DataFormatException e) {
      throw damaged("has compressed data that are broken: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Complains about this entry, at its record in the directory. */
  WeightFileException error(String problem, String fix) {
    return record.error("entry " + Cursor.quoted(name) + " " + problem, fix);
  }

  /** Complains about this entry as {@link Cursor#damaged} does. */
  WeightFileException damaged(String problem) {
    return record.damaged("entry " + Cursor.quoted(name) + " " + problem);
  }
}
