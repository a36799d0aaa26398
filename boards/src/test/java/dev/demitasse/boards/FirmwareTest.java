package dev.demitasse.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of firmware that cannot be built, and the files that all of it has. */
class FirmwareTest {
  private static final Board BOARD = Board.CORTEX_M4;
  private static final Path RESOURCES =
      Path.of("src", "main", "resources", "META-INF", "demitasse", "boards").toAbsolutePath();

  @TempDir Path folder;

  private static String message(Class<? extends Exception> type, Executable code) {
    return assertThrows(type, code::run).getMessage();
  }

  /** What may throw. */
  private interface Executable {
    void run() throws Exception;
  }

  @Test
  void namesTheBoardsThereAre() {
    assertEquals(
        "no board is named 'cortex-m5'; there are cortex-m0, cortex-m3, cortex-m4, cortex-m7,"
            + " cortex-m33, cortex-m55, rv32imac",
        message(BoardException.class, () -> Board.of("cortex-m4,cortex-m5")));
  }

  @Test
  void boardsHaveNames() {
    assertEquals(List.of(Board.RV32IMAC, Board.CORTEX_M4), Board.of("rv32imac, cortex-m4"));
    assertEquals(List.of(Board.values()), Board.of("all"));
  }

  @Test
  void showsWhatTheCompilerSays() {
    Selected.require(BOARD);
    String text =
        message(
            BoardException.class,
            () ->
                Firmware.build(
                    BOARD, Programs.of("", "return undeclared;"), Firmware.FLAGS, folder));
    assertTrue(
        text.startsWith(
            "arm-none-eabi-gcc does not accept network.c of 'program' for cortex-m4:\n"),
        text);
    assertTrue(text.contains("error: 'undeclared' undeclared"), text);
  }

  @Test
  void showsWhatTheLinkerSays() {
    Selected.require(BOARD);
    NetworkSources large = Programs.of("static char a[5000000];", "a[x] = 1; return a[3];");
    String text =
        message(BoardException.class, () -> Firmware.build(BOARD, large, Firmware.FLAGS, folder));
    assertTrue(text.contains("does not accept the firmware of 'program' for cortex-m4"), text);
    assertTrue(text.contains("region `RAM' overflowed by"), text);
  }

  @Test
  void refusesFilesOfOneName() throws IOException {
    Selected.require(BOARD);
    List<Path> files = new ArrayList<>();
    for (String place : List.of("a", "b")) {
      files.add(Files.createDirectory(folder.resolve(place)).resolve("same.c"));
    }
    NetworkSources twice = new NetworkSources("twice", "", files, List.of(), List.of(), List.of());
    assertEquals(
        "two C files of 'twice' are compiled to same.o: rename one",
        message(BoardException.class, () -> Firmware.build(BOARD, twice, Firmware.FLAGS, folder)));
  }

  @Test
  void refusesInputsOfOtherSizes() throws IOException {
    Selected.require(BOARD);
    Firmware firmware = Firmware.build(BOARD, Programs.of("", "return 0;"), Firmware.FLAGS, folder);
    assertEquals(
        "'program' on cortex-m4 takes inputs of [4] bytes, but is given [3, 1]",
        message(
            IllegalArgumentException.class,
            () -> firmware.run(List.of(List.of(new byte[3], new byte[1])), Duration.ofSeconds(1))));
  }

  @Test
  void countsTheNetworkOnly() throws IOException {
    Selected.require(BOARD);
    NetworkSources network =
        Programs.of(
            "static const uint8_t table[1000] = {1}; static uint8_t zeros[100], ones[10] = {1};",
            "zeros[x] = 1; ones[x] = table[x]; return zeros[5] + ones[5];");
    Firmware firmware = Firmware.build(BOARD, network, Firmware.FLAGS, folder);
    assertTrue(firmware.flashBytes() >= 1000 && firmware.flashBytes() < 1200, firmware::toString);
    assertTrue(firmware.ramBytes() >= 118 && firmware.ramBytes() < 200, firmware::toString);
  }

  @ParameterizedTest
  @EnumSource(Board.class)
  void memoryIsThatOfTheLinkerScript(Board board) throws IOException {
    String script = Files.readString(RESOURCES.resolve(board.linkerScript()));
    assertEquals(board.flashBytes(), length(script, "FLASH"));
    assertEquals(board.ramBytes(), length(script, "RAM"));
  }

  private static int length(String script, String region) {
    Matcher m = Pattern.compile("\\n  " + region + " .*LENGTH = (\\d+)M\\n").matcher(script);
    assertTrue(m.find(), region);
    return Integer.parseInt(m.group(1)) << 20;
  }

  @ParameterizedTest
  @EnumSource(Board.class)
  void programOnTheBoardCompilesWithoutWarnings(Board board) {
    Selected.require(board);
    List<String> words = new ArrayList<>(List.of(board.toolchain().program("gcc")));
    words.addAll(board.flags());
    words.add(board.toolchain().libraryOption());
    words.addAll(List.of("-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"));
    words.addAll(List.of("-Werror", "-O2", "-c"));
    for (String file : List.of("board_main.c", "board_start.c", board.toolchain().startup())) {
      words.add(RESOURCES.resolve(file).toString());
    }
    assertEquals(new Command.Ended(0, ""), Command.run(folder, words));
  }
}
