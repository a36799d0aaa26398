package dev.demitasse.operators.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the comparisons add up to, for {@code target/exec.json}. */
final class Figures {
  private static final Path FILE = Path.of("target", "exec.json");

  private final List<String> configurations = new ArrayList<>();
  private int outputs;
  private long elements;
  private int differences;

  void add(String configuration, Comparison comparison) {
    configurations.add(
        """
            {"name": "%s", "outputs": %d, "elements": %d, "differences": %d}\
        """
            .formatted(
                configuration,
                comparison.tensors(),
                comparison.elements(),
                comparison.differences().size()));
    outputs += comparison.tensors();
    elements += comparison.elements();
    differences += comparison.differences().size();
  }

  /** Writes the file: cases are networks with inputs, comparisons are elements. */
  void write() throws IOException {
    int networks = Selection.ALL.networks().size();
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE,
        """
        {
          "networks": %d,
          "cases": %d,
          "outputs": %d,
          "comparisons": %d,
          "differences": %d,
          "configurations": [
        %s
          ]
        }
        """
            .formatted(
                networks,
                networks * Run.ALL.size(),
                outputs,
                elements,
                differences,
                String.join(",\n", configurations)));
  }
}
