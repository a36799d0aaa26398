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
  private final List<byte[]> outputs;
  private final Map<Figure, Long> figures;

  private HostProgram(
      Process process, List<byte[]> outputs, Map<Figure, Long> figures, BufferedReader lines) {
    this.process = process;
    this.lines = lines;
    this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    this.outputs = outputs;
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
    List<String> includes = network.includes().stream().map(include -> "-I" + include).toList();
    Path objects = Files.createDirectory(folder.resolve("objects"));
    Command.Time time = Command.time(objects, compile(compiler, includes, network.files()));
    List<String> names = names(objects);
    Map<Figure, Long> figures = new EnumMap<>(Sections.of("size", objects, names));
    figures.put(Figure.CC, time.wallMs());
    figures.put(Figure.CC_USER, time.userMs());
    List<String> link = new ArrayList<>(compiler);
    link.addAll(includes);
    link.addAll(List.of("host_main.c", "network.c", "-o", "program"));
    names.forEach(name -> link.add("objects/" + name));
    link.addAll(List.of("-lm", "-pthread"));
    Command.run(folder, link);
    return run(network, inputs, figures, folder);
  }

  private static void copy(InputStream resource, Path file) throws IOException {
    try (resource) {
      Files.write(file, resource.readAllBytes());
    }
  }

  private static List<String> compile(
      List<String> compiler, List<String> includes, List<Path> files) {
    return Stream.of(compiler, includes, List.of("-c"), files.stream().map(Path::toString).toList())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static HostProgram run(
      NetworkSources network, List<byte[]> inputs, Map<Figure, Long> figures, Path folder)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("inputs.bin"))) {
      ByteBuffer count = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
      out.write(count.putInt(inputs.size()).array());
      for (byte[] input : inputs) {
        out.write(input);
      }
    }
    Process process =
        new ProcessBuilder("./program", "inputs.bin", "outputs.bin")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    figures.put(Figure.STACK, number(lines));
    List<byte[]> outputs = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("outputs.bin")));
    for (int i = 0; i < inputs.size(); i++) {
      byte[] output = new byte[network.outputBytes().get(0)];
      bytes.get(output);
      outputs.add(output);
    }
    return new HostProgram(process, outputs, figures, lines);
  }

  private static long number(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new Failure("the program of the network has ended");
    }
    return Long.parseLong(line);
  }

  @Override
  public List<byte[]> outputs() {
    return outputs;
  }

  /** What is known of the program before its time is measured. */
  Map<Figure, Long> figures() {
    return figures;
  }

  @Override
  public long[] time(int runs) throws IOException {
    commands.write(runs + "\n");
    commands.flush();
    long[] times = new long[runs];
    for (int i = 0; i < runs; i++) {
      times[i] = number(lines);
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
