package dev.demitasse.junit;

import dev.demitasse.boards.BoardException;
import dev.demitasse.boards.Firmware;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A network on an emulated board. */
final class BoardProgram implements Program {
  private final Firmware firmware;
  private final Duration timeout;

  BoardProgram(Firmware firmware, Duration timeout) {
    this.firmware = firmware;
    this.timeout = timeout;
  }

  @Override
  public synchronized List<List<byte[]>> run(List<List<byte[]>> inputs)
      throws RunFailure, IOException {
    try {
      return firmware.run(inputs, timeout).outputs();
    } catch (BoardException e) {
      int finished = Program.finished(firmware.network(), firmware.folder());
      throw new RunFailure(e.getMessage(), finished);
    }
  }
}
