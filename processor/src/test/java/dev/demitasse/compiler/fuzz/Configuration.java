package dev.demitasse.compiler.fuzz;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A C compiler with its flags. */
enum Configuration {
  GCC_O0("gcc -std=c99 -O0"),
  GCC_O2("gcc -std=c99 -O2"),
  GCC_O3("gcc -std=c99 -O3 -march=native"),
  GCC_SANITIZED("gcc -std=c99 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"),
  CLANG_O0("clang -std=c99 -O0"),
  CLANG_O2("clang -std=c99 -O2"),
  CLANG_O3("clang -std=c99 -O3 -march=native"),
  CLANG_SANITIZED("clang -std=c99 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"),
  GXX("g++ -x c++ -std=c++17 -O2"),
  CLANGXX("clang++ -x c++ -std=c++17 -O1");

  private static final String WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror";

  private final String command;

  Configuration(String command) {
    this.command = command;
  }

  /** Those whose compiler this machine has. */
  static List<Configuration> available() {
    return Stream.of(values()).filter(Configuration::isInstalled).toList();
  }

  private boolean isInstalled() {
    String compiler = command.split(" ", -1)[0];
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, compiler)));
  }

  /** The words of a command that makes an executable of a file, with more flags. */
  List<String> build(Path source, Path executable, String... more) {
    List<String> words = new ArrayList<>(List.of((command + " -pipe " + WARNINGS).split(" ", -1)));
    words.addAll(List.of(more));
    words.addAll(List.of("-o", executable.toString(), source.toString(), "-lm"));
    return words;
  }

  @Override
  public String toString() {
    return command;
  }
}
