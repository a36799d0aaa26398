package dev.demitasse.compiler.fuzz;

import dev.demitasse.compiler.codegen.CSources;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Compiles programs with one C compiler, runs them, and compares what they make. */
final class CRun {
  private static final int TIMEOUT_SECONDS = 300;
  private static final int SHOWN = 2000;

  private final Path folder;
  private final Configuration configuration;
  private final Map<Program, Outputs> expected;
  private final Map<Program, String> differences = new LinkedHashMap<>();

  private CRun(Path folder, Configuration configuration, Map<Program, Outputs> expected) {
    this.folder = folder;
    this.configuration = configuration;
    this.expected = expected;
  }

  /**
   * What is wrong, by program.
   *
   * @param folder for files in between
   */
  static Map<Program, String> differences(
      Path folder,
      Configuration configuration,
      Map<Program, CSources> sources,
      Map<Program, Outputs> expected) {
    CRun run = new CRun(folder, configuration, expected);
    try {
      run.all(sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run.differences;
  }

  /** How a command ended, and what it said. */
  private record Ended(int status, String messages) {
    String text() {
      String shown = messages.substring(0, Math.min(SHOWN, messages.length()));
      return "status %d: %s".formatted(status, shown);
    }
  }

  private Ended run(List<String> command) throws IOException {
    Path messages = folder.resolve("messages");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return new Ended(-1, "does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Ended(process.exitValue(), Files.readString(messages));
  }

  /** Warnings are told, and then switched off: the bits may be right nevertheless. */
  private void all(Map<Program, CSources> sources) throws IOException {
    CUnit unit = new CUnit(sources);
    Path c = unit.write(folder);
    Path executable = folder.resolve("unit");
    Ended built = run(configuration.build(c, executable));
    Map<Program, String> complaints = unit.complaints(built.messages());
    if (!complaints.isEmpty()) {
      differences.putAll(complaints);
      built = run(configuration.build(c, executable, "-w"));
    }
    if (built.status() != 0) {
      throw new IllegalStateException(configuration + ": " + built.text());
    }
    writeInputs(unit.programs());
    compare(unit.programs());
  }

  private void writeInputs(List<Program> programs) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve("inputs")))) {
      for (Program p : programs) {
        for (Run run : Run.values()) {
          for (var input : run.inputs(p)) {
            out.write(input.toBytes());
          }
        }
      }
    }
  }

  /** Where a program ends the run, it is begun anew with the next one. */
  private void compare(List<Program> programs) throws IOException {
    int first = 0;
    while (first < programs.size()) {
      Ended ended = run(List.of("./unit", "inputs", "outputs", "" + first));
      ByteBuffer made = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("outputs")));
      made.position(Math.min(first, made.limit()));
      while (first < programs.size() && compared(programs.get(first), made)) {
        first++;
      }
      if (first < programs.size()) {
        differences.put(programs.get(first++), ended.text());
      } else if (ended.status() != 0) {
        differences.put(programs.get(first - 1), ended.text());
      }
    }
  }

  /** Whether the program has come to its end. */
  private boolean compared(Program program, ByteBuffer made) {
    Outputs outputs = expected.get(program);
    if (made.remaining() <= outputs.bytes() * Run.values().length) {
      return false;
    }
    List<String> found = new ArrayList<>();
    for (Run run : Run.values()) {
      byte[] output = new byte[outputs.bytes()];
      made.get(output);
      Optional<String> difference = outputs.difference(run, output);
      difference.ifPresent(found::add);
    }
    made.get();
    if (!found.isEmpty()) {
      differences.put(program, String.join("; ", found));
    }
    return true;
  }
}
