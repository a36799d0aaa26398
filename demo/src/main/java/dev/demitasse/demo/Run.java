package dev.demitasse.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the network over all test images, by a program of its own.
 *
 * @param answers what the network said
 * @param figures what the program measured, by name
 */
record Run(Answers answers, Map<String, Double> figures) {

  Run {
    figures = Map.copyOf(figures);
  }

  /**
   * Runs a program that writes its outputs to the file named by its last argument and its figures,
   * a name and a number on each line, to its standard output.
   *
   * @param command the program and all arguments but the last
   * @param outputs the file for the outputs
   */
  static Run of(List<String> command, Path outputs) throws IOException, InterruptedException {
    List<String> words = Stream.concat(command.stream(), Stream.of(outputs.toString())).toList();
    Map<String, Double> figures =
        Command.run(words, "can programs run in this folder?")
            .lines()
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
    return new Run(Answers.read(outputs), figures);
  }

  /** Returns the nanoseconds that the network took for one image. */
  double nsPerImage() {
    return figures.get("nsPerImage");
  }

  /** Returns the bytes of workspace that the program gave to the network; only C knows. */
  int workspaceBytes() {
    return figures.get("workspaceBytes").intValue();
  }
}
