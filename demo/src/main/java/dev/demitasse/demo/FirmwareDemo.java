package dev.demitasse.demo;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.BoardException;
import dev.demitasse.boards.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs networks as firmware on emulated boards, and compares them with the JVM: the digits, and the
 * trained models of a folder.
 *
 * <p>Runs in the module's folder. The system property {@code demitasse.boards} has the names of the
 * boards, {@code demitasse.models} the folder of models; the others are those of {@link
 * DigitsDemo}. The exit code is 1 if an output is not that of the JVM.
 */
public final class FirmwareDemo {
  private static final Path TARGET = Path.of("target");
  private static final Path FOLDER = TARGET.resolve("firmware");
  private static final int MODEL_RUNS = 2;

  private FirmwareDemo() {}

  /** Runs the demo. It takes no arguments. */
  public static void main(String[] args) throws IOException {
    try {
      run(
          Board.of(DigitsDemo.property("demitasse.boards")),
          new Models(Path.of(DigitsDemo.property("demitasse.models"))));
    } catch (BoardException | DemoFailure e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(List<Board> boards, Models models) throws IOException {
    List<FirmwareCase> cases = new ArrayList<>();
    TestImages images = TestImages.in(Path.of("data"));
    cases.add(FirmwareCase.digits(TARGET.resolve("classes"), images, images.count()));
    System.out.printf("%nDemitasse: networks as firmware, on emulated boards%n%n");
    if (models.names().isEmpty()) {
      System.out.printf("  no models in %s (-Dmodels=FOLDER for others)%n%n", models.folder());
    } else {
      Path classes =
          models.compile(
              FOLDER.resolve("models"),
              DigitsDemo.property("demitasse.classPath"),
              DigitsDemo.property("demitasse.processorPath"));
      for (String name : models.names()) {
        cases.add(Models.onJvm(classes, name, MODEL_RUNS));
      }
    }
    System.out.println(FirmwareFigures.HEADER);
    List<FirmwareFigures> all = new ArrayList<>();
    for (Board board : boards) {
      for (FirmwareCase network : cases) {
        FirmwareFigures figures = FirmwareFigures.measure(board, network, Firmware.FLAGS, FOLDER);
        System.out.println(figures.row());
        all.add(figures);
      }
    }
    System.out.printf(
        "%n  flash is code and constants, RAM the workspace, inputs and outputs, both with what"
            + " they need of%n  libraries; stack is the deepest of a run, as painted; all in"
            + " bytes%n%n");
    write(all);
    if (all.stream().anyMatch(figures -> figures.equal() != figures.runs())) {
      throw new DemoFailure("board and JVM disagree");
    }
  }

  /** Writes the figures for other programs. */
  static void write(List<FirmwareFigures> figures) throws IOException {
    Files.createDirectories(TARGET);
    Files.writeString(
        TARGET.resolve("boards.json"),
        figures.stream()
            .map(FirmwareFigures::json)
            .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
  }
}
