package dev.demitasse.compiler.weights;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code .npz}: a ZIP archive in which each entry is a {@code .npy} file. */
final class NpzReader {

  private static final String EXTENSION = ".npy";

  private NpzReader() {}

  static List<WeightArray> read(Cursor file) throws WeightFileException {
    List<WeightArray> arrays = new ArrayList<>();
    for (ZipMember member : ZipReader.members(file)) {
      if (!member.name().endsWith(EXTENSION)) {
        throw member.error("is no .npy file", "leave only arrays in it, as numpy.savez does");
      }
      int stemLength = member.name().length() - EXTENSION.length();
      Cursor entry = file.entry(member.name(), member.unpack());
      arrays.add(NpyReader.read(member.name().substring(0, stemLength), entry));
    }
    return arrays;
  }
}
