package dev.demitasse.junit;

import dev.demitasse.boards.NetworkSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A network that is compiled for a machine. */
interface Program {
  /** What programs write the outputs of their runs to, one run after the other. */
  String OUTPUTS = "outputs.bin";

  /** What C is compiled with on all machines. */
  List<String> FLAGS =
      List.of(
          "-std=c99",
          "-O2",
          "-Wall",
          "-Wextra",
          "-Wpedantic",
          "-Wconversion",
          "-Wshadow",
          "-Werror");

  /**
   * Runs it several times, beginning as after a reset.
   *
   * @param inputs of each run, the bytes of each input
   * @return of each run, the bytes of each output
   */
  List<List<byte[]>> run(List<List<byte[]>> inputs) throws RunFailure, IOException;

  /** How many runs have written their outputs, of a program that did not come to its end. */
  static int finished(NetworkSources network, Path folder) throws IOException {
    long bytes = network.outputBytes().stream().mapToLong(size -> size).sum();
    Path outputs = folder.resolve(OUTPUTS);
    return bytes == 0 || !Files.exists(outputs) ? 0 : (int) (Files.size(outputs) / bytes);
  }
}
