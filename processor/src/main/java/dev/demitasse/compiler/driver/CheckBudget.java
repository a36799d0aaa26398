package dev.demitasse.compiler.driver;

import static dev.demitasse.compiler.driver.ReportText.LINE;
import static dev.demitasse.compiler.driver.ReportText.listed;
import static dev.demitasse.compiler.driver.ReportText.step;
import static dev.demitasse.compiler.driver.ReportText.tensor;
import static java.util.Comparator.comparingLong;

import dev.demitasse.compiler.codegen.Saving;
import dev.demitasse.compiler.codegen.Target;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Limits;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Access;
import dev.demitasse.compiler.report.Report.Remark;
import dev.demitasse.compiler.report.Report.Step;
import dev.demitasse.compiler.report.Report.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares what a network takes with its limits. Where it takes more, the message names what takes
 * most, and what would take less: only what this network leaves to be done.
 */
final class CheckBudget {
  private static final String FLOAT = "float32";

  /** Axes of what has rows, columns and channels. */
  private static final int IMAGE = 3;

  private final Report report;
  private final Limits limits;
  private final Target target;
  private final List<Diagnostic> broken = new ArrayList<>();

  private CheckBudget(Report report, Limits limits, Target target) {
    this.report = report;
    this.limits = limits;
    this.target = target;
  }

  /** Those of the limits, known when the network is compiled, that do not hold. */
  static List<Diagnostic> of(Report report, Limits limits, Target target) {
    CheckBudget check = new CheckBudget(report, limits, target);
    check.ram();
    check.constants();
    check.macs();
    return check.broken;
  }

  private void breaks(Message message, long value, long limit, String reason, List<String> cures) {
    String limited = message.code().replace("budget-", "");
    List<String> fixes = new ArrayList<>(cures);
    fixes.add(
        "%sallow it: @Budget(%s = %d)".formatted(cures.isEmpty() ? "" : "or ", limited, value));
    broken.add(
        Diagnostic.of(
            message,
            limits.position(),
            report.network(),
            value,
            value - limit,
            limit,
            reason,
            String.join(LINE, fixes)));
  }

  private boolean isOver(Optional<Long> limit, long value) {
    return limit.isPresent() && value > limit.get();
  }

  // ---- RAM ----

  private void ram() {
    long ram = report.totals().ram();
    if (!isOver(limits.ram(), ram)) {
      return;
    }
    Optional<Integer> peak =
        IntStream.range(0, report.steps().size())
            .boxed()
            .min(largest(i -> report.steps().get(i).live()));
    List<Tensor> live =
        report.tensors().stream()
            .filter(t -> t.kind() == Tensor.Kind.STATE || (peak.isPresent() && isIn(t, peak.get())))
            .filter(t -> t.pool().isPresent() && t.kind() != Tensor.Kind.CONSTANT)
            .sorted(largest(Tensor::bytes))
            .toList();
    String where = peak.map(i -> "most is needed in " + step(report, i)).orElse("it has states");
    breaks(
        Message.BUDGET_RAM,
        ram,
        limits.ram().orElseThrow(),
        where + ReportText.memory(live, ram),
        ramCures(live));
  }

  private static boolean isIn(Tensor t, int step) {
    return t.first().isPresent() && t.first().get() <= step && step <= t.last().orElseThrow();
  }

  private List<String> ramCures(List<Tensor> live) {
    List<String> cures = new ArrayList<>();
    if (!target.savings().containsAll(List.of(Saving.values()))) {
      cures.add("let all be done for a smaller workspace: -Ademitasse.memory=all");
    }
    String ports =
        live.stream()
            .filter(t -> t.kind() == Tensor.Kind.INPUT || t.kind() == Tensor.Kind.OUTPUT)
            .map(t -> "'" + t.name() + "'")
            .collect(Collectors.joining(", "));
    if (!ports.isEmpty()) {
      cures.add(
          "have the caller bring the memory of "
              + ports
              + ", which does not count: io = \"caller\"");
    }
    quantised(live).ifPresent(cures::add);
    if (live.stream().limit(1).anyMatch(t -> t.shape().size() >= IMAGE)) {
      smaller("the tensors of its layers grow").ifPresent(cures::add);
    }
    return cures;
  }

  // ---- Constants ----

  private void constants() {
    long bytes = report.totals().constants();
    if (!isOver(limits.constants(), bytes)) {
      return;
    }
    List<Tensor> constants =
        report.tensors().stream()
            .filter(t -> t.kind() == Tensor.Kind.CONSTANT)
            .sorted(largest(Tensor::bytes))
            .toList();
    List<String> cures = new ArrayList<>();
    quantised(constants).ifPresent(cures::add);
    flattened(constants.get(0)).ifPresent(cures::add);
    breaks(
        Message.BUDGET_CONSTANTS,
        bytes,
        limits.constants().orElseThrow(),
        "most of it is in"
            + listed(
                constants,
                Tensor::bytes,
                t -> "%d bytes: %s%s".formatted(t.bytes(), tensor(t), readers(t)),
                "bytes"),
        cures);
  }

