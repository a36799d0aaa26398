package dev.demitasse.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .su} files: what functions take of the stack, as gcc and clang write it with {@code
 * -fstack-usage}. A line has the place of the function, its name, bytes and a kind, with a tab
 * between these; gcc has a column in the place, and signatures of C++.
 */
final class StackUsage {
  private static final Pattern LINE =
      Pattern.compile("(.+)\t(\\d{1,18})\t(static|dynamic|dynamic,bounded|bounded)");
  private static final Pattern PLACE = Pattern.compile("(.*?):(?:\\d+:){1,2}(.+)|(.*):([^:]+)");

  /**
   * What a function takes.
   *
   * @param function its name, with what compilers add to that of a copy: {@code dense.constprop}
   * @param source simple name of the C file that it is in
   * @param isBounded whether it never takes more
   * @param origin the file that says so
   */
  record Frame(String function, String source, long bytes, boolean isBounded, Path origin) {}

  private StackUsage() {}

  /**
   * The frames in a file.
   *
   * @throws InputException if it is of another kind
   */
  static List<Frame> parse(Path file, String text) throws InputException {
    List<Frame> frames = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher fields = LINE.matcher(line);
      Matcher place = PLACE.matcher(fields.matches() ? fields.group(1) : "");
      if (!place.matches()) {
        throw new InputException(
            "'%s', line %d: no place, bytes and kind of a function".formatted(file, number),
            "give what gcc or clang wrote with -fstack-usage");
      }
      frames.add(
          new Frame(
              name(place.group(place.group(1) == null ? 4 : 2)),
              simpleName(place.group(place.group(1) == null ? 3 : 1)),
              Long.parseLong(fields.group(2)),
              !fields.group(3).equals("dynamic"),
              file));
    }
    return frames;
  }

  /** A name without the rest of its signature. */
  private static String name(String function) {
    return function.replaceFirst("\\(.*", "").replaceFirst(".*[\\s*&]", "");
  }

  /** The last part of a path of whichever system. */
  static String simpleName(String path) {
    return path.replaceFirst(".*[/\\\\]", "");
  }
}
