package dev.demitasse.compiler.frontend;

import com.sun.source.util.Trees;
import dev.demitasse.Budget;
import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.graph.Limits;
import dev.demitasse.compiler.ir.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Reads and checks what {@link Budget} says of a network. */
final class BudgetReader {

  private BudgetReader() {}

  /** The limits of a network, if it has any. Those that are wrong are none. */
  static Optional<Limits> limits(TypeElement network, Trees trees, Sources sources) {
    TypeElement declared = Parts.declared(network);
    return Optional.ofNullable(declared.getAnnotation(Budget.class))
        .map(b ->
            new Limits(
                limit(b.ram()),
                limit(b.constants()),
                limit(b.macs()),
                limit(b.flash()),
                limit(b.stack()),
                position(declared, trees, sources)
                    .orElseGet(() -> sources.position(trees.getPath(network)))));
  }

  private static Optional<Long> limit(long value) {
    return value == Budget.NONE || value < 0 ? Optional.empty() : Optional.of(value);
  }

  /** Checks a class with the annotation. */
  static void check(TypeElement type, Trees trees, Sources sources, List<Diagnostic> mistakes) {
    Position p = position(type, trees, sources).orElseThrow();
    if (!Parts.isNetwork(type)) {
      mistakes.add(
          Diagnostic.of(
              Message.BUDGET,
              p,
              "'%s' has a budget, but is no network".formatted(type.getSimpleName()),
              "limits are compared with what a network takes",
              "put it on the class or interface with @Network"));
    }
    byName(type.getAnnotation(Budget.class))
        .forEach((name, value) -> {
          if (value < 0) {
            mistakes.add(
                Diagnostic.of(
                    Message.BUDGET,
                    p,
                    "limit '%s' is %d".formatted(name, value),
                    "nothing takes less than 0",
                    "correct it, or leave it out where there is no limit"));
          }
        });
  }

  private static Map<String, Long> byName(Budget budget) {
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("ram", budget.ram());
    limits.put("constants", budget.constants());
    limits.put("macs", budget.macs());
    limits.put("flash", budget.flash());
    limits.put("stack", budget.stack());
    return limits;
  }

  /** That of the annotation, if it is being compiled. */
  private static Optional<Position> position(TypeElement type, Trees trees, Sources sources) {
    return type.getAnnotationMirrors().stream()
        .filter(a -> a.getAnnotationType().toString().equals(Budget.class.getName()))
        .map(a -> Optional.ofNullable(trees.getPath(type, a)))
        .flatMap(Optional::stream)
        .map(sources::position)
        .findFirst();
  }
}
