package dev.demitasse.demo;

import dev.demitasse.boards.Board;
import dev.demitasse.boards.Firmware;
import dev.demitasse.boards.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a network took of a board.
 *
 * @param board the name of the board
 * @param network the name of the network
 * @param runs how often it ran
 * @param equal in how many runs the output was as it must be, bit for bit
 * @param instructions the most that a run took
 * @param macs multiply-accumulates of a run, if they are known
 * @param flashBytes code and constants
 * @param ramBytes workspace, inputs, outputs and other variables
 * @param stackBytes the most that a run needed, as painted
 */
record FirmwareFigures(
    String board,
    String network,
    int runs,
    int equal,
    long instructions,
    OptionalLong macs,
    int flashBytes,
    int ramBytes,
    int stackBytes) {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** The heads of the columns of {@link #row}. */
  static final String HEADER =
      "  %-11s %-11s %14s %13s %8s %9s %7s %6s"
          .formatted(
              "board",
              "network",
              "as on the JVM",
              "instructions",
              "per MAC",
              "flash",
              "RAM",
              "stack");

  /**
   * Builds firmware and runs it.
   *
   * @param folder a folder for what is built, one for each board and network is made in it
   */
  static FirmwareFigures measure(Board board, FirmwareCase network, List<String> flags, Path folder)
      throws IOException {
    Path place = folder.resolve(board.id()).resolve(network.toString());
    Firmware firmware = Firmware.build(board, network.network(), flags, place);
    Run run =
        firmware.run(network.inputs().stream().map(Collections::singletonList).toList(), TIMEOUT);
    int equal = 0;
    for (int i = 0; i < network.outputs().size(); i++) {
      equal += Arrays.equals(network.outputs().get(i), run.outputs().get(i).get(0)) ? 1 : 0;
    }
    return new FirmwareFigures(
        board.id(),
        network.toString(),
        network.outputs().size(),
        equal,
        Collections.max(run.instructions()),
        network.macs(),
        firmware.flashBytes(),
        firmware.ramBytes(),
        run.stackBytes());
  }

  /** Returns them as a line of a table for people. */
  String row() {
    String perMac =
        macs.isPresent() ? "%.2f".formatted((double) instructions / macs.getAsLong()) : "";
    return String.format(
        Locale.ROOT,
        "  %-11s %-11s %14s %,13d %8s %,9d %,7d %6d",
        board,
        network,
        equal + " of " + runs,
        instructions,
        perMac,
        flashBytes,
        ramBytes,
        stackBytes);
  }

  /** Returns them as JSON, for other programs. */
  String json() {
    return """
      {"board": "%s", "network": "%s", "runs": %d, "equal": %d, "instructions": %d, %s\
    "flashBytes": %d, "ramBytes": %d, "stackBytes": %d}\
    """
        .formatted(
            board,
            network,
            runs,
            equal,
            instructions,
            macs.isPresent() ? "\"macs\": %d, ".formatted(macs.getAsLong()) : "",
            flashBytes,
            ramBytes,
            stackBytes);
  }
}
