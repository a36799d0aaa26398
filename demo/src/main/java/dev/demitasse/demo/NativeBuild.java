package dev.demitasse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The generated C and the program around it, built for this computer by {@code $CC} or {@code cc}.
 *
 * @param generated the folder of the generated C
 * @param main the program that calls it
 * @param objects an existing folder for object files and the program
 */
record NativeBuild(Path generated, Path main, Path objects) {
  /** What the C is compiled with. */
  static final List<String> FLAGS =
      List.of(
          "-std=c99",
          "-O2",
          "-Wall",
          "-Wextra",
          "-Wpedantic",
          "-Wconversion",
          "-Wshadow",
          "-Werror");

  private static final String INSTALL = "install a C compiler (Debian package: gcc), or set CC";

  /**
   * The sizes of the sections of an object file in bytes, as {@code size} of binutils adds them up.
   *
   * @param text machine code, constants and tables for unwinding
   * @param data variables that begin with a value
   * @param bss variables that begin as zero
   */
  record Size(int text, int data, int bss) {}

  /** Returns the name and version of the C compiler, as it gives them itself. */
  String compiler() throws IOException, InterruptedException {
    List<String> words = command();
    words.add("--version");
    return Command.run(words, INSTALL).lines().findFirst().orElse(words.get(0));
  }

  /** Compiles every file and links the program; any warning is an error. Returns the program. */
  Path program() throws IOException, InterruptedException {
    List<Path> sources = sources();
    sources.add(main);
    Path program = objects.resolve("digits");
    List<String> link = command();
    for (Path source : sources) {
      compile(source);
      link.add(object(source).toString());
    }
    link.addAll(List.of("-o", program.toString(), "-lm"));
    Command.run(link, INSTALL);
    return program;
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(generated)) {
      return new ArrayList<>(files.filter(f -> f.toString().endsWith(".c")).sorted().toList());
    }
  }

  /** Returns the size of what one generated file was compiled to. */
  Size size(String source) throws IOException, InterruptedException {
    String table =
        Command.run(
            List.of("size", object(generated.resolve(source)).toString()),
            "install binutils (Debian package: binutils)");
    String[] cells = table.lines().skip(1).findFirst().orElseThrow().trim().split("\\s+", -1);
    return new Size(
        Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), Integer.parseInt(cells[2]));
  }

  private void compile(Path source) throws IOException, InterruptedException {
    List<String> words = command();
    words.addAll(FLAGS);
    words.addAll(List.of("-I", generated.toString(), "-c", source.toString()));
    words.addAll(List.of("-o", object(source).toString()));
    Command.run(words, INSTALL);
  }

  private Path object(Path source) {
    return objects.resolve(source.getFileName().toString().replaceAll("\\.c$", ".o"));
  }

  private static List<String> command() {
    String words = Optional.ofNullable(System.getenv("CC")).orElse("").trim();
    return new ArrayList<>(List.of((words.isEmpty() ? "cc" : words).split("\\s+", -1)));
  }
}
