package dev.demitasse.boards;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the program on a board has printed: a name and a hexadecimal number on each line. Other
 * lines are the emulator's.
 *
 * @param text all of it
 */
record Console(String text) {

  List<Long> numbers(String name) {
    return Pattern.compile("(?m)^" + name + " ([0-9a-f]{1,15})$")
        .matcher(text)
        .results()
        .map(line -> Long.parseLong(line.group(1), 16))
        .toList();
  }

  boolean has(String name) {
    return !numbers(name).isEmpty();
  }

  /** The first number of this name, which is there. */
  long number(String name) {
    return numbers(name).get(0);
  }
}
