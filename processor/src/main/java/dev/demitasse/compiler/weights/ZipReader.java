package dev.demitasse.compiler.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the directory of a ZIP archive that is in memory. A comment after the end record, archives
 * in several parts and the 64-bit directory of archives over 4 GB are not supported; NumPy writes
 * none of them at the sizes that matter here.
 */
final class ZipReader {

  private static final int END_BYTES = 22;
  private static final long END_SIGNATURE = 0x06054b50L;

  private ZipReader() {}

  /**
   * Returns the members of the archive, in the order of its directory.
   *
   * @throws WeightFileException also if two members have the same name or share bytes, or if all
   *     together unpack to more than {@link WeightFile#MAX_UNPACKED_BYTES}
   */
  static List<ZipMember> members(Cursor file) throws WeightFileException {
    Cursor end = file.at(file.remaining() - END_BYTES, "the end record of the ZIP archive");
    Cursor record = end.copy();
    if (record.u32() != END_SIGNATURE) {
      throw end.damaged("a ZIP archive would end here: this is none, is cut off, or bytes follow");
    }
    record.skip(6);
    int count = record.u16();
    long size = record.u32();
    long start = record.u32();
    if (start + size != end.position()) {
      throw end.damaged("the directory does not end where the end record begins");
    }
    Cursor directory = file.at(start, "the directory");
    List<ZipMember> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new ZipMember(directory));
    }
    if (directory.position() != end.position()) {
      throw directory.damaged("the directory does not end after " + count + " entries");
    }
    checkNamesAndSizes(members);
    checkDisjoint(members, start);
    return members;
  }

  private static void checkNamesAndSizes(List<ZipMember> members) throws WeightFileException {
    Set<String> names = new HashSet<>();
    long unpacked = 0;
    for (ZipMember member : members) {
      if (!names.add(member.name())) {
        throw member.damaged("is there twice");
      }
      unpacked += member.unpackedBytes();
      if (unpacked > WeightFile.MAX_UNPACKED_BYTES) {
        throw member.error(
            "and those before it unpack to more than %d bytes"
                .formatted(WeightFile.MAX_UNPACKED_BYTES),
            "keep fewer or smaller arrays in one file");
      }
    }
  }

  private static void checkDisjoint(List<ZipMember> members, long directory)
      throws WeightFileException {
    List<ZipMember> fromTheEnd = new ArrayList<>(members);
    fromTheEnd.sort(Comparator.comparingLong(ZipMember::start).reversed());
    long next = directory;
    for (ZipMember member : fromTheEnd) {
      if (member.end() > next) {
        throw member.damaged("runs into what begins at byte " + next);
      }
      next = member.start();
    }
  }
}
