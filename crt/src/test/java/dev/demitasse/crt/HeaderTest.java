package dev.demitasse.crt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header compiles without a warning in both languages and with both compilers. */
class HeaderTest {
  private static final Path INCLUDE = Path.of("include").toAbsolutePath();

  private static final String FIRMWARE =
      """
      #include <demitasse/crt.h>
      #include <demitasse/crt.h>
      #include <stdint.h>

      DEMITASSE_CONST_SECTION DEMITASSE_ALIGNED(16) static const int8_t weights[4] = {1, 2, 3, 4};
      DEMITASSE_WORKSPACE_SECTION DEMITASSE_ALIGNED(16) static uint8_t workspace[64];

      typedef char ok_is_zero[DEMITASSE_OK == 0 ? 1 : -1];
      typedef char errors_are_negative[DEMITASSE_TOO_SMALL < 0 ? 1 : -1];

      int32_t run(void);
      int32_t run(void) {
        workspace[0] = (uint8_t)weights[3];
        return (uintptr_t)workspace % 16u == 0u ? DEMITASSE_OK : DEMITASSE_MISALIGNED;
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "gcc,     c,   c99,   gcc",
    "clang,   c,   c99,   clang",
    "g++,     c++, c++17, g++",
    "clang++, c++, c++17, clang",
  })
  void compilesWithoutWarning(String compiler, String language, String standard, String debian)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("firmware"), FIRMWARE);
    List<String> command =
        List.of(
            compiler,
            "-x" + language,
            "-std=" + standard,
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Wconversion",
            "-Wshadow",
            "-Werror",
            "-I" + INCLUDE,
            "-c",
            "-o" + folder.resolve("firmware.o"),
            source.toString());
    Process process = start(command, debian);
    String diagnostics =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), diagnostics);
    assertEquals("", diagnostics);
  }

  private static Process start(List<String> command, String debian) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return fail(command.get(0) + " is not installed (Debian package: " + debian + ")");
    }
  }
}
