package dev.demitasse.benchmarks;

import dev.demitasse.boards.Firmware;
import dev.demitasse.boards.NetworkSources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A network and {@code host_main.c} as a program that runs on this computer. */
final class HostProgram implements Contender, AutoCloseable {
  private static final String MAIN = "/META-INF/demitasse/benchmarks/host_main.c";
  private static final String NETWORK = "/META-INF/demitasse/boards/network.h";

  private final Process process;
  private final BufferedReader lines;
  private final Writer commands;
  private final List<List<byte[]>> runs = new ArrayList<>();
  private final Path objects;
  private final Map<Figure, Long> figures;

  private HostProgram(Process process, Path objects, Map<Figure, Long> figures) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.US_ASCII);
    this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    this.objects = objects;
    this.figures = figures;
  }

  /**
   * Builds a network and runs it on some inputs.
   *
   * @param cc the C compiler
   * @param flags what it is given
   * @param folder for all files, an empty one
   */
  static HostProgram start(
      String cc, List<String> flags, NetworkSources network, List<byte[]> inputs, Path folder)
      throws IOException {
    copy(HostProgram.class.getResourceAsStream(MAIN), folder.resolve("host_main.c"));
    copy(Firmware.class.getResourceAsStream(NETWORK), folder.resolve("network.h"));
    Files.writeString(folder.resolve("network.c"), network.glue());
    List<String> compiler = new ArrayList<>(List.of(cc));
    compiler.addAll(flags);
    network.includes().forEach(include -> compiler.add("-I" + include));
    Path objects = Files.createDirectory(folder.resolve("objects"));
    Command.Time time = Command.time(objects, compile(compiler, network.files()));
    List<String> names = objects(objects);
    Map<Figure, Long> figures = new EnumMap<>(Sections.of("size", objects, names));
    figures.put(Figure.CC, time.wallMs());
    figures.put(Figure.CC_USER, time.userMs());
    compiler.addAll(List.of("host_main.c", "network.c", "-o", "program"));
    names.forEach(name -> compiler.add("objects/" + name));
    compiler.add("-lm");
    Command.run(folder, compiler);
    write(inputs, folder.resolve("inputs.bin"));
    Process process =
        new ProcessBuilder("./program", "inputs.bin", "outputs.bin")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    HostProgram program = new HostProgram(process, objects, figures);
    program.readRuns(network, folder.resolve("outputs.bin"));
    return program;
  }

  private static void copy(InputStream resource, Path file) throws IOException {
    try (resource) {
      Files.write(file, resource.readAllBytes());
    }
  }

  /** Object files and what each function takes of the stack are left in the folder. */
  private static List<String> compile(List<String> compiler, List<Path> files) {
    List<String> words = new ArrayList<>(compiler);
    words.addAll(List.of("-fstack-usage", "-c"));
    files.forEach(file -> words.add(file.toString()));
    return words;
  }

  private static List<String> objects(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".o"))
          .sorted()
          .toList();
    }
  }

  private static void write(List<byte[]> inputs, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      ByteBuffer count = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
      out.write(count.putInt(inputs.size()).array());
      for (byte[] input : inputs) {
        out.write(input);
      }
    }
  }

  /** Waits until all inputs have run, and reads what came of them. */
  private void readRuns(NetworkSources network, Path file) throws IOException {
    long count = number();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    for (long run = 0; run < count; run++) {
      List<byte[]> outputs = new ArrayList<>();
      for (int size : network.outputBytes()) {
        byte[] output = new byte[size];
        bytes.get(output);
        outputs.add(output);
      }
      runs.add(outputs);
    }
  }

  private long number() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new Failure("the program of the network has ended");
    }
    return Long.parseLong(line);
  }

  @Override
  public List<byte[]> outputs() {
    return runs.stream().map(List::getFirst).toList();
  }

  /** Returns all outputs for each input. */
  List<List<byte[]>> runs() {
    return List.copyOf(runs);
  }

  /** Returns the folder of its object files and what else the compiler has written. */
  Path objects() {
    return objects;
  }

  /** Returns what is known of it before its time is measured. */
  Map<Figure, Long> figures() {
    return figures;
  }

  @Override
  public long[] time(int runs) throws IOException {
    commands.write(runs + "\n");
    commands.flush();
    long[] times = new long[runs];
    for (int i = 0; i < runs; i++) {
      times[i] = number();
    }
    return times;
  }

  /** Lets the program end. */
  @Override
  public void close() throws IOException {
    commands.close();
    process.onExit().join();
  }
}
