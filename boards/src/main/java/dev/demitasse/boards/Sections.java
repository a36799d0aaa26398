package dev.demitasse.boards;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of a program, as {@code firmware.ld} names them.
 *
 * @param bytes the size of each
 */
record Sections(Map<String, Integer> bytes) {
  /** A name, a size and an address. */
  private static final Pattern LINE = Pattern.compile("(?m)^(\\S+)\\s+(\\d+)\\s+\\d+\\s*$");

  static Sections of(Toolchain toolchain, Path program) {
    List<String> words = List.of(toolchain.program("size"), "-A", program.toString());
    Map<String, Integer> bytes = new HashMap<>();
    Matcher line = LINE.matcher(Command.run(program.getParent(), words).output());
    while (line.find()) {
      bytes.put(line.group(1), Integer.valueOf(line.group(2)));
    }
    return new Sections(bytes);
  }

  private int sum(String... names) {
    int sum = 0;
    for (String name : names) {
      sum += bytes.getOrDefault(name, 0);
    }
    return sum;
  }

  int flashBytes() {
    return sum(".text", ".rodata", ".ARM.exidx", ".data");
  }

  int ramBytes() {
    return sum(".data", ".thread", ".bss");
  }
}
