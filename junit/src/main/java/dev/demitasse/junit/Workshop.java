package dev.demitasse.junit;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.BoardException;
import dev.demitasse.boards.Firmware;
import dev.demitasse.boards.NetworkSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was compiled for tests, each of it once, in a folder that is deleted in the end. */
final class Workshop implements AutoCloseable {
  private final Map<Class<?>, NetworkClass> networks = new HashMap<>();
  private final Map<String, CNetwork> operators = new HashMap<>();
  private final Map<Built, Program> programs = new HashMap<>();
  private final Map<Machine, Optional<String>> missing = new HashMap<>();
  private Path folder;
  private int folders;

  /** What is built of a network. */
  private record Built(CNetwork network, Machine machine, Settings settings) {}

  /** What is not installed of a machine's tools, if something is not. */
  synchronized Optional<String> missing(Machine machine, Settings settings) {
    return missing.computeIfAbsent(
        machine,
        m ->
            switch (m) {
              case JVM -> Optional.empty();
              case NATIVE -> NativeProgram.missing(settings);
              default -> m.board().map(Board::toolchain).flatMap(toolchain -> toolchain.missing());
            });
  }

  /** A network that was compiled with the project. */
  synchronized NetworkClass network(Class<?> type) {
    NetworkClass network = networks.get(type);
    if (network == null) {
      try {
        network = NetworkClass.of(type, nextFolder());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      networks.put(type, network);
    }
    return network;
  }

  /** A call of an operator, compiled here. */
  synchronized CNetwork operator(OperatorCall call) {
    String source = OperatorSource.of(call);
    CNetwork network = operators.get(source);
    if (network == null) {
      try {
        Path classes = Files.createDirectories(nextFolder());
        Javac.compile(call, source, classes);
        network = CNetwork.only(new Origin(classes).cFolder(classes), call.name());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      operators.put(source, network);
    }
    return network;
  }

  /** A network on a machine. */
  synchronized Program program(CNetwork network, Machine machine, Settings settings)
      throws BuildFailure, IOException {
    Built key = new Built(network, machine, settings);
    Program program = programs.get(key);
    if (program == null) {
      program = build(network, machine, settings);
      programs.put(key, program);
    }
    return program;
  }

  private Program build(CNetwork network, Machine machine, Settings settings)
      throws BuildFailure, IOException {
    Path place = nextFolder();
    Optional<Board> board = machine.board();
    try {
      NetworkSources sources = sources(network, settings.kernels());
      return board.isPresent()
          ? new BoardProgram(
              Firmware.build(board.get(), sources, Program.FLAGS, place), settings.timeout())
          : NativeProgram.build(sources, settings, place);
    } catch (BoardException e) {
      throw new BuildFailure(e.getMessage());
    }
  }

  private static NetworkSources sources(CNetwork network, List<Path> kernels) throws IOException {
    NetworkSources generated = NetworkSources.generated(network.json());
    return new NetworkSources(
        network.title(),
        generated.glue(),
        Stream.concat(generated.files().stream(), kernels.stream()).toList(),
        Stream.concat(generated.includes().stream(), kernels.stream().map(Path::getParent))
            .distinct()
            .toList(),
        generated.inputBytes(),
        generated.outputBytes());
  }

  private Path nextFolder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("demitasse");
    }
    return folder.resolve(Integer.toString(folders++));
  }

  @Override
  public synchronized void close() throws IOException {
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
