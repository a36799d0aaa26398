package dev.demitasse.benchmarks;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.Firmware;
import dev.demitasse.boards.NetworkSources;
import dev.demitasse.boards.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An emulated board.
 *
 * @param board which one
 */
record BoardTarget(Board board) implements Target {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private static final String CLOCK =
      """
      #include "board.h"

      static uint32_t now(void) {
        return (uint32_t)board_ticks();
      }
      """;

  /**
   * Returns a target that models can be measured on.
   *
   * @throws Failure if compiler or emulator is missing
   */
  static BoardTarget of(Board board) {
    board
        .toolchain()
        .missing()
        .ifPresent(missing -> {
          throw new Failure(board.id() + ": " + missing);
        });
    return new BoardTarget(board);
  }

  @Override
  public String id() {
    return board.id();
  }

  @Override
  public Map<String, String> machine() throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("cc", Command.version(board.toolchain().program("gcc")));
    machine.put("emulator", Command.version(board.toolchain().emulator()));
    machine.put("machine", board.machine());
    return machine;
  }

  @Override
  public List<Row> measure(TrainedModel model, Workshop workshop) throws IOException {
    Generated generated = workshop.generated(model, List.of());
    Path folder = workshop.folder(model, id());
    NetworkSources sources = generated.sources();
    Firmware firmware = Firmware.build(board, sources, Firmware.FLAGS, folder);
    Run run =
        firmware.run(model.inputs().stream().map(Collections::singletonList).toList(), TIMEOUT);
    model.check(id(), run.outputs().stream().map(List::getFirst).toList(), model.tolerance());
    Command.Time time =
        Command.time(Files.createDirectory(folder.resolve("again")), compile(sources));
    Map<Figure, Long> figures = new EnumMap<>(generated.figures());
    figures.putAll(Sections.of(board.toolchain().program("size"), folder, List.of("firmware.elf")));
    figures.put(Figure.INSTRUCTIONS, Collections.max(run.instructions()));
    figures.put(Figure.STACK, Math.max(Stack.bytes(generated, folder), run.stackBytes()));
    figures.put(Figure.CC, time.wallMs());
    figures.put(Figure.CC_USER, time.userMs());
    return List.of(new Row(model.name(), id(), flags(), figures));
  }

  @Override
  public List<Step> steps(TrainedModel model, Workshop workshop) throws IOException {
    Profiled profiled = Profiled.of(model, workshop, CLOCK);
    Path folder = workshop.folder(model, id());
    Firmware firmware = Firmware.build(board, profiled.sources(), Firmware.FLAGS, folder);
    Run run = firmware.run(List.of(List.of(model.inputs().getFirst())), TIMEOUT);
    model.checkFirst(id(), run.outputs().getFirst().getFirst());
    long[] ticks = Profiled.counts(run.outputs().getFirst());
    double instructions = (double) run.instructions().getFirst() / ticks[ticks.length - 1];
    long[] counts = Arrays.stream(ticks).map(t -> Math.round(t * instructions)).toArray();
    return profiled.steps(model, id(), flags(), Figure.INSTRUCTIONS, counts);
  }

  private String flags() {
    return String.join(" ", board.flags()) + " " + String.join(" ", Firmware.FLAGS);
  }

  /** The network's C once more, with nothing beside it. */
  private List<String> compile(NetworkSources sources) {
    List<String> words = new ArrayList<>(List.of(board.toolchain().program("gcc")));
    words.add(board.toolchain().libraryOption());
    words.addAll(board.flags());
    words.addAll(Firmware.FLAGS);
    sources.includes().forEach(include -> words.add("-I" + include));
    words.add("-c");
    sources.files().forEach(file -> words.add(file.toString()));
    return words;
  }
}
