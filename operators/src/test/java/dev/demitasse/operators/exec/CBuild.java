package dev.demitasse.operators.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Generated C with a program around it that runs every network on all of {@link Run#ALL}.
 *
 * @param sources the folder of the generated C
 * @param networks to compile and run
 * @param driver the text of the program
 */
record CBuild(Path sources, List<NetworkCase> networks, String driver) {
  /** Stands for the size of an output where a check of a network has failed. */
  static final int CHECK_FAILED = -1;

  /**
   * Compiles the networks and runs them.
   *
   * @param folder an empty one, for the objects and the program
   * @return the outputs of the networks, one after the other, each of all runs; each output is its
   *     size in four bytes, and its bytes, or {@link #CHECK_FAILED}
   */
  byte[] outputs(Path folder, CCompiler compiler, List<String> flags) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(Files.writeString(folder.resolve("driver.c"), driver));
    for (NetworkCase n : networks) {
      files.add(sources.resolve("tvmgen_" + n.cName() + ".c"));
      Path constants = sources.resolve("tvmgen_" + n.cName() + "_weights.c");
      if (Files.readString(constants).contains("_CONST_SECTION = {")) {
        files.add(constants);
      }
    }
    List<String> compileFlags = new ArrayList<>(flags);
    compileFlags.add("-I" + sources);
    int parts = Runtime.getRuntime().availableProcessors();
    List<Command.Ended> compiled =
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(part -> every(parts, part, files))
            .map(chunk -> compiler.compile(folder, compileFlags, chunk))
            .toList();
    compiled.forEach(CBuild::assertSilent);
    List<Path> objects =
        files.stream()
            .map(f -> Path.of(f.getFileName().toString().replaceFirst("c$", "o")))
            .toList();
    assertSilent(compiler.link(folder, flags, objects, "networks"));
    writeInputs(folder.resolve("inputs"));
    assertSilent(Command.run(folder, List.of("./networks", "inputs", "outputs")));
    return Files.readAllBytes(folder.resolve("outputs"));
  }

  private static <T> List<T> every(int step, int first, List<T> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % step == first)
        .<T>mapToObj(all::get)
        .toList();
  }

  private static void assertSilent(Command.Ended ended) {
    assertEquals("", ended.messages());
    assertEquals(0, ended.status());
  }

  private void writeInputs(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (NetworkCase n : networks) {
        for (Run run : Run.ALL) {
          for (int i = 0; i < n.inputs().size(); i++) {
            out.write(run.input(n, i));
          }
        }
      }
    }
  }
}
