package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of code and constants in object files and programs. */
final class Sections {
  private Sections() {}

  /** A name, a size and an address, as {@code size -A} prints them for each section. */
  private static final Pattern LINE = Pattern.compile("(?m)^(\\S+)\\s+(\\d+)\\s+\\d+\\s*$");

  /**
   * Adds up the sections of some files.
   *
   * @param size the program of binutils
   */
  static Map<Figure, Long> of(String size, Path folder, List<String> files) throws IOException {
    List<String> words = new ArrayList<>(List.of(size, "-A"));
    words.addAll(files);
    return of(Command.run(folder, words));
  }

  /** Adds up what {@code size -A} has printed. */
  static Map<Figure, Long> of(String table) {
    long text = 0;
    long rodata = 0;
    Matcher line = LINE.matcher(table);
    while (line.find()) {
      if (line.group(1).startsWith(".text")) {
        text += Long.parseLong(line.group(2));
      } else if (line.group(1).startsWith(".rodata")) {
        rodata += Long.parseLong(line.group(2));
      }
    }
    return Map.of(Figure.TEXT, text, Figure.RODATA, rodata);
  }
}
