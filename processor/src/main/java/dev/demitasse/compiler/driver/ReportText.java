package dev.demitasse.compiler.driver;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Parts of messages about what is in a report. */
final class ReportText {
  /** Begins a line of a reason or a fix. */
  static final String LINE = "\n          ";

  /** What is named; the rest is summed up. */
  private static final int MOST = 5;

  private ReportText() {}

  /** {@code 'relu' float32[1, 8, 8, 4]}. */
  static String tensor(Tensor t) {
    String kind =
        switch (t.kind()) {
          case INPUT, OUTPUT, STATE -> " (" + t.kind().name().toLowerCase(Locale.ROOT) + ")";
          case CONSTANT, INTERMEDIATE, SCRATCH -> "";
        };
    return "'%s' %s%s%s".formatted(t.name(), t.type(), t.shape(), kind);
  }

  /** {@code step 1, 'Dense, Relu' at Net.java:14}. */
  static String step(Report report, int index) {
    Step step = report.steps().get(index);
    return "step %d, '%s'%s"
        .formatted(index, step.title(), step.position().map(p -> " at " + p).orElse(""));
  }

  /** Some, a line for each of the first, and one for the others. */
  static <T> String listed(
      List<T> all, ToLongFunction<T> of, Function<T, String> text, String unit) {
    StringBuilder lines = new StringBuilder();
    List<T> some = all.stream().filter(t -> of.applyAsLong(t) > 0).toList();
    some.stream().limit(MOST).forEach(t -> lines.append(LINE).append(text.apply(t)));
    if (some.size() > MOST) {
      long rest = some.stream().skip(MOST).mapToLong(of).sum();
      lines.append("%s%d %s: %d others".formatted(LINE, rest, unit, some.size() - MOST));
    }
    return lines.toString();
  }

  /** The same of tensors, each with its bytes. */
  static String listed(List<Tensor> all) {
    return listed(all, Tensor::bytes, t -> "%d bytes: %s".formatted(t.bytes(), tensor(t)), "bytes");
  }

  /** What lies in memory at a time, and what of all its bytes is free then. */
  static String memory(List<Tensor> live, long all) {
    long occupied =
        live.stream().collect(Collectors.groupingBy(Tensor::pool)).values().stream()
            .mapToLong(Tensor::occupied)
            .sum();
    long shared = live.stream().mapToLong(Tensor::bytes).sum() - occupied;
    long free = all - occupied;
    return listed(live)
        + (shared > 0 ? LINE + shared + " bytes fewer, as some of these lie in one place" : "")
        + (free > 0 ? LINE + free + " bytes that are free then" : "");
  }
}
