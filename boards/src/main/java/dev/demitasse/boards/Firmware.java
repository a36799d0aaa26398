package dev.demitasse.boards;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network and the program around it, compiled and linked for a board.
 *
 * <p>Its sizes are those of the network, its memory, and what these need of libraries; the program
 * around them does not count.
 *
 * @param board what it is for
 * @param network what is in it
 * @param folder where it was built: {@code firmware.elf}, {@code firmware.map}, and for each C file
 *     an object file, a {@code .su} file, which lists the stack of each function, and a {@code .ci}
 *     file, which says what each calls
 * @param flashBytes code, constants, and what variables begin with
 * @param ramBytes variables, without the stack
 */
public record Firmware(
    Board board, NetworkSources network, Path folder, int flashBytes, int ramBytes) {
  /** What networks are compiled with where nothing else is said. */
  public static final List<String> FLAGS = List.of("-std=c99", "-O2");

  /** Bytes for the stack. */
  static final int STACK_BYTES = 1 << 16;

  private static final String RESOURCES = "/META-INF/demitasse/boards/";

  private static final List<String> SECTIONS = List.of("-ffunction-sections", "-fdata-sections");

  /** The program around the network must not call what would then count as the network's. */
  private static final List<String> BOARD_FLAGS =
      List.of("-std=c99", "-O2", "-fno-builtin", "-fno-tree-loop-distribute-patterns");

  /**
   * Builds firmware.
   *
   * @param flags of the C compiler for the network, such as {@link #FLAGS}, also given to the
   *     linker; those that the board needs come before them
   * @param folder a folder for it alone; it is made, and files of an earlier build are overwritten
   * @throws BoardException if compiler or emulator is missing, or the C is not accepted, with what
   *     the compiler says
   * @throws IOException if files cannot be read or written
   */
  public static Firmware build(Board board, NetworkSources network, List<String> flags, Path folder)
      throws IOException {
    board
        .toolchain()
        .missing()
        .ifPresent(missing -> {
          throw new BoardException(board.id() + ": " + missing);
        });
    Path place = folder.toAbsolutePath().normalize();
    return new Build(board, network, flags, place).firmware();
  }

  /**
   * Runs it on the emulated board: setup once, then each set of inputs, one after another. What a
   * network keeps from one run to the next, it keeps.
   *
   * @param inputs for each run, the bytes of each input
   * @param timeout when to give up
   * @throws BoardException if the program crashes, fails or does not end in time
   * @throws IOException if files cannot be read or written
   */
  public Run run(List<List<byte[]>> inputs, Duration timeout) throws IOException {
    return new Emulator(this, timeout).run(inputs);
  }

  /** Building one. */
  private record Build(Board board, NetworkSources network, List<String> flags, Path folder) {

    Firmware firmware() throws IOException {
      Path program = Files.createDirectories(folder.resolve("board"));
      for (String resource : resources()) {
        try (InputStream in = Firmware.class.getResourceAsStream(RESOURCES + resource)) {
          Files.write(program.resolve(resource), in.readAllBytes());
        }
      }
      Path glue = folder.resolve("network.c");
      Files.writeString(glue, network.glue());
      checkNames();
      List<String> objects = new ArrayList<>();
      for (String source : List.of("board_main.c", "board_start.c", board.toolchain().startup())) {
        objects.add(compile(program.resolve(source), BOARD_FLAGS));
      }
      objects.add(compile(glue, flags));
      for (Path file : network.files()) {
        objects.add(compile(file.toAbsolutePath(), flags));
      }
      link(objects);
      Sections sections = Sections.of(board.toolchain(), folder.resolve("firmware.elf"));
      return new Firmware(board, network, folder, sections.flashBytes(), sections.ramBytes());
    }

    private List<String> resources() {
      return List.of(
          "board.h",
          "network.h",
          "board_main.c",
          "board_start.c",
          board.toolchain().startup(),
          board.linkerScript(),
          "firmware.ld");
    }

    private String compile(Path source, List<String> flags) {
      List<String> words = compiler();
      words.addAll(SECTIONS);
      words.addAll(List.of("-fstack-usage", "-fcallgraph-info=su"));
      words.addAll(flags);
      words.add("-Iboard");
      network.includes().forEach(include -> words.add("-I" + include.toAbsolutePath()));
      words.addAll(List.of("-c", source.toString(), "-o", object(source)));
      run(words, source.getFileName().toString());
      return object(source);
    }

    private void checkNames() {
      Set<String> names = new HashSet<>(Set.of("network.o"));
      for (Path file : network.files()) {
        if (!names.add(object(file))) {
          throw new BoardException(
              "two C files of '%s' are compiled to %s: rename one"
                  .formatted(network.name(), object(file)));
        }
      }
    }

    private static String object(Path source) {
      return source.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".o";
    }

    private void link(List<String> objects) {
      List<String> words = compiler();
      words.addAll(flags);
      words.addAll(
          List.of(
              "-nostartfiles",
              "-Lboard",
              "-T" + board.linkerScript(),
              "-Wl,--gc-sections,-Map=firmware.map,--defsym=board_stack_bytes=" + STACK_BYTES,
              "-o",
              "firmware.elf"));
      words.addAll(objects);
      words.add("-lm");
      run(words, "the firmware");
    }

    private List<String> compiler() {
      return Stream.of(
              List.of(board.toolchain().program("gcc")),
              board.flags(),
              List.of(board.toolchain().libraryOption()))
          .flatMap(List::stream)
          .collect(Collectors.toCollection(ArrayList::new));
    }

    private void run(List<String> words, String what) {
      Command.Ended ended = Command.run(folder, words);
      if (ended.status() != 0) {
        throw new BoardException(
            "%s does not accept %s of '%s' for %s:\n%s"
                .formatted(words.get(0), what, network.name(), board.id(), ended.output()));
      }
    }
  }
}
