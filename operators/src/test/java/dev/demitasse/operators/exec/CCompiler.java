package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A C compiler on this machine. */
enum CCompiler {
  GCC("gcc", "gcc"),
  GXX("g++", "g++"),
  CLANG("clang", "clang"),
  CLANGXX("clang++", "clang"),

  /** For Arm, of which nothing runs here. */
  ARM_GCC("arm-none-eabi-gcc", "gcc-arm-none-eabi");

  private static final List<String> WARNINGS =
      List.of("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror");

  private final String command;
  private final String debianPackage;

  CCompiler(String command, String debianPackage) {
    this.command = command;
    this.debianPackage = debianPackage;
  }

  /** Whether this machine's processor is one of x86. */
  static boolean isForX86() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }

  /**
   * Fails the test if this compiler is missing, or skips it if that is not gcc for this machine.
   */
  void require() {
    boolean missing =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .noneMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    if (missing) {
      String message = "%s is not installed (Debian package: %s)".formatted(command, debianPackage);
      if (this != GCC && this != GXX) {
        abort(message);
      }
      fail(message);
    }
  }

  /** Compiles files to objects, in {@code folder}. Warnings are errors. */
  Command.Ended compile(Path folder, List<String> flags, List<Path> files) {
    List<String> words = new ArrayList<>(List.of(command, "-c", "-pipe"));
    words.addAll(WARNINGS);
    words.addAll(flags);
    files.forEach(f -> words.add(f.toString()));
    return Command.run(folder, words);
  }

  /** Links objects to the executable {@code folder/name}. */
  Command.Ended link(Path folder, List<String> flags, List<Path> objects, String name) {
    List<String> words = new ArrayList<>(List.of(command, "-o", name));
    flags.stream().filter(f -> !f.startsWith("-x")).forEach(words::add);
    objects.forEach(o -> words.add(o.toString()));
    words.add("-lm");
    return Command.run(folder, words);
  }
}
