package dev.demitasse.compiler.driver;

import static dev.demitasse.compiler.driver.ReportText.LINE;
import static java.util.Comparator.comparingLong;

import dev.demitasse.compiler.codegen.Plans;
import dev.demitasse.compiler.codegen.Plans.Planned;
import dev.demitasse.compiler.codegen.Pool.Content;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Program;
import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what lies in pools with the bytes that these have. */
final class CheckPools {
  private final Report report;
  private final Program program;

  private CheckPools(Report report, Program program) {
    this.report = report;
    this.program = program;
  }

  /** The pools that are too small. */
  static List<Diagnostic> of(Report report, Program program, Plans plans) {
    CheckPools check = new CheckPools(report, program);
    return plans.pools().stream()
        .filter(p -> p.plan().bytes() > p.pool().capacity())
        .map(check::mistake)
        .toList();
  }

  private Diagnostic mistake(Planned p) {
    boolean constants = p.pool().holds() == Content.CONSTANTS;
    long needed = p.plan().bytes();
    List<String> fixes =
        List.of(
            "give it at least %d bytes".formatted(needed),
            "or place less there",
            "or declare a slower pool behind it");
    return Diagnostic.of(
        Message.POOL_FULL,
        p.pool().position(),
        p.pool().name(),
        needed,
        needed - p.pool().capacity(),
        p.pool().capacity(),
        constants ? "these are placed there" + ReportText.listed(constants(p)) : tensors(p),
        String.join(LINE, constants ? fixes.subList(0, 2) : fixes));
  }

  private List<Tensor> constants(Planned p) {
    Set<String> there =
        program.constants().entrySet().stream()
            .filter(e -> p.offsets().containsKey(e.getValue().buffer().data()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return report.tensors().stream()
        .filter(t -> there.contains(t.name()))
        .sorted(largest())
        .toList();
  }

  /** Who is alive when most is. */
  private String tensors(Planned p) {
    List<Tensor> there =
        report.tensors().stream()
            .filter(t -> t.pool().equals(Optional.of(p.pool().name())))
            .sorted(largest())
            .toList();
    Optional<Integer> peak =
        IntStream.range(0, report.steps().size())
            .boxed()
            .min(comparingLong((Integer step) -> Tensor.occupied(needed(there, step))).reversed());
    List<Tensor> needed = peak.map(step -> needed(there, step)).orElse(there);
    return peak.map(step -> "most is needed in " + ReportText.step(report, step))
            .orElse("states lie there")
        + ReportText.memory(needed, p.plan().bytes());
  }

  private static List<Tensor> needed(List<Tensor> tensors, int step) {
    return tensors.stream()
        .filter(t -> t.first().isPresent() && t.first().get() <= step)
        .filter(t -> step <= t.last().orElseThrow())
        .toList();
  }

  private static Comparator<Tensor> largest() {
    return comparingLong(Tensor::bytes).reversed();
  }
}
