package dev.demitasse.boards;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A network in C, as it goes into firmware.
 *
 * @param name what errors call it
 * @param glue the text of a C file that has the functions of {@code network.h}, which is found
 *     beside it
 * @param files the C files of the network
 * @param includes the folders of their headers
 * @param inputBytes the size of each input
 * @param outputBytes the size of each output
 */
public record NetworkSources(
    String name,
    String glue,
    List<Path> files,
    List<Path> includes,
    List<Integer> inputBytes,
    List<Integer> outputBytes) {

  /** Copies the lists. */
  public NetworkSources {
    files = List.copyOf(files);
    includes = List.copyOf(includes);
    inputBytes = List.copyOf(inputBytes);
    outputBytes = List.copyOf(outputBytes);
  }

  /**
   * Returns a network that the compiler has generated, with glue for it.
   *
   * @param json its {@code tvmgen_<network>.json}, with the C files in the same folder
   * @throws BoardException if the network has no entry point of structs, or runs on devices
   * @throws IOException if the file cannot be read
   */
  public static NetworkSources generated(Path json) throws IOException {
    return Glue.sources(json);
  }
}
