package dev.demitasse.crt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A compiler with its options, as one line: {@code gcc -std=c99 -m32}. */
record CCompiler(List<String> command) {
  static final Path ROOT = Path.of("").toAbsolutePath();

  private static final List<String> STRICT =
      List.of("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror");

  /** The compiler of this line, or, where it is not installed, the end of the test: skipped. */
  static CCompiler of(String line) {
    CCompiler compiler = new CCompiler(List.of(line.trim().split(" +")));
    String program = compiler.command.get(0);
    if (System.getenv("CI") == null) {
      assumeTrue(isInstalled(program), program + " is not installed");
      assumeTrue(
          !compiler.command.contains("-m32") || compiler.links32Bit(),
          program + " has no 32-bit libraries (Debian packages: gcc-multilib, g++-multilib)");
    }
    return compiler;
  }

  static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private boolean links32Bit() {
    try {
      Path program = Files.createTempFile("links", "");
      try {
        Process process =
            new ProcessBuilder(command.get(0), "-m32", "-xc", "-", "-o" + program).start();
        try (var source = process.getOutputStream()) {
          source.write("int main(void) { return 0; }".getBytes(StandardCharsets.UTF_8));
        }
        return process.waitFor() == 0;
      } finally {
        Files.delete(program);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles without a warning, all of them on, with our headers. */
  void compile(String... arguments) {
    compile(List.of(arguments));
  }

  void compile(List<String> arguments) {
    assertEquals("", outputOf(line(arguments)));
  }

  private List<String> line(List<String> arguments) {
    return Stream.of(command, STRICT, List.of("-I" + ROOT.resolve("include")), arguments)
        .flatMap(List::stream)
        .toList();
  }

  /** What the program prints, on both streams together; its end must be a success. */
  static String outputOf(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
      return output;
    } catch (IOException e) {
      return fail(command.get(0) + " cannot be started", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The files of a folder of ours with this ending, sorted, as paths. */
  static List<String> files(String folder, String ending) {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
      all.map(Path::toString).filter(file -> file.endsWith(ending)).sorted().forEach(files::add);
    } catch (IOException e) {
      fail(e);
    }
    return files;
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
