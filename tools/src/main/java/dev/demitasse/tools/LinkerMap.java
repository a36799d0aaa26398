package dev.demitasse.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the map of a linker: which sections of which object files are in the image. Knows those of
 * GNU ld and of LLVM's lld.
 */
final class LinkerMap {
  private static final String GNU = "Linker script and memory map";
  private static final Pattern GNU_OUTPUT = Pattern.compile("(\\S+).*");
  private static final Pattern GNU_SECTION =
      Pattern.compile(" ([^\\s*]\\S*)(?:\\s+0x[0-9a-f]+\\s+0x([0-9a-f]+)\\s+(\\S.*))?");
  private static final Pattern GNU_REST =
      Pattern.compile("\\s+0x[0-9a-f]+\\s+0x([0-9a-f]+)\\s+(\\S.*)");
  private static final Pattern GNU_SYMBOL = Pattern.compile("\\s+0x[0-9a-f]+\\s+([A-Za-z_]\\w*)");
  private static final Pattern LLD =
      Pattern.compile("\\s*VMA\\s+LMA\\s+Size\\s+Align\\s+Out\\s+In.*");
  private static final Pattern LLD_SECTION =
      Pattern.compile("\\s*[0-9a-f]+\\s+[0-9a-f]+\\s+([0-9a-f]+)\\s+\\d+ {9}(\\S.*):\\((.+)\\)");
  private static final Pattern LLD_SYMBOL =
      Pattern.compile("\\s*[0-9a-f]+\\s+[0-9a-f]+\\s+[0-9a-f]+\\s+\\d+ {17}([A-Za-z_]\\w*)");

  /**
   * A part of the image.
   *
   * @param name of the section in the object file
   * @param object the file that it comes from, or the archive with the file in parentheses
   * @param symbols that others can see of what is in it
   */
  record Section(String name, String object, long bytes, Set<String> symbols) {}

  private LinkerMap() {}

  /**
   * The sections in the image, those without bytes left out.
   *
   * @throws InputException if the file is no such map
   */
  static List<Section> parse(Path file, String text) throws InputException {
    List<String> lines = text.lines().toList();
    if (lines.contains(GNU)) {
      return gnu(lines.subList(lines.indexOf(GNU) + 1, lines.size()));
    }
    if (!lines.isEmpty() && LLD.matcher(lines.get(0)).matches()) {
      return lld(lines);
    }
    throw new InputException(
        "'%s' is no map of GNU ld or of lld".formatted(file), "give what -Wl,-Map=FILE wrote");
  }

  /** Behind a name that is too long, the rest is on the next line. */
  private static List<Section> gnu(List<String> lines) {
    List<Section> sections = new ArrayList<>();
    boolean discarded = false;
    String name = "";
    for (String line : lines) {
      Matcher section = GNU_SECTION.matcher(line);
      Matcher rest = GNU_REST.matcher(line);
      if (!name.isEmpty() && rest.matches()) {
        sections.add(section(name, discarded ? "0" : rest.group(1), rest.group(2)));
      } else {
        addSymbol(GNU_SYMBOL.matcher(line), sections);
      }
      name = "";
      if (section.matches() && section.group(2) != null) {
        sections.add(
            section(section.group(1), discarded ? "0" : section.group(2), section.group(3)));
      } else if (section.matches()) {
        name = section.group(1);
      } else if (GNU_OUTPUT.matcher(line).matches()) {
        discarded = line.startsWith("/DISCARD/");
      }
    }
    return filled(sections);
  }

  private static Section section(String name, String bytes, String object) {
    return new Section(name, object, Long.parseLong(bytes, 16), new HashSet<>());
  }

  /** Symbols stand behind the section that they are in. */
  private static void addSymbol(Matcher symbol, List<Section> sections) {
    if (symbol.matches() && !sections.isEmpty()) {
      sections.get(sections.size() - 1).symbols().add(symbol.group(1));
    }
  }

  private static List<Section> filled(List<Section> sections) {
    return sections.stream().filter(section -> section.bytes() > 0).toList();
  }

  private static List<Section> lld(List<String> lines) {
    List<Section> sections = new ArrayList<>();
    for (String line : lines) {
      Matcher section = LLD_SECTION.matcher(line);
      if (section.matches()) {
        sections.add(section(section.group(3), section.group(1), section.group(2)));
      } else {
        addSymbol(LLD_SYMBOL.matcher(line), sections);
      }
    }
    return filled(sections);
  }
}
