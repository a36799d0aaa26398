package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.InPlace;
import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.report.Report.Remark;
import dev.demitasse.compiler.report.Report.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a report says of calls that write a result where something lies that they read, and of those
 * that might have done so, with the reason why they do not.
 */
final class InPlaceRemarks {
  private final Emission emission;
  private final Map<Var, String> names;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final Map<List<Var>, Boolean> safe = new HashMap<>();

  InPlaceRemarks(Emission emission, List<Tensor> tensors) {
    this.emission = emission;
    this.names = MainNames.everywhere(emission);
    tensors.forEach(t -> this.tensors.put(t.name(), t));
  }

  /** The remarks on a call, which is a step of a run. */
  List<Remark> of(int step, Expr.Call call, Optional<String> position) {
    String title = emission.program().titles().get(call.symbol());
    List<Remark> remarks = new ArrayList<>();
    for (Tensor written : tensors(call, true)) {
      List<Tensor> read = tensors(call, false);
      List<Tensor> below =
          read.stream().filter(t -> written.sharesWith().contains(t.name())).toList();
      for (Tensor t : below) {
        String reason = "'%s' lies where '%s' lay".formatted(written.name(), t.name());
        remarks.add(new Remark(Remark.IN_PLACE, Remark.Result.APPLIED, title, reason, position));
      }
      List<Tensor> hoped = read.stream().filter(t -> isHopedFor(step, t, written)).toList();
      if (below.isEmpty() && !hoped.isEmpty()) {
        for (String reason : obstacles(step, call, hoped, written)) {
          remarks.add(new Remark(Remark.IN_PLACE, Remark.Result.MISSED, title, reason, position));
        }
      }
    }
    return remarks;
  }

  /** The tensors that a call writes, or those that it does not. */
  private List<Tensor> tensors(Expr.Call call, boolean written) {
    return parameters(emission.program().callee(call), written).stream()
        .map(i -> tensor(call, i))
        .distinct()
        .toList();
  }

  /** Which parameters a function writes, or does not. */
  private static List<Integer> parameters(PrimFunc f, boolean written) {
    return IntStream.range(0, f.parameterBuffers().size())
        .filter(i -> Stores.writes(f.body(), f.parameterBuffers().get(i).data()) == written)
        .boxed()
        .toList();
  }

  private Tensor tensor(Expr.Call call, int argument) {
    return tensors.get(names.get(((Address) call.arguments().get(argument)).buffer().data()));
  }

  /** Whether a reader may hope that a result lies where something lies that the step reads. */
  private boolean isHopedFor(int step, Tensor read, Tensor written) {
    return emission.target().savings().contains(Saving.IN_PLACE)
        && isInWorkspace(read)
        && isInWorkspace(written)
        && !read.equals(written)
        && written.kind() != Tensor.Kind.SCRATCH
        && written.first().equals(Optional.of(step))
        && written.type().equals(read.type())
        && written.bytes() <= read.bytes();
  }

  private static boolean isInWorkspace(Tensor t) {
    return t.offset().isPresent()
        && t.kind() != Tensor.Kind.CONSTANT
        && t.kind() != Tensor.Kind.STATE;
  }

  /** Why a result lies in none of the places that one may hope for. */
  private List<String> obstacles(int step, Expr.Call call, List<Tensor> hoped, Tensor written) {
    if (emission.program().kernels().containsKey(call.symbol())) {
      return List.of("the inside of an external kernel is out of reach");
    }
    List<Tensor> possible = hoped.stream().filter(read -> isSafe(call, read, written)).toList();
    return possible.isEmpty()
        ? List.of("it would overwrite what it has still to read")
        : possible.stream().map(read -> obstacle(step, read, written)).distinct().toList();
  }

  private boolean isSafe(Expr.Call call, Tensor read, Tensor written) {
    PrimFunc f = emission.program().callee(call);
    return parameters(f, false).stream()
        .filter(r -> tensor(call, r).equals(read))
        .allMatch(r ->
            parameters(f, true).stream()
                .filter(w -> tensor(call, w).equals(written))
                .allMatch(
                    w -> isSafe(f, f.parameterBuffers().get(r), f.parameterBuffers().get(w))));
  }

  private boolean isSafe(PrimFunc f, Buffer read, Buffer written) {
    return safe.computeIfAbsent(
        List.of(read.data(), written.data()), pair -> InPlace.isSafe(f, read, written));
  }

  private static String obstacle(int step, Tensor read, Tensor written) {
    int last = read.last().orElseThrow();
    if (last > step) {
      return "'%s' is needed up to step %d".formatted(read.name(), last);
    }
    String there = read.pool().orElseThrow();
    String here = written.pool().orElseThrow();
    return here.equals(there)
        ? "the plan does without it"
        : "'%s' lies in %s, '%s' in %s".formatted(read.name(), there, written.name(), here);
  }
}
