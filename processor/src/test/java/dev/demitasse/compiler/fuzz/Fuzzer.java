package dev.demitasse.compiler.fuzz;

import dev.demitasse.Tensor;
import dev.demitasse.compiler.codegen.CSources;
import dev.demitasse.compiler.diagnostic.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs programs on the JVM, as IR and as C, and says what differs. */
final class Fuzzer {

  /** Something that is not as it should be. */
  record Difference(Program program, String where, String what) {
    @Override
    public String toString() {
      return "%s: %s: %s".formatted(program, where, what);
    }
  }

  private final Figures figures;
  private final UnaryOperator<String> edit;

  /** A fuzzer that compiles the C as it is. */
  Fuzzer(Figures figures) {
    this(figures, UnaryOperator.identity());
  }

  /** A fuzzer that compiles the C with an edit: it finds something if it can. */
  Fuzzer(Figures figures, UnaryOperator<String> edit) {
    this.figures = figures;
    this.edit = edit;
  }

  /** What differs between programs on the JVM and elsewhere. */
  List<Difference> differences(List<Program> programs, List<Configuration> configurations)
      throws IOException {
    List<Difference> found = new ArrayList<>();
    JavaBatch java = JavaBatch.of(programs);
    java.refused().forEach((p, reason) -> found.add(new Difference(p, "javac", reason)));
    Map<Program, CSources> sources = new LinkedHashMap<>();
    Map<Program, Outputs> expected = new LinkedHashMap<>();
    for (Program p : programs) {
      if (!java.refused().containsKey(p) && !java.broken().contains(p)) {
        try {
          IrRun ir = new IrRun();
          sources.put(p, edited(Translation.of(p, java.module(p), ir)));
          expected.put(p, outputs(java, p));
          ir.differences(p, expected.get(p))
              .forEach(
                  (stage, what) -> found.add(new Difference(p, IrRun.STAGES.get(stage), what)));
        } catch (UserError e) {
          found.add(new Difference(p, "refused", e.diagnostics().toString()));
        } catch (RuntimeException | StackOverflowError e) {
          String trace = Stream.of(e.getStackTrace()).limit(3).toList().toString();
          found.add(new Difference(p, "defect", e + " at " + trace));
        }
      }
    }
    sources.keySet().retainAll(expected.keySet());
    long elements = expected.values().stream().mapToLong(Outputs::elements).sum();
    IrRun.STAGES.values().forEach(name -> figures.compared(name, elements));
    figures.programs(programs.size() - java.broken().size());
    figures.broken(java.broken().size());
    if (!sources.isEmpty()) {
      for (Configuration configuration : configurations) {
        Path folder = Files.createTempDirectory("fuzz");
        CRun.differences(folder, configuration, sources, expected)
            .forEach((p, what) -> found.add(new Difference(p, configuration.toString(), what)));
        figures.compared(
            configuration.toString(),
            expected.values().stream().mapToLong(Outputs::elements).sum());
        delete(folder);
      }
    }
    figures.differences(found.size());
    return found;
  }

  private static Outputs outputs(JavaBatch java, Program p) {
    Map<Run, Tensor<?>> tensors = new EnumMap<>(Run.class);
    for (Run run : Run.values()) {
      tensors.put(run, java.run(p, run.inputs(p)));
    }
    return new Outputs(tensors);
  }

  private CSources edited(CSources sources) {
    Map<String, String> files = new LinkedHashMap<>();
    sources.files().forEach((name, text) -> files.put(name, edit.apply(text)));
    return new CSources(files, "");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
