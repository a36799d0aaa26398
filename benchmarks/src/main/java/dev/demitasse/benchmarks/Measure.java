package dev.demitasse.benchmarks;

import dev.demitasse.boards.Board;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures models on targets. */
@Command(
    name = "measure",
    description = "Measures models, and writes the results of each target to a file.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class Measure implements Callable<Integer> {
  /** Where all is built; emptied before. */
  private static final Path WORK = Path.of("target", "work");

  @Spec private CommandSpec spec;

  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "NAMES",
      defaultValue = "host,cortex-m4,cortex-m55",
      description = "'host', and emulated boards by their names; 'all' for all.")
  private List<String> targets;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      defaultValue = "../../shared/models",
      description = "Where the .tflite files are.")
  private Path models;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAMES",
      description = "These models; all that are there if not given.")
  private List<String> only = List.of();

  @Option(
      names = "--golden",
      paramLabel = "FOLDER",
      defaultValue = "../../shared/golden",
      description = "Where their inputs and reference outputs are, with an index.json.")
  private Path golden;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many turns each has that is timed on this computer.")
  private int rounds;

  @Option(
      names = "--cc",
      paramLabel = "PROGRAM",
      defaultValue = "gcc",
      description = "The C compiler for this computer.")
  private String cc;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "results",
      description = "Where to write what was measured.")
  private Path results;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds: %d is no turn".formatted(rounds));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<TrainedModel> measured = models(out);
    List<Target> all = targets();
    Files.createDirectories(results);
    Workshop workshop = new Workshop(emptied(WORK).toAbsolutePath());
    for (Target target : all) {
      Map<String, String> machine = target.machine();
      List<Row> rows = new ArrayList<>();
      List<Step> steps = new ArrayList<>();
      for (TrainedModel model : measured) {
        out.printf("%s: %s%n", target.id(), model.name());
        out.flush();
        rows.addAll(target.measure(model, workshop));
        steps.addAll(target.steps(model, workshop));
      }
      Results written = new Results(target.id(), machine, rows, steps);
      written.write(results);
      out.printf("%n%s%n%n", TargetTable.of(written));
    }
    return CommandLine.ExitCode.OK;
  }

  private List<TrainedModel> models(PrintWriter out) throws IOException {
    List<TrainedModel> present = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (String name : only.isEmpty() ? TrainedModel.NAMES : only) {
      Path file = TrainedModel.file(models, name);
      if (Files.exists(file)) {
        present.add(TrainedModel.read(models, golden, name));
      } else {
        absent.add("'%s'".formatted(file));
      }
    }
    if (present.isEmpty() || !(only.isEmpty() || absent.isEmpty())) {
      throw new Failure(
          "not there: %s: name the folder of the models with --models"
              .formatted(String.join(", ", absent)));
    }
    absent.forEach(file -> out.printf("%s is not there, and left out%n", file));
    return present;
  }

  private List<Target> targets() {
    List<Target> all = new ArrayList<>();
    for (String name : targets) {
      if (name.equals("host") || name.equals("all")) {
        all.add(new HostTarget(cc, rounds));
      }
      if (!name.equals("host")) {
        Board.of(name).forEach(board -> all.add(BoardTarget.of(board)));
      }
    }
    return all;
  }

  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }
}
