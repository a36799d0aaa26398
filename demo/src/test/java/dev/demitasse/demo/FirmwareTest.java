package dev.demitasse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.Firmware;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The digits and trained models on emulated boards compute what they must, bit for bit, and take
 * what {@code demitasse check} says that they take.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirmwareTest {
  private static final int IMAGES = 20;
  private static final int MODEL_RUNS = 2;
  private static final List<String> FLAGS =
      Stream.of(Firmware.FLAGS, List.of("-Wall", "-Wextra", "-Wconversion", "-Werror"))
          .flatMap(List::stream)
          .toList();

  private static final List<String> MODELS =
      List.of("ad_int8", "ic_int8", "kws_int8", "sww_int8", "vww_int8");

  private static final List<String> FLOAT_MODELS =
      List.of("ad_float32", "ic_float32", "kws_float32", "vww_float32");

  /** Where floats are not computed by a library, which takes a hundred times as long. */
  private static final Set<Board> WITH_FLOATS =
      EnumSet.of(Board.CORTEX_M4, Board.CORTEX_M7, Board.CORTEX_M33, Board.CORTEX_M55);

  @TempDir private static Path folder;

  private final List<FirmwareFigures> figures = new ArrayList<>();
  private Path models;

  static List<Board> boards() {
    return Board.of(System.getProperty("boards", "all"));
  }

  static List<Arguments> boardsAndModels() {
    return boards().stream()
        .flatMap(board -> MODELS.stream().map(model -> Arguments.of(board, model)))
        .toList();
  }

  static List<Arguments> boardsAndFloatModels() {
    return boards().stream()
        .filter(WITH_FLOATS::contains)
        .flatMap(board -> FLOAT_MODELS.stream().map(model -> Arguments.of(board, model)))
        .toList();
  }

  @BeforeAll
  void compileModels() throws IOException {
    if (Golden.isThere()) {
      String path = System.getProperty("java.class.path");
      models = new Models(Golden.MODELS).compile(folder.resolve("models"), path, path);
    }
  }

  @AfterAll
  void writeFigures() throws IOException {
    FirmwareDemo.write(figures);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void digitsAgreeWithTheJvm(Board board) throws Exception {
    TestImages images = TestImages.in(Path.of("data"));
    Path classes = Path.of("target", "classes");
    run(board, FirmwareCase.digits(classes, images, IMAGES), classes);
  }

  @ParameterizedTest
  @MethodSource("boardsAndModels")
  void modelsAgreeWithTheReference(Board board, String model) throws Exception {
    assumeTrue(Golden.isThere(), "no trained models in " + Golden.MODELS);
    run(board, Golden.of(models, model, MODEL_RUNS), models);
  }

  /** There may be none of these boards among those that were asked for. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("boardsAndFloatModels")
  void floatModelsAgreeWithTheJvm(Board board, String model) throws Exception {
    assumeTrue(Golden.isThere(), "no trained models in " + Golden.MODELS);
    run(board, Models.onJvm(models, model, MODEL_RUNS), models);
  }

  private void run(Board board, FirmwareCase network, Path classes) throws Exception {
    board.toolchain().missing().filter(m -> System.getenv("CI") == null).ifPresent(m -> abort(m));
    FirmwareFigures measured = FirmwareFigures.measure(board, network, FLAGS, folder);
    figures.add(measured);
    assertTrue(measured.runs() > 0);
    assertEquals(measured.runs(), measured.equal());
    checkStack(measured);
    Path built = folder.resolve(board.id()).resolve(network.toString());
    Path report = FirmwareCase.report(classes, network.toString());
    checkFigures(measured, CheckedFirmware.of(board, built, report));
  }

  /** A run needs little: nothing recurses, and large arrays lie in the workspace. */
  private static void checkStack(FirmwareFigures measured) {
    assertTrue(measured.stackBytes() > 0 && measured.stackBytes() < 1024, measured::toString);
  }

  /** Paint begins at the caller of what calls the network, which is not the network's. */
  private static void checkFigures(FirmwareFigures measured, CheckedFirmware checked) {
    String both = measured + " " + checked;
    assertTrue(measured.stackBytes() - checked.glue() <= checked.stack(), both);
    assertEquals(checked.linkedFlash(), checked.flash(), both);
    assertEquals(checked.linkedRam(), checked.ram(), both);
    assertEquals(checked.linkedIo(), checked.io(), both);
    assertTrue(checked.flash() <= measured.flashBytes(), both);
    assertTrue(checked.ram() + checked.io() <= measured.ramBytes(), both);
  }
}
