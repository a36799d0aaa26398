package dev.demitasse.boards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every board measures, and what it says if something goes wrong. */
class RunTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** One tick of the slowest counter. */
  private static final long TICK = 50;

  @TempDir Path folder;

  static List<Board> boards() {
    return Selected.boards();
  }

  private Run run(Board board, NetworkSources network, List<List<byte[]>> inputs)
      throws IOException {
    Selected.require(board);
    return Firmware.build(board, network, List.of("-std=gnu99", "-O2", "-Wall", "-Werror"), folder)
        .run(inputs, TIMEOUT);
  }

  private Run run(Board board, String declarations, String body) throws IOException {
    return run(board, Programs.of(declarations, body), List.of(Programs.input(1)));
  }

  private String failure(Board board, String declarations, String body) {
    return assertThrows(BoardException.class, () -> run(board, declarations, body)).getMessage();
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void countsInstructionsWithinATick(Board board) throws IOException {
    String loop =
        board.toolchain() == Toolchain.ARM
            ? ".syntax unified\\n .balign 8\\n 1: nop\\n nop\\n subs %0, #1\\n bne 1b"
            : "1: nop\\n nop\\n addi %0, %0, -1\\n bnez %0, 1b";
    String body =
        """
        unsigned n = 2500000u * (unsigned)x;
        __asm__ volatile("%s" : "+r"(n) : : "cc");
        return 0;
        """
            .formatted(loop);
    List<List<byte[]>> inputs =
        List.of(Programs.input(1), Programs.input(2), Programs.input(1), Programs.input(7));
    List<Long> instructions = run(board, Programs.of("", body), inputs).instructions();
    long[] expected = {10_000_000, 20_000_000, 10_000_000, 70_000_000};
    assertEquals(expected.length, instructions.size());
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Math.abs(instructions.get(i) - expected[i]) <= TICK, instructions::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void findsTheDeepestStack(Board board) throws IOException {
    String deep =
        """
        static int32_t __attribute__((noinline)) deep(int32_t bytes) {
          volatile uint8_t array[bytes];
          for (int32_t i = 0; i < bytes; i++) {
            array[i] = 1;
          }
          return array[bytes - 1];
        }
        """;
    List<List<byte[]>> inputs = List.of(Programs.input(1), Programs.input(100), Programs.input(2));
    Run run = run(board, Programs.of(deep, "return deep(x * 100) - 1;"), inputs);
    assertTrue(run.stackBytes() >= 10_000 && run.stackBytes() <= 10_100, run::toString);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void keepsWhatTheNetworkKeeps(Board board) throws IOException {
    String kept = "static int32_t sum = 1000;";
    List<List<byte[]>> inputs = List.of(Programs.input(1), Programs.input(10));
    Run run = run(board, Programs.of(kept, "sum += x; y = sum; return 0;"), inputs);
    assertArrayEquals(new byte[] {(byte) 1001, 1001 >> 8, 0, 0}, run.outputs().get(0).get(0));
    assertArrayEquals(new byte[] {(byte) 1011, 1011 >> 8, 0, 0}, run.outputs().get(1).get(0));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void hasTheLibraryWithItsErrors(Board board) throws IOException {
    String library = "#include <errno.h>\n#include <math.h>\n";
    String body =
        """
        volatile int *error = &errno;
        volatile float v = -(float)x;
        *error = x;
        v = sqrtf(v);
        return v == v || errno == 0;
        """;
    run(board, library, body);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void leavesWhatToolsRead(Board board) throws IOException {
    run(board, "", "y = x; return 0;");
    assertContains(Files.readString(folder.resolve("firmware.map")), "network_run");
    assertContains(Files.readString(folder.resolve("network.su")), "network_run");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void saysWhatTheNetworkReturned(Board board) {
    assertEquals(
        "'program' on " + board.id() + " returned -5 instead of 0",
        failure(board, "", "return -5 * x;"));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void explainsAStackThatIsTooSmall(Board board) {
    String endless =
        """
        static int32_t __attribute__((noinline)) endless(int32_t n) {
          volatile int32_t array[100];
          array[n % 100] = n;
          return x == 0 ? n : endless(n + 1) + array[n % 50];
        }
        """;
    assertContains(
        failure(board, endless, "return endless(x);"), "its stack of 65536 bytes is too small");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void explainsAStoreToAConstant(Board board) {
    String text =
        failure(
            board,
            "static const int32_t table[4] = {1, 2, 3, 4};",
            "*(volatile int32_t *)(uintptr_t)(table + x) = 7; return 0;");
    assertContains(text, "'program' on " + board.id() + " crashed: ");
    assertContains(
        text,
        board.toolchain() == Toolchain.ARM
            ? "access to memory that is protected ("
            : "store to where nothing may be written (");
    assertContains(text, "in network_run\n  pc ");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void explainsAnUndefinedInstruction(Board board) {
    String instruction = board.toolchain() == Toolchain.ARM ? "udf #1" : "unimp";
    assertContains(
        failure(board, "", "__asm__ volatile(\"%s\"); return 0;".formatted(instruction)),
        "crashed: undefined instruction");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void refusesUnalignedAccessesAsACortexM0Does(Board board) throws IOException {
    String declarations =
        "static int32_t words[2]; static volatile uintptr_t address = (uintptr_t)words;";
    String body = "address += (uintptr_t)x; y = *(volatile int32_t *)address; return 0;";
    if (board == Board.CORTEX_M0) {
      assertContains(failure(board, declarations, body), "crashed: unaligned access");
    } else {
      run(board, declarations, body);
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void givesUpInTime(Board board) throws IOException {
    Selected.require(board);
    NetworkSources endless =
        Programs.of("", "for (volatile int i = 0; x != 0; i = 1) {} return 0;");
    Firmware firmware = Firmware.build(board, endless, Firmware.FLAGS, folder);
    List<List<byte[]>> inputs = Collections.singletonList(Programs.input(1));
    assertEquals(
        "'program' on " + board.id() + " did not come to its end in 1 s",
        assertThrows(BoardException.class, () -> firmware.run(inputs, Duration.ofSeconds(1)))
            .getMessage());
  }
}
