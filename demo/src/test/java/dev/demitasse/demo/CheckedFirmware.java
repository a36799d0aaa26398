package dev.demitasse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.demitasse.boards.Board;
import dev.demitasse.tools.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code demitasse check} says of a network in firmware, and what the linker says of the same.
 *
 * @param stack the most that a run may need below its caller
 * @param ram workspace and states
 * @param io inputs and outputs
 * @param flash code and constants
 * @param linkedRam what the arrays in the firmware have that are workspace or states
 * @param linkedIo the same of inputs and outputs
 * @param linkedFlash what the network's object files have in the firmware
 * @param glue what the function takes of the stack that calls the network
 */
record CheckedFirmware(
    long stack,
    long ram,
    long io,
    long flash,
    long linkedRam,
    long linkedIo,
    long linkedFlash,
    long glue) {
  private static final Pattern UNKNOWN = Pattern.compile("(?m)^without what '(\\w+)' takes");
  private static final Pattern GLUE = Pattern.compile("(?m):network_run\t(\\d+)\tstatic$");

  /** A section, its bytes and its object file, behind the address. */
  private static final Pattern LINKED =
      Pattern.compile("(?m)^ (\\S+)\\s+0x[0-9a-f]+\\s+0x([0-9a-f]+) (\\S+\\.o)$");

  /**
   * Checks a network as its developer does.
   *
   * @param folder with the firmware
   * @param report of the network, as the build wrote it
   */
  static CheckedFirmware of(Board board, Path folder, Path report)
      throws IOException, InterruptedException {
    Disassembly program = new Disassembly(board.toolchain(), folder.resolve("firmware.elf"));
    List<String> frames = new ArrayList<>();
    Matcher unknown = UNKNOWN.matcher(check(folder, report, frames));
    while (unknown.find()) {
      String name = unknown.group(1);
      frames.add("--frame=" + name + "=" + program.depth(name).orElse(0L));
    }
    String output = check(folder, report, frames);
    assertFalse(output.contains("\nwithout what "), output);
    String json = Files.readString(folder.resolve("check").resolve("report.json"));
    JsonObject totals = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("totals");
    Map<String, Long> linked = linked(folder);
    return new CheckedFirmware(
        totals.get("stack").getAsLong(),
        totals.get("ram").getAsLong(),
        totals.get("io").getAsLong(),
        totals.get("flash").getAsLong(),
        sum(linked, "\\.s?bss\\.pool_\\w+ network\\.o"),
        sum(linked, "\\.s?bss\\.(input|output)_\\w+ network\\.o"),
        sum(linked, "(?!\\.s?bss)\\S+ tvmgen_\\w+\\.o"),
        glue(folder));
  }

  private static String check(Path folder, Path report, List<String> frames) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "check",
                report.toString(),
                "--su=" + folder,
                "--map=" + folder.resolve("firmware.map"),
                "--output=" + folder.resolve("check")));
    words.addAll(frames);
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int status =
        Tools.commandLine().setOut(writer).setErr(writer).execute(words.toArray(String[]::new));
    assertEquals(0, status, output::toString);
    return output.toString();
  }

  /** The bytes of each section of each object file in the firmware, debugging left out. */
  private static Map<String, Long> linked(Path folder) throws IOException {
    String map = Files.readString(folder.resolve("firmware.map"));
    Map<String, Long> linked = new LinkedHashMap<>();
    int begin = map.indexOf("Linker script and memory map");
    int end = map.indexOf("/DISCARD/", begin);
    Matcher section = LINKED.matcher(map.substring(begin, end));
    while (section.find()) {
      linked.merge(
          section.group(1) + " " + section.group(3),
          Long.parseLong(section.group(2), 16),
          Long::sum);
    }
    return linked;
  }

  private static long sum(Map<String, Long> linked, String which) {
    return linked.entrySet().stream()
        .filter(entry -> entry.getKey().matches(which))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static long glue(Path folder) throws IOException {
    Matcher line = GLUE.matcher(Files.readString(folder.resolve("network.su")));
    assertTrue(line.find());
    return Long.parseLong(line.group(1));
  }
}
