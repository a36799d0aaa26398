package dev.demitasse.compiler.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of the C in {@code out} and of files of a test, for this machine.
 *
 * @param dialect the compiler and its language
 */
record CProgram(Project project, String dialect) {
  private static final List<String> DIALECTS =
      List.of("gcc -std=c99", "g++ -xc++ -std=c++17", "clang -std=c99", "clang++ -xc++ -std=c++17");

  private static final String FLAGS =
      "-O1 -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
          + " -Iout/META-INF/demitasse/c";

  /** Compiles the Java of a project's top folder into {@code out}, without a word. */
  static void generate(Project project, String... options) {
    try (Stream<Path> files = Files.list(project.root())) {
      Path out = Files.createDirectories(project.root().resolve("out"));
      List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
      List<String> all = new ArrayList<>(List.of("-Ademitasse.verify=on"));
      all.addAll(List.of(options));
      assertEquals(List.of(), JavacRun.of(out, sources, all.toArray(String[]::new)).reports());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program of each compiler that this machine has; warnings are errors. */
  static List<CProgram> all(Project project, String... flagsAndFiles) {
    return DIALECTS.stream()
        .filter(CProgram::exists)
        .map(dialect -> new CProgram(project, dialect).built(flagsAndFiles))
        .toList();
  }

  private static boolean exists(String dialect) {
    String command = dialect.substring(0, dialect.indexOf(' '));
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private CProgram built(String... flagsAndFiles) {
    List<String> words = new ArrayList<>(List.of(dialect.split(" ")));
    words.addAll(List.of(FLAGS.split(" ")));
    words.addAll(List.of(flagsAndFiles));
    project.resources("out").stream()
        .filter(file -> file.endsWith(".c"))
        .forEach(file -> words.add("out/" + file));
    words.addAll(List.of("-lm", "-o", program()));
    Project.Ran ran = project.run(Path.of(words.get(0)), words.subList(1, words.size()));
    assertEquals("", ran.output(), dialect);
    return this;
  }

  private String program() {
    return dialect.replaceAll("[^a-z+0-9]", "_");
  }

  /** What the program prints. */
  String run(String... arguments) {
    Path program = project.root().resolve(program());
    Project.Ran ran = project.run(program, List.of(arguments));
    assertEquals(0, ran.exit(), ran.output());
    return ran.output();
  }
}
