package dev.demitasse.junit;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.NetworkSources;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A network on this machine, as a process of its own. */
final class NativeProgram implements Program {
  private static final List<String> SANITIZERS =
      List.of("-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

  /** What is added to the number of a signal. */
  private static final int SIGNALS = 128;

  private final NetworkSources network;
  private final Settings settings;
  private final Path folder;

  private NativeProgram(NetworkSources network, Settings settings, Path folder) {
    this.network = network;
    this.settings = settings;
    this.folder = folder;
  }

  /** What is not installed, if something is not. */
  static Optional<String> missing(Settings settings) {
    String compiler = settings.compiler();
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(compiler)));
    return found
        ? Optional.empty()
        : Optional.of("%s is not installed (Debian package: %s)".formatted(compiler, compiler));
  }

  static Program build(NetworkSources network, Settings settings, Path folder)
      throws BuildFailure, IOException {
    NativeProgram program = new NativeProgram(network, settings, Files.createDirectories(folder));
    program.compile();
    return program;
  }

  private void compile() throws BuildFailure, IOException {
    copy(NativeProgram.class, "/META-INF/demitasse/junit/native_main.c");
    copy(Board.class, "/META-INF/demitasse/boards/network.h");
    Files.writeString(folder.resolve("network.c"), network.glue());
    List<String> words = new ArrayList<>(List.of(settings.compiler()));
    words.addAll(FLAGS);
    if (settings.sanitizers()) {
      words.addAll(SANITIZERS);
    }
    words.add("-I.");
    network.includes().forEach(include -> words.add("-I" + include.toAbsolutePath()));
    words.addAll(List.of("native_main.c", "network.c"));
    network.files().forEach(file -> words.add(file.toAbsolutePath().toString()));
    words.addAll(List.of("-lm", "-o", "network"));
    if (start(words).onExit().join().exitValue() != 0) {
      throw new BuildFailure(
          "%s does not accept the C of '%s':\n%s"
              .formatted(settings.compiler(), network.name(), console()));
    }
  }

  private void copy(Class<?> anchor, String resource) throws IOException {
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      Files.write(
          folder.resolve(resource.substring(resource.lastIndexOf('/') + 1)), in.readAllBytes());
    }
  }

  @Override
  public synchronized List<List<byte[]>> run(List<List<byte[]>> inputs)
      throws RunFailure, IOException {
    write(inputs);
    Files.deleteIfExists(folder.resolve(OUTPUTS));
    int status = execute();
    if (status > SIGNALS) {
      throw failure("crashed with signal " + (status - SIGNALS));
    }
    if (status != 0) {
      throw failure(console().strip());
    }
    return outputs(inputs.size());
  }

  private RunFailure failure(String what) throws IOException {
    return new RunFailure(
        "'%s' on native %s".formatted(network.name(), what), Program.finished(network, folder));
  }

  /** The number of runs, and the inputs of each. */
  private void write(List<List<byte[]>> runs) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("inputs.bin"))) {
      ByteBuffer count = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
      out.write(count.putInt(runs.size()).array());
      for (List<byte[]> run : runs) {
        for (byte[] input : run) {
          out.write(input);
        }
      }
    }
  }

  private List<List<byte[]>> outputs(int runs) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(OUTPUTS)));
    List<List<byte[]>> outputs = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      List<byte[]> output = new ArrayList<>();
      for (int size : network.outputBytes()) {
        byte[] tensor = new byte[size];
        bytes.get(tensor);
        output.add(tensor);
      }
      outputs.add(List.copyOf(output));
    }
    return outputs;
  }

  private String console() throws IOException {
    return Files.readString(folder.resolve("console.txt"));
  }

  private Process start(List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.txt").toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  /** Returns the exit code. */
  private int execute() throws RunFailure, IOException {
    Process process = start(List.of(folder.resolve("network").toString()));
    try {
      if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("did not come to its end in " + settings.timeout().toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted");
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }
}
