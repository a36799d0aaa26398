package dev.demitasse.benchmarks;

import dev.demitasse.boards.NetworkSources;
import dev.demitasse.compiler.report.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A network whose C reads a clock before and behind each step. It has one output more, which is
 * what each step took, and then what the whole run took.
 *
 * @param report on the network
 * @param sources the C
 */
record Profiled(Report report, NetworkSources sources) {
  private static final List<String> OPTIONS = List.of("-Ademitasse.profile=on");

  private static final String GLUE =
      """
      $clock$
      #include "network.h"

      #define network_output output_of_network
      #define network_run run_of_network
      $glue$
      #undef network_output
      #undef network_run

      static uint32_t counts[$steps$ + 1];

      uint32_t $prefix$_profile_begin(int32_t step) {
        (void)step;
        return now();
      }

      void $prefix$_profile_end(int32_t step, uint32_t began) {
        counts[step] = now() - began;
      }

      int32_t network_run(void) {
        const uint32_t began = now();
        const int32_t status = run_of_network();
        counts[$steps$] = now() - began;
        return status;
      }

      struct network_tensor network_output(size_t i) {
        return i == $outputs$ ? (struct network_tensor){counts, sizeof counts} : output_of_network(i);
      }
      """;

  /**
   * Generates the C of a model. What is around it is that of the same model without a profile.
   *
   * @param clock defines {@code now()}, which is a {@code uint32_t} and may wrap
   */
  static Profiled of(TrainedModel model, Workshop workshop, String clock) throws IOException {
    Generated generated = workshop.generated(model, OPTIONS);
    NetworkSources plain = workshop.generated(model, List.of()).sources();
    int steps = generated.report().steps().size();
    String glue =
        GLUE.replace("$clock$", clock)
            .replace("$glue$", plain.glue())
            .replace("$prefix$", generated.report().prefix())
            .replace("$steps$", String.valueOf(steps))
            .replace("$outputs$", String.valueOf(plain.outputBytes().size()));
    List<Integer> outputBytes = new ArrayList<>(plain.outputBytes());
    outputBytes.add((steps + 1) * Integer.BYTES);
    List<Path> files =
        plain.files().stream().map(file -> generated.c().resolve(file.getFileName())).toList();
    return new Profiled(
        generated.report(),
        new NetworkSources(
            plain.name(), glue, files, List.of(generated.c()), plain.inputBytes(), outputBytes));
  }

  /** Reads the additional output: what each step took, and the whole run. */
  static long[] counts(List<byte[]> outputs) {
    ByteBuffer bytes = ByteBuffer.wrap(outputs.getLast()).order(ByteOrder.LITTLE_ENDIAN);
    long[] counts = new long[bytes.capacity() / Integer.BYTES];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Integer.toUnsignedLong(bytes.getInt());
    }
    return counts;
  }

  /**
   * Returns the steps.
   *
   * @param flags of the C compiler
   * @param figure what was counted
   * @param counts of each step
   */
  List<Step> steps(TrainedModel model, String target, String flags, Figure figure, long[] counts) {
    List<Step> steps = new ArrayList<>();
    for (Report.Step step : report.steps()) {
      Map<Figure, Long> figures = new EnumMap<>(Figure.class);
      figures.put(figure, counts[steps.size()]);
      step.macs().filter(macs -> macs > 0).ifPresent(macs -> figures.put(Figure.MACS, macs));
      String all = flags + " " + String.join(" ", OPTIONS);
      steps.add(new Step(steps.size(), step.title(), new Row(model.name(), target, all, figures)));
    }
    return steps;
  }
}
