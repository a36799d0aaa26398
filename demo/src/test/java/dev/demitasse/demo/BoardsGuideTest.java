package dev.demitasse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.Toolchain;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide to boards says is done: its Java compiles, and its firmware is built and runs. */
class BoardsGuideTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String C = "target/classes/META-INF/demitasse/c";

  @TempDir Path folder;

  private String guide;

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(ROOT.resolve("docs/guide/boards.md"));
  }

  /** The block number {@code i} of a language, from 0. */
  private String block(String language, int i) {
    Matcher blocks = Pattern.compile("(?s)\n```" + language + "\n(.*?)```\n").matcher(guide);
    for (int skipped = 0; skipped <= i; skipped++) {
      assertTrue(blocks.find(), language + " " + skipped);
    }
    return blocks.group(1);
  }

  private record Ended(int status, String output) {}

  private Ended run(String line) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-e", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.onExit().join().exitValue(), output);
  }

  private String succeed(String line) throws IOException {
    Ended ended = run(line);
    assertEquals(0, ended.status(), ended::output);
    return ended.output();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** A project as the guide's: the generated C, a main program, start-up code. */
  private void project(String program) throws IOException {
    Toolchain.ARM
        .missing()
        .filter(missing -> System.getenv("CI") == null)
        .ifPresent(missing -> abort(missing));
    assumeTrue(
        System.getenv("CI") != null || isInstalled(program),
        program + " is not installed (Debian package: " + program + ")");
    copy(Path.of(C), folder.resolve(C));
    copy(
        ROOT.resolve("boards/src/main/resources/META-INF/demitasse/boards"),
        folder.resolve("board"));
    Files.writeString(folder.resolve("main.c"), block("c", 0));
  }

  private static void compileDigits(Path output, String... options) {
    String path = System.getProperty("java.class.path");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                output.toString(),
                "-cp",
                path,
                "-processorpath",
                path,
                "src/main/java/dev/demitasse/demo/Digits.java"));
    arguments.addAll(List.of(options));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  @ParameterizedTest
  @EnumSource(Board.class)
  void tableAndToolchainFileSayWhatTheBoardIs(Board board) throws IOException {
    String flags = String.join(" ", board.flags());
    Pattern row =
        Pattern.compile(
            "\n\\| `%s` \\| [^|]* \\| `%s` \\| `%s` \\|\n"
                .formatted(board.id(), board.machine(), flags));
    assertTrue(row.matcher(guide).find(), row::pattern);
    String file = Files.readString(ROOT.resolve("crt/cmake/toolchains/" + board.id() + ".cmake"));
    assertTrue(file.contains("(DEMITASSE_PROCESSOR_FLAGS \"" + flags + "\")"), file);
  }

  @Test
  void javaCompiles() throws IOException {
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        import dev.demitasse.*;
        import dev.demitasse.boards.*;
        import java.nio.file.Path;
        import java.time.Duration;
        import java.util.List;

        class Example {
          static void run(F32 image) throws Exception {
            %s
          }
        }
        """
            .formatted(block("java", 0)));
    List<String> arguments =
        List.of(
            "-proc:none",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
  }

  @Test
  void makeBuildsFirmware() throws IOException {
    project("make");
    Files.writeString(folder.resolve("Makefile"), block("make", 0));
    succeed("make run");
    assertWeightsAreInTheirSection("firmware.elf");
  }

  private void assertWeightsAreInTheirSection(String firmware) throws IOException {
    String sections = succeed("arm-none-eabi-size -A " + firmware);
    assertTrue(Pattern.compile("(?m)^\\.weights +11\\d{3} ").matcher(sections).find(), sections);
  }

  @Test
  void makeBuildsFirmwareOfOneSource() throws IOException {
    project("make");
    for (String file : List.of("weights.c", "operators.h")) {
      Files.delete(folder.resolve(C).resolve("tvmgen_digits_" + file));
    }
    Path classes = folder.resolve("target/classes");
    compileDigits(classes, "-Ademitasse.amalgamated=on");
    String makefile = block("make", 0);
    assertTrue(makefile.contains(" tvmgen_digits_weights.o"), makefile);
    Files.writeString(folder.resolve("Makefile"), makefile.replace(" tvmgen_digits_weights.o", ""));
    succeed("make run");
    assertWeightsAreInTheirSection("firmware.elf");
  }

  @Test
  void cmakeBuildsFirmware() throws IOException {
    project("cmake");
    Files.writeString(folder.resolve("CMakeLists.txt"), block("cmake", 0));
    for (int i : new int[] {1, 2}) {
      succeed(
          block("sh", i)
              .replace("-S crt ", "-S '" + ROOT.resolve("crt") + "' ")
              .replace("/opt/demitasse", folder.resolve("opt").toString()));
    }
    Matcher qemu = Pattern.compile("qemu-system-arm [^\n]*\\\\\n[^\n]*\n").matcher(guide);
    assertTrue(qemu.find());
    succeed(qemu.group().replace("firmware.elf", "build/firmware.elf"));
    assertWeightsAreInTheirSection("build/firmware.elf");
    Path flags = folder.resolve("build/CMakeFiles/digits.dir/flags.make");
    assertTrue(Files.readString(flags).contains(" -O3 "), flags::toString);
  }

  @Test
  void cmakeSaysWhichNetworkIsMissing() throws IOException {
    project("cmake");
    Files.writeString(
        folder.resolve("CMakeLists.txt"),
        """
        cmake_minimum_required(VERSION 3.19)
        project(Firmware LANGUAGES C)
        add_subdirectory("%s" demitasse)
        demitasse_add_network(words %s words)
        """
            .formatted(ROOT.resolve("crt"), C));
    Ended ended = run("cmake -S . -B build");
    assertEquals(1, ended.status());
    String json = folder.resolve(C).resolve("tvmgen_words.json").toString();
    assertTrue(ended.output().replaceAll("\\s+", "").contains("thereisno" + json), ended::output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "on"})
  void cmakeGivesPackedFunctionsTheirHeaders(String amalgamated) throws IOException {
    project("cmake");
    compileDigits(
        folder,
        "-Ademitasse.entry=packed",
        "-Ademitasse.prefix=acme",
        "-Ademitasse.amalgamated=" + amalgamated);
    Files.writeString(
        folder.resolve("CMakeLists.txt"),
        """
        cmake_minimum_required(VERSION 3.19)
        project(Firmware LANGUAGES C)
        add_subdirectory("%s" demitasse)
        demitasse_add_network(packed META-INF/demitasse/c digits PREFIX acme)
        """
            .formatted(ROOT.resolve("crt")));
    succeed("cmake -S . -B build");
    succeed("cmake --build build --target packed");
  }
}
