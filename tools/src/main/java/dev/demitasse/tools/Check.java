package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Function;
import dev.demitasse.compiler.report.Report.Tensor;
import dev.demitasse.compiler.report.Report.Totals;
import dev.demitasse.tools.LinkerMap.Section;
import dev.demitasse.tools.StackDepths.Way;
import dev.demitasse.tools.StackUsage.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a network takes of flash and stack by what the C compiler and the linker wrote. */
@Command(
    name = "check",
    description = {
      "Measures the flash and the stack that a network takes, by what the C compiler and the linker"
          + " wrote, compares them with @Budget, and puts them into the report."
    },
    mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {
  private static final String LINE = "\n          ";

  /** What is named of much; the rest is in the table. */
  private static final int MOST = 5;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REPORT", description = "The report of the network: report.json.")
  private Path file;

  @Option(
      names = "--su",
      paramLabel = "PATH",
      description =
          "What was written with -fstack-usage (.su), and with gcc's -fcallgraph-info=su (.ci):"
              + " files, or folders with them.")
  private List<Path> frames = List.of();

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "The map of the firmware, of GNU ld or lld: written with -Wl,-Map=FILE.")
  private Optional<Path> map = Optional.empty();

  @Option(
      names = "--frame",
      paramLabel = "NAME=BYTES",
      description =
          "What a function of others takes of the stack, with all that it calls: memset=16.")
  private Map<String, Long> given = Map.of();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the report is written with what was measured. Default: where it is.")
  private Optional<Path> output = Optional.empty();

  private final List<String> mistakes = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (frames.isEmpty() && map.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing option: --su, --map, or both");
    }
    given.forEach((name, bytes) -> {
      if (bytes < 0) {
        throw new ParameterException(
            spec.commandLine(), "--frame: '%s' cannot take %d bytes".formatted(name, bytes));
      }
    });
    Optional<Report> report = report();
    Optional<StackDepths> stack = report.filter(r -> !frames.isEmpty()).flatMap(this::stack);
    Optional<FlashUse> flash = report.flatMap(r -> map.flatMap(m -> flash(r, m)));
    if (!mistakes.isEmpty()) {
      mistakes.forEach(this::err);
      return CommandLine.ExitCode.SOFTWARE;
    }
    Report measured = measured(report.orElseThrow(), stack, flash);
    stack.ifPresent(s -> checkStack(measured, s));
    flash.ifPresent(f -> checkFlash(measured, f));
    new CheckTable(measured, stack, flash).print(spec.commandLine().getOut());
    write(measured);
    broken.forEach(this::err);
    return broken.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void err(String text) {
    spec.commandLine().getErr().println(text);
  }

  // ---- Reading ----

  private Optional<String> text(Path path) {
    try {
      return Optional.of(Reports.text(path));
    } catch (InputException e) {
      mistake(e);
      return Optional.empty();
    }
  }

  private void mistake(InputException e) {
    mistakes.add(e.text());
  }

  private Optional<Report> report() {
    try {
      return Optional.of(Reports.read(file));
    } catch (InputException e) {
      mistake(e);
      return Optional.empty();
    }
  }

  private Optional<StackDepths> stack(Report report) {
    List<Frame> all = new ArrayList<>();
    List<CallInfo.Node> calls = new ArrayList<>();
    for (Path path : frames) {
      for (Path file : files(path)) {
        Optional<String> text = text(file);
        try {
          if (text.isPresent() && file.toString().endsWith(".ci")) {
            calls.addAll(CallInfo.parse(file, text.get()));
          } else if (text.isPresent()) {
            all.addAll(StackUsage.parse(file, text.get()));
          }
        } catch (InputException e) {
          mistake(e);
        }
      }
    }
    if (!mistakes.isEmpty()) {
      return Optional.empty();
    }
    StackDepths depths = new StackDepths(report, all, calls, given);
    report.functions().forEach(f -> depths.way(f.symbol()));
    depths.mistakes().forEach(this::mistake);
    return Optional.of(depths);
  }

  private List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> found =
          files
              .filter(f -> f.toString().endsWith(".su") || f.toString().endsWith(".ci"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        mistake(
            new InputException(
                "'%s' has no .su file".formatted(path), "compile the C with -fstack-usage"));
      }
      return found;
    } catch (IOException e) {
      mistake(new InputException("'%s' cannot be read: %s".formatted(path, e.getMessage()), ""));
      return List.of();
    }
  }

  private Optional<FlashUse> flash(Report report, Path map) {
    return text(map)
        .flatMap(text -> {
          try {
            List<Section> sections = LinkerMap.parse(map, text);
            FlashUse flash = new FlashUse(report, sections, map);
            flash.mistakes().forEach(this::mistake);
            return Optional.of(flash);
          } catch (InputException e) {
            mistake(e);
            return Optional.empty();
          }
        });
  }

  // ---- Limits ----

  private void checkStack(Report report, StackDepths stack) {
    Optional<Long> limit = report.budget().flatMap(Report.Budget::stack);
    long bytes = report.totals().stack().orElseThrow();
    if (limit.isEmpty()) {
      return;
    }
    if (!stack.unknown().isEmpty()) {
      broken.add(
          "the stack of network '%s' cannot be compared with its budget".formatted(report.network())
              + "\n  reason: nobody says what is taken by "
              + stack.unknown().entrySet().stream()
                  .map(e -> "'%s', which '%s' calls".formatted(e.getKey(), first(e.getValue())))
                  .collect(Collectors.joining(LINE))
              + "\n  fix:    give it, with all that it calls: "
              + stack.unknown().keySet().stream()
                  .map(name -> "--frame " + name + "=...")
                  .collect(Collectors.joining(" ")));
    }
    if (bytes > limit.get()) {
      Way way = StackDepths.deepest(report, stack);
      broken.add(
          "network '%s' takes %d bytes of stack, %d more than the %d of its budget"
                  .formatted(report.network(), bytes, bytes - limit.get(), limit.get())
              + "\n  reason: the deepest way down is"
              + way.steps().stream()
                  .map(step -> "%s%d bytes: %s".formatted(LINE, step.frame(), step.function()))
                  .collect(Collectors.joining())
              + "\n  fix:    allow it: @Budget(stack = "
              + bytes
              + ")");
    }
  }

  private static String first(Iterable<String> names) {
    return names.iterator().next();
  }

  private void checkFlash(Report report, FlashUse flash) {
    Optional<Long> limit = report.budget().flatMap(Report.Budget::flash);
    long bytes = flash.total();
    if (limit.isEmpty() || bytes <= limit.get()) {
      return;
    }
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("constants", flash.constants());
    parts.put("code that is in no section of its own", flash.code());
    parts.put("tables", flash.tables());
    report.functions().forEach(f -> f.flash().ifPresent(b -> parts.put(f.symbol(), b)));
    List<Map.Entry<String, Long>> largest =
        parts.entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    StringBuilder text =
        new StringBuilder(
            "network '%s' takes %d bytes of flash, %d more than the %d of its budget\n  reason: most is in"
                .formatted(report.network(), bytes, bytes - limit.get(), limit.get()));
    largest.stream()
        .limit(MOST)
        .forEach(e -> text.append("%s%d bytes: %s".formatted(LINE, e.getValue(), e.getKey())));
    long rest = largest.stream().skip(MOST).mapToLong(Map.Entry::getValue).sum();
    if (rest > 0) {
      text.append("%s%d bytes: %d others".formatted(LINE, rest, largest.size() - MOST));
    }
    text.append("\n  fix:    ");
    long floats =
        report.tensors().stream()
            .filter(t -> t.kind() == Tensor.Kind.CONSTANT && t.type().equals("float32"))
            .mapToLong(Tensor::bytes)
            .sum();
    if (floats > 0) {
      text.append(
          "quantise the network to int8: %d bytes of constants are float32, and become about a"
                  .formatted(floats)
              + " quarter"
              + LINE
              + "or ");
    }
    broken.add(text + "allow it: @Budget(flash = " + bytes + ")");
  }

  // ---- Writing ----

  private static Report measured(Report r, Optional<StackDepths> stack, Optional<FlashUse> flash) {
    Totals t = r.totals();
    List<Function> functions =
        r.functions().stream()
            .map(f ->
                new Function(
                    f.symbol(),
                    f.kind(),
                    f.title(),
                    f.position(),
                    f.callees(),
                    f.steps(),
                    flash.isPresent() ? flash.get().function(f.symbol()) : f.flash(),
                    stack.isPresent() ? stack.get().frame(f.symbol()) : f.frame()))
            .toList();
    return new Report(
        r.reportVersion(),
        r.network(),
        r.prefix(),
        r.modelHash(),
        r.target(),
        new Totals(
            t.ram(),
            t.workspace(),
            t.state(),
            t.constants(),
            t.io(),
            t.macs(),
            t.calls(),
            t.functions(),
            flash.map(FlashUse::total).or(t::flash),
            stack.map(s -> StackDepths.deepest(r, s).bytes()).or(t::stack)),
        r.budget(),
        r.pools(),
        r.tensors(),
        r.steps(),
        functions,
        r.remarks());
  }

  private void write(Report report) throws IOException {
    Path folder = output.orElse(file.toAbsolutePath().getParent());
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".json"), report.json());
    Files.writeString(folder.resolve(name + ".html"), report.html());
  }
}
