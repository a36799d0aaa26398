package dev.demitasse.compiler.codegen;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of operators that share memory with another one in some call, one of the two being
 * written: there, the operator works in place, and the pointers must not be {@code restrict}.
 */
final class Overlaps {
  private final Emission emission;
  private final Map<String, Set<Var>> parameters = new HashMap<>();

  Overlaps(Emission emission) {
    this.emission = emission;
    emission.calls().forEach(this::add);
  }

  /** Those of one operator. */
  Set<Var> of(PrimFunc f) {
    return parameters.getOrDefault(f.symbol(), Set.of());
  }

  private void add(Expr.Call call) {
    PrimFunc f = emission.program().functions().find(call.symbol()).orElse(null);
    if (f == null) {
      return; // external kernels never work in place
    }
    List<Expr> arguments = call.arguments();
    for (int w = 0; w < f.parameterBuffers().size(); w++) {
      for (int other = 0; other < f.parameterBuffers().size(); other++) {
        if (w != other
            && Stores.writes(f.body(), f.parameters().get(w))
            && overlap(arguments.get(w), arguments.get(other))) {
          Set<Var> found = parameters.computeIfAbsent(f.symbol(), symbol -> new HashSet<>());
          found.add(f.parameters().get(w));
          found.add(f.parameters().get(other));
        }
      }
    }
  }

  private boolean overlap(Expr a, Expr b) {
    return a instanceof Address(Buffer x)
        && b instanceof Address(Buffer y)
        && emission.isInPool(x)
        && emission.isInPool(y)
        && emission.place(x).pool().equals(emission.place(y).pool())
        && start(x) < end(y)
        && start(y) < end(x);
  }

  private long start(Buffer view) {
    long inside = ((Expr.IntImm) view.offset()).value();
    return emission.place(view).offset() + inside * view.element().bytes();
  }

  private long end(Buffer view) {
    return start(view) + (long) view.reach() * view.element().bytes();
  }
}
