package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.codegen.Plans.Place;
import dev.demitasse.compiler.graph.Constant;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.graph.State;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.report.Report.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a report is about memory: where everything lies, and when it is needed. */
final class ReportTensors {
  private final Emission emission;
  private final Map<Var, String> names;
  private final int steps;
  private final Map<Var, Integer> first = new HashMap<>();
  private final Map<Var, Integer> last = new HashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();

  private ReportTensors(Emission emission) {
    this.emission = emission;
    this.names = MainNames.everywhere(emission);
    List<Expr.Call> calls = emission.calls();
    this.steps = calls.size();
    for (int step = 0; step < steps; step++) {
      for (Expr argument : calls.get(step).arguments()) {
        if (argument instanceof Address(Buffer b)) {
          need(b, step);
        }
      }
    }
  }

  /** Everything that a network has in memory. */
  static List<Tensor> of(Emission emission) {
    ReportTensors report = new ReportTensors(emission);
    report.ports();
    report.constants();
    report.states();
    report.allocations();
    return report.tensors.stream().map(report::withShared).toList();
  }

  /** Bytes of a pool in which something lies that is needed in a step. */
  static long live(List<Tensor> tensors, Pool pool, int step) {
    return Tensor.occupied(
        tensors.stream()
            .filter(t -> t.pool().equals(Optional.of(pool.name())) && isNeeded(t, step, step))
            .toList());
  }

  private void ports() {
    boolean inWorkspace = emission.firmware().workspaceIo() && steps > 0;
    for (Port p : emission.program().inputs()) {
      if (inWorkspace) {
        need(p.buffer(), 0); // the caller writes it before the run
      }
      add(p.buffer(), Tensor.Kind.INPUT);
    }
    for (Port p : emission.program().outputs()) {
      if (inWorkspace) {
        need(p.buffer(), steps - 1); // and reads it behind
      }
      add(p.buffer(), Tensor.Kind.OUTPUT);
    }
  }

  private void constants() {
    for (Constant c : emission.program().constants().values()) {
      add(c.buffer(), Tensor.Kind.CONSTANT, Optional.of(c.source()));
    }
  }

  private void states() {
    for (State s : emission.program().states()) {
      if (steps > 0) {
        need(s.buffer(), 0);
        need(s.buffer(), steps - 1);
      }
      add(s.buffer(), Tensor.Kind.STATE);
    }
  }

  private void allocations() {
    for (Buffer b : emission.allocations()) {
      boolean inOneStep = first.get(b.data()).equals(last.get(b.data()));
      add(b, inOneStep ? Tensor.Kind.SCRATCH : Tensor.Kind.INTERMEDIATE);
    }
  }

  /** A buffer is needed in a step. */
  private void need(Buffer b, int step) {
    first.merge(b.data(), step, Math::min);
    last.merge(b.data(), step, Math::max);
  }

  private void add(Buffer b, Tensor.Kind kind) {
    add(b, kind, Optional.empty());
  }

  private void add(Buffer b, Tensor.Kind kind, Optional<String> source) {
    Optional<Place> place = emission.plans().place(b.data());
    tensors.add(
        new Tensor(
            names.get(b.data()),
            kind,
            InterfaceJson.type(b.element()),
            b.shape(),
            b.bytes(),
            place.map(p -> p.pool().name()),
            place.filter(p -> !p.pool().isSection()).map(Place::offset),
            Optional.ofNullable(first.get(b.data())),
            Optional.ofNullable(last.get(b.data())),
            List.of(),
            source));
  }

  private Tensor withShared(Tensor t) {
    return new Tensor(
        t.name(),
        t.kind(),
        t.type(),
        t.shape(),
        t.bytes(),
        t.pool(),
        t.offset(),
        t.first(),
        t.last(),
        tensors.stream().filter(o -> o != t && share(t, o)).map(Tensor::name).toList(),
        t.source());
  }

  private static boolean share(Tensor a, Tensor b) {
    return a.offset().isPresent()
        && a.pool().equals(b.pool())
        && a.first().isPresent()
        && isNeeded(b, a.first().get(), a.last().orElseThrow())
        && a.offset().orElseThrow() < end(b)
        && b.offset().orElseThrow() < end(a);
  }

  /** Whether a tensor is needed in some of these steps. */
  private static boolean isNeeded(Tensor t, int from, int to) {
    return t.first().isPresent() && t.first().get() <= to && from <= t.last().orElseThrow();
  }

  private static long end(Tensor t) {
    return t.offset().orElseThrow() + t.bytes();
  }
}
