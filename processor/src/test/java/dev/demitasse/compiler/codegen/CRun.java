package dev.demitasse.compiler.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles printed functions by themselves, with the C compilers of this machine, and runs them.
 */
final class CRun {
  private static final List<String> DIALECTS =
      List.of("gcc -std=c99", "g++ -xc++ -std=c++17", "clang -std=c99", "clang++ -xc++ -std=c++17");

  private static final String WARNINGS =
      "-O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Wno-unused-function";

  private static final String HEAD =
      """
      #include <inttypes.h>
      #include <math.h>
      #include <stdbool.h>
      #include <stdint.h>
      #include <stdio.h>
      #include <string.h>
      #ifdef __cplusplus
      #define restrict __restrict
      #endif

      """;

  private final Path folder;

  CRun(Path folder) {
    this.folder = folder;
  }

  /** A function with the helpers and tables it needs. */
  static String text(PrimFunc f) {
    FileScope file = new FileScope("t", Set.of());
    String definition = CFunction.definition(f, Set.of(), file);
    return file.helpers() + file.tables() + definition;
  }

  /** Every compiler takes the text without a word, as C99 and as C++17. */
  void compiles(String text) {
    write(HEAD + text);
    for (String dialect : DIALECTS) {
      if (exists(dialect)) {
        assertEquals("", run(dialect + " " + WARNINGS + " -c -o f.o f.c"), text);
      }
    }
  }

  /** The memory of an operator after it ran on each of these, from each dialect the same. */
  List<String> run(PrimFunc f, List<List<Expr[]>> memories) {
    StringBuilder main = new StringBuilder("\nint main(void) {\n");
    memories.forEach(memory -> main.append(call(f, memory)));
    write(HEAD + text(f) + main + "  return 0;\n}\n");
    List<String> outputs = new ArrayList<>();
    for (String dialect : DIALECTS) {
      if (exists(dialect)) {
        assertEquals("", run(dialect + " " + WARNINGS + " -o f f.c -lm"), text(f));
        outputs.add(run("./f"));
      }
    }
    return outputs;
  }

  private static String call(PrimFunc f, List<Expr[]> memory) {
    StringBuilder text = new StringBuilder("  {\n");
    List<String> arguments = new ArrayList<>();
    StringBuilder prints = new StringBuilder();
    for (int i = 0; i < memory.size(); i++) {
      String type = CTypes.name(f.parameterBuffers().get(i).element());
      String values =
          Arrays.stream(memory.get(i)).map(CLiterals::of).collect(Collectors.joining(", "));
      text.append("    %s m%d[] = {%s};\n".formatted(type, i, values));
      arguments.add("m" + i);
      prints.append(
          "    for (size_t i = 0; i < sizeof m%d / sizeof m%d[0]; i++) {\n".formatted(i, i));
      prints.append("      printf(\"%%.17g \", (double)m%d[i]);\n    }\n".formatted(i));
    }
    return text
        + "    printf(\"%%d \", (int)%s(%s));\n".formatted(f.symbol(), String.join(", ", arguments))
        + prints
        + "    printf(\"\\n\");\n  }\n";
  }

  private void write(String text) {
    try {
      Files.writeString(folder.resolve("f.c"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean exists(String dialect) {
    String command = dialect.substring(0, dialect.indexOf(' '));
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private String run(String command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command.split(" ")))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      int status = process.onExit().join().exitValue();
      return status == 0 ? output : output + "status " + status;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
