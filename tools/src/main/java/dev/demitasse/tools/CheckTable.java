package dev.demitasse.tools;

import dev.demitasse.compiler.report.Report;
import dev.demitasse.compiler.report.Report.Function;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what was measured of a network: a line for each function, and sums. */
final class CheckTable {
  private final Report report;
  private final Optional<StackDepths> stack;
  private final Optional<FlashUse> flash;

  CheckTable(Report report, Optional<StackDepths> stack, Optional<FlashUse> flash) {
    this.report = report;
    this.stack = stack;
    this.flash = flash;
  }

  void print(PrintWriter out) {
    out.printf("network '%s', bytes:%n%n", report.network());
    out.printf("%8s %8s %8s%n", "flash", "frame", "stack");
    for (Function f : report.functions()) {
      if (f.flash().isPresent() || f.frame().isPresent()) {
        line(out, f.flash(), f.frame(), f.frame().flatMap(b -> depth(f)), f.symbol());
      }
    }
    Optional<Long> none = Optional.empty();
    flash.ifPresent(f -> {
      if (f.code() > 0) {
        line(out, Optional.of(f.code()), none, none, "code of other functions");
      }
      line(out, Optional.of(f.tables()), none, none, "tables");
      line(out, Optional.of(f.constants()), none, none, "constants");
    });
    line(
        out,
        flash.map(FlashUse::total),
        none,
        stack.map(s -> StackDepths.deepest(report, s).bytes()),
        "network");
    out.printf(
        "%nRAM, by the report: %d of workspace and states, %d of inputs and outputs%n%n",
        report.totals().ram(), report.totals().io());
    notes().forEach(out::println);
    out.flush();
  }

  private Optional<Long> depth(Function f) {
    return stack.map(s -> s.way(f.symbol()).bytes());
  }

  private static void line(
      PrintWriter out,
      Optional<Long> flash,
      Optional<Long> frame,
      Optional<Long> stack,
      String name) {
    out.printf("%8s %8s %8s  %s%n", text(flash), text(frame), text(stack), name);
  }

  private static String text(Optional<Long> bytes) {
    return bytes.map(String::valueOf).orElse("");
  }

  /** What the figures rest on. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    stack.ifPresent(s -> {
      notes.add(
          "deepest: "
              + StackDepths.deepest(report, s).steps().stream()
                  .map(Object::toString)
                  .collect(Collectors.joining(" >" + System.lineSeparator() + "    ")));
      s.unknown()
          .forEach((name, callers) ->
              notes.add(
                  "without what '%s' takes, called by %s"
                      .formatted(name, String.join(", ", callers))));
      if (!s.isComplete()) {
        notes.add(
            "without what the C compiler calls by itself, such as memset or arithmetic of floats:"
                + " only .ci files tell of it");
      }
    });
    flash
        .filter(f -> f.code() > 0)
        .ifPresent(f -> notes.add("functions have no sections: compile with -ffunction-sections"));
    Optional<Report.Budget> budget = report.budget();
    if (stack.isEmpty() && budget.flatMap(Report.Budget::stack).isPresent()) {
      notes.add("the budget of stack was not checked: no --su");
    }
    if (flash.isEmpty() && budget.flatMap(Report.Budget::flash).isPresent()) {
      notes.add("the budget of flash was not checked: no --map");
    }
    return notes;
  }
}