  private String readers(Tensor t) {
    String readers =
        readersOf(t)
            .map(i -> "'" + report.steps().get(i).title() + "'")
            .distinct()
            .collect(Collectors.joining(", "));
    return readers.isEmpty() ? "" : ", read by " + readers;
  }

  private Stream<Integer> readersOf(Tensor t) {
    return IntStream.range(0, report.steps().size())
        .filter(
            i -> report.steps().get(i).reads().stream().anyMatch(a -> a.tensor().equals(t.name())))
        .boxed();
  }

  /** A matrix of weights has a row or column for each element of an image that a step flattens. */
  private Optional<String> flattened(Tensor weights) {
    return readersOf(weights)
        .map(report.steps()::get)
        .flatMap(s ->
            s.reads().stream()
                .map(a -> find(a.tensor()))
                .filter(t -> t.kind() != Tensor.Kind.CONSTANT && hasPlaces(t))
                .filter(t -> weights.shape().size() == 2 && weights.shape().contains(size(t)))
                .map(t ->
                    "pool %s before '%s' reads all of it: each of its elements has weights"
                        .formatted(tensor(t), s.title())))
        .findFirst();
  }

  private static boolean hasPlaces(Tensor t) {
    return t.shape().size() >= IMAGE && size(t) > t.shape().get(t.shape().size() - 1);
  }

  private Tensor find(String name) {
    return report.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static int size(Tensor t) {
    return t.shape().stream().reduce(1, (a, b) -> a * b);
  }

  // ---- Multiply-accumulates ----

  private void macs() {
    if (limits.macs().isEmpty()) {
      return;
    }
    Optional<Long> macs = report.totals().macs();
    if (macs.isEmpty()) {
      String unknown =
          report.steps().stream().filter(s -> s.macs().isEmpty()).findFirst().orElseThrow().title();
      broken.add(
          Diagnostic.of(
              Message.BUDGET,
              limits.position(),
              "the multiply-accumulates of network '%s' are not known".formatted(report.network()),
              "'%s' has some in a 'while' loop, of which nobody knows how often it goes round"
                  .formatted(unknown),
              "write the loop as a 'for' over what is known, or leave out the limit"));
    } else if (isOver(limits.macs(), macs.get())) {
      List<Integer> steps =
          IntStream.range(0, report.steps().size()).boxed().sorted(largest(this::macs)).toList();
      Step most = report.steps().get(steps.get(0));
      List<String> cures = new ArrayList<>();
      if (most.writes().stream().anyMatch(a -> a.shape().size() >= IMAGE)) {
        smaller("the work of its layers grows").ifPresent(cures::add);
      }
      breaks(
          Message.BUDGET_MACS,
          macs.get(),
          limits.macs().orElseThrow(),
          "most are in"
              + listed(
                  steps,
                  this::macs,
                  i -> "%d: %s%s".formatted(macs(i), step(report, i), made(report.steps().get(i))),
                  "of them")
              + bounds(),
          cures);
    }
  }

  /** What was counted with bounds. */
  private String bounds() {
    return report.remarks().stream()
        .filter(r -> r.pass().equals(Remark.MACS))
        .map(r -> LINE + "'" + r.subject() + "' computes " + r.reason())
        .distinct()
        .collect(Collectors.joining());
  }

  private long macs(int step) {
    return report.steps().get(step).macs().orElseThrow();
  }

  private String made(Step step) {
    return step.writes().stream()
        .map(Access::tensor)
        .map(this::find)
        .filter(t -> t.kind() != Tensor.Kind.SCRATCH)
        .map(t -> ", makes " + tensor(t))
        .findFirst()
        .orElse("");
  }

  // ---- Cures ----

  private static Optional<String> quantised(List<Tensor> tensors) {
    long floats =
        tensors.stream().filter(t -> t.type().equals(FLOAT)).mapToLong(Tensor::bytes).sum();
    return floats == 0
        ? Optional.empty()
        : Optional.of(
            "quantise the network to int8: %d of these bytes are float32, and become about a quarter"
                .formatted(floats));
  }

  private Optional<String> smaller(String what) {
    return report.tensors().stream()
        .filter(t -> t.kind() == Tensor.Kind.INPUT && t.shape().size() >= IMAGE)
        .findFirst()
        .map(
            t -> "make the input '%s' %s smaller: %s with it".formatted(t.name(), t.shape(), what));
  }

  private static <T> Comparator<T> largest(ToLongFunction<T> of) {
    return comparingLong(of).reversed();
  }
}
