package dev.demitasse.tools;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.graph.Names;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.model.ModelGraph;
import dev.demitasse.compiler.model.NetworkClass;
import dev.demitasse.compiler.model.NetworkWriter;
import dev.demitasse.compiler.tflite.TfliteException;
import dev.demitasse.compiler.tflite.TfliteImporter;
import dev.demitasse.compiler.tflite.TfliteModel;
import dev.demitasse.compiler.tflite.TfliteWeights;
import dev.demitasse.compiler.weights.WeightArray;
import dev.demitasse.compiler.weights.WeightFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Leaves a trained model in the user's sources as a class to edit, with its weights. */
@Command(
    name = "eject",
    description = "Writes a trained model as a Java class to edit, and its weights beside it.",
    mixinStandardHelpOptions = true)
final class Eject implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model: a .tflite file.")
  private Path model;

  @Option(
      names = {"-c", "--class"},
      required = true,
      paramLabel = "NAME",
      description = "The class to write, with its package: acme.KeywordSpotter.")
  private String className;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "run",
      description = "The method that runs the network. Default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      defaultValue = "src/main/java",
      description = "Where Java sources are. Default: ${DEFAULT-VALUE}.")
  private Path sources;

  @Option(
      names = "--resources",
      paramLabel = "FOLDER",
      defaultValue = "src/main/resources",
      description = "Where resources are. Default: ${DEFAULT-VALUE}.")
  private Path resources;

  @Option(names = "--force", description = "Overwrite files that are there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    requireName(className, "--class");
    requireName(method, "--method");
    byte[] content;
    try {
      content = Files.readAllBytes(model);
    } catch (NoSuchFileException absent) {
      return fail("'%s' is not there".formatted(model), "correct the path of the model");
    } catch (IOException unreadable) {
      return fail("'%s' cannot be read: %s".formatted(model, unreadable.getMessage()), "");
    }
    List<Diagnostic> mistakes = new ArrayList<>();
    try {
      String file = model.getFileName().toString();
      Optional<ModelGraph> graph =
          TfliteImporter.graph(TfliteModel.parse(file, content), Position.NONE, mistakes);
      if (graph.isPresent()) {
        return write(graph.get(), TfliteWeights.parse(file, content));
      }
      mistakes.forEach(d -> err(d.text(Position.NONE)));
    } catch (TfliteException e) {
      e.problems().forEach(p -> fail(p.problem(), p.fix()));
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void requireName(String name, String option) {
    if (!SourceVersion.isName(name)) {
      throw new ParameterException(
          spec.commandLine(), "%s: '%s' is no name in Java".formatted(option, name));
    }
  }

  private int fail(String problem, String fix) {
    err(fix.isEmpty() ? problem : problem + "\n  fix:    " + fix);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void err(String text) {
    spec.commandLine().getErr().println(text);
  }

  private int write(ModelGraph graph, WeightFile weights) throws IOException {
    ClassName name = ClassName.bestGuess(className);
    Path folder = Path.of(name.packageName().replace('.', '/'));
    String npz = Names.snakeCase(name.simpleName()) + ".npz";
    NetworkClass target =
        new NetworkClass(
            name, Optional.empty(), true, "", npz, true, method, List.of(), Optional.empty());
    NetworkWriter.Written written = NetworkWriter.write(graph, target);
    JavaFile java = NetworkWriter.file(target, written.type());
    List<WeightArray> arrays = new ArrayList<>();
    written
        .arrays()
        .forEach((array, field) -> arrays.add(weights.arrays().get(array).named(field)));
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(
        sources.resolve(folder).resolve(name.simpleName() + ".java"),
        java.toString().getBytes(StandardCharsets.UTF_8));
    files.put(resources.resolve(folder).resolve(npz), Npz.of(arrays));
    List<Path> there = files.keySet().stream().filter(Files::exists).toList();
    if (!there.isEmpty() && !force) {
      there.forEach(file -> fail("'%s' is there already".formatted(file), "use --force"));
      return CommandLine.ExitCode.SOFTWARE;
    }
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.write(file.getKey(), file.getValue());
      spec.commandLine().getOut().println(file.getKey());
    }
    return CommandLine.ExitCode.OK;
  }
}
