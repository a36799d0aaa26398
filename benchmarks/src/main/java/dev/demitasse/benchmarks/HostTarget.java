package dev.demitasse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * This computer, on which generated C and ONNX Runtime take turns, so that whatever else it does
 * slows all of them alike.
 *
 * @param cc the C compiler
 * @param rounds how many turns each has
 */
record HostTarget(String cc, int rounds) implements Target {
  /** How long a turn is, about. */
  private static final long TURN_NS = 20_000_000;

  /** The fewest inferences in a turn. So many tell how long one takes, before. */
  private static final int LEAST_RUNS = 3;

  /** The most. */
  private static final int MOST_RUNS = 1000;

  private static final List<String> FUSED = List.of("-Ademitasse.mac=fused");
  private static final List<String> BEST = List.of("-std=c99", "-O3", "-march=native");
  private static final List<String> PLAIN = List.of("-std=c99", "-O2");

  /** How often a network runs whose steps are timed. */
  private static final int STEP_RUNS = 100;

  private static final String CLOCK =
      """
      #define _POSIX_C_SOURCE 199309L
      #include <stdint.h>
      #include <time.h>

      static uint32_t now(void) {
        struct timespec time;
        clock_gettime(CLOCK_MONOTONIC, &time);
        return (uint32_t)(time.tv_sec * 1000000000 + time.tv_nsec);
      }
      """;

  /** A way to build a model. */
  private record Build(List<String> javac, List<String> cc) {
    String flags() {
      List<String> all = new ArrayList<>(cc);
      all.addAll(javac);
      return String.join(" ", all);
    }
  }

  @Override
  public String id() {
    return "host";
  }

  @Override
  public Map<String, String> machine() throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("cpu", cpu());
    machine.put("native", nativeArchitecture());
    machine.put("cc", Command.version(cc));
    machine.put("onnxRuntime", OnnxSession.version());
    machine.put("java", Runtime.version().toString());
    return machine;
  }

  private static String cpu() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String text = Files.exists(info) ? Files.readString(info) : "";
    return first("(?m)^model name\\s*: (.*)$", text, System.getProperty("os.arch"));
  }

  /** What the compiler takes {@code -march=native} for. */
  private String nativeArchitecture() throws IOException {
    List<String> words = List.of(cc, "-march=native", "-Q", "--help=target");
    return first("(?m)^\\s*-march=\\s+(\\S+)$", Command.run(Path.of("."), words), "unknown");
  }

  private static String first(String pattern, String text, String otherwise) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : otherwise;
  }

  @Override
  public List<Row> measure(TrainedModel model, Workshop workshop) throws IOException {
    List<Build> builds = new ArrayList<>();
    builds.add(new Build(List.of(), BEST));
    if (!model.isQuantized()) {
      builds.add(new Build(FUSED, BEST)); // integers do not round
    }
    builds.add(new Build(List.of(), PLAIN));
    List<HostProgram> programs = new ArrayList<>();
    try (OnnxSession onnx = OnnxSession.of(OnnxModel.read(model.file()), model.inputs())) {
      model.check("ONNX Runtime", onnx.outputs(), onnxTolerance(model));
      for (Build build : builds) {
        HostProgram program =
            HostProgram.start(
                cc,
                build.cc(),
                workshop.generated(model, build.javac()).sources(),
                model.inputs(),
                workshop.folder(model, id()));
        programs.add(program);
        model.check("'" + build.flags() + "'", program.outputs(), model.tolerance());
      }
      return rows(model, builds, programs, onnx, workshop);
    } finally {
      for (HostProgram program : programs) {
        program.close();
      }
    }
  }

  /**
   * ONNX Runtime rounds sums of integers in another way than TFLite does. Where scores are close,
   * one step of a score is about ten of a probability.
   */
  private static double onnxTolerance(TrainedModel model) {
    return model.isQuantized() ? 16 : model.tolerance();
  }

  private List<Row> rows(
      TrainedModel model,
      List<Build> builds,
      List<HostProgram> programs,
      OnnxSession onnx,
      Workshop workshop)
      throws IOException {
    List<Contender> contenders = new ArrayList<>(programs);
    contenders.add(onnx);
    List<Times> times = race(contenders);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < builds.size(); i++) {
      Map<Figure, Long> figures = new EnumMap<>(Figure.class);
      Generated generated = workshop.generated(model, builds.get(i).javac());
      figures.putAll(generated.figures());
      figures.putAll(programs.get(i).figures());
      figures.put(Figure.STACK, Stack.bytes(generated, programs.get(i).objects()));
      figures.putAll(times.get(i).figures(Figure.NS, Figure.NS_MIN));
      figures.putAll(times.getLast().figures(Figure.ONNX_NS, Figure.ONNX_NS_MIN));
      rows.add(new Row(model.name(), id(), builds.get(i).flags(), figures));
    }
    return rows;
  }

  /** All take turns, behind one that only warms up. */
  private List<Times> race(List<Contender> contenders) throws IOException {
    List<Integer> runs = new ArrayList<>();
    List<Times> times = new ArrayList<>();
    for (Contender contender : contenders) {
      long least = Arrays.stream(contender.time(LEAST_RUNS)).min().orElseThrow();
      int turn = Math.clamp(TURN_NS / Math.max(1, least), LEAST_RUNS, MOST_RUNS);
      contender.time(turn);
      runs.add(turn);
      times.add(new Times());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        times.get(i).add(contenders.get(i).time(runs.get(i)));
      }
    }
    return times;
  }

  /** The least that each step took. */
  @Override
  public List<Step> steps(TrainedModel model, Workshop workshop) throws IOException {
    Profiled profiled = Profiled.of(model, workshop, CLOCK);
    Path folder = workshop.folder(model, id());
    List<byte[]> inputs = Collections.nCopies(STEP_RUNS, model.inputs().getFirst());
    try (HostProgram program = HostProgram.start(cc, BEST, profiled.sources(), inputs, folder)) {
      program.outputs().forEach(output -> model.checkFirst(id(), output));
      long[] least =
          program.runs().stream().map(Profiled::counts).reduce(HostTarget::least).orElseThrow();
      String flags = new Build(List.of(), BEST).flags();
      return profiled.steps(model, id(), flags, Figure.NS_MIN, least);
    }
  }

  private static long[] least(long[] a, long[] b) {
    return IntStream.range(0, a.length).mapToLong(i -> Math.min(a[i], b[i])).toArray();
  }
}
