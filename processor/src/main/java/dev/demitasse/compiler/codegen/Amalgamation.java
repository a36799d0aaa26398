package dev.demitasse.compiler.codegen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one header and one source of the files of a network: what was in a header is in the header,
 * what was in a source is in the source, and every symbol is as visible as before. (Operators that
 * were static would be inlined where they are called once, which saves some code, but costs the
 * stack of all of them at once, and the names by which tools know them.)
 */
final class Amalgamation {

  /** The ends of the names of headers, each behind what it needs. */
  private static final List<String> HEADERS = List.of(".h", "_operators.h", "_packed.h");

  /** The ends of the names of sources; the last changes how the compiler takes what follows. */
  private static final List<String> SOURCES = List.of("_weights.c", "_packed.c", ".c");

  private Amalgamation() {}

  /**
   * The two files.
   *
   * @param prefix what the names of all files begin with
   * @param files by their names
   */
  static Map<String, String> of(String prefix, Map<String, String> files) {
    Map<String, String> two = new LinkedHashMap<>();
    two.put(prefix + ".h", joined(prefix, HEADERS, files).collect(Collectors.joining("\n")));
    two.put(
        prefix + ".c",
        Stream.concat(
                Stream.of("#include \"%s.h\"\n".formatted(prefix)), joined(prefix, SOURCES, files))
            .collect(Collectors.joining("\n")));
    return two;
  }

  /** The files with these ends, without what includes one of ours. */
  private static Stream<String> joined(
      String prefix, List<String> ends, Map<String, String> files) {
    Pattern own = Pattern.compile("(?m)^#include \"" + prefix + "\\w*\\.h\"\n\n?");
    return ends.stream()
        .map(end -> files.get(prefix + end))
        .filter(Objects::nonNull)
        .map(text -> own.matcher(text).replaceAll(""));
  }
}
