package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts how often one run of a function reads and writes each of its buffers: every load and every
 * store as often as the loops around it go round at most. Conditions count as if they held, no loop
 * as left early, and a {@code while} as one round: an estimate, to tell hot memory from cold.
 *
 * <p>Takes specialised functions of any stage.
 */
public final class Accesses extends RangeRewriter {
  private final Map<Var, Long> counts = new HashMap<>();
  private long rounds = 1;

  private Accesses() {}

  /** The loads and stores by the memory that they touch; none of a buffer that is not there. */
  public static Map<Var, Long> of(PrimFunc f) {
    Accesses accesses = new Accesses();
    accesses.function(f);
    return accesses.counts;
  }

  @Override
  public Expr expr(Expr e) {
    if (e instanceof BufferLoad load) {
      count(load.buffer().data());
    }
    return super.expr(e);
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof BufferStore store) {
      count(store.buffer().data());
    }
    if (!(s instanceof For loop)) {
      return super.stmt(s);
    }
    long outside = rounds;
    rounds = Interval.of(rounds).times(Interval.of(rounds(loop))).high();
    Stmt result = super.stmt(s);
    rounds = outside;
    return result;
  }

  private void count(Var data) {
    counts.merge(data, rounds, (a, b) -> Interval.of(a).plus(Interval.of(b)).high());
  }

  private long rounds(For loop) {
    return ranges().isReachable()
        ? Macs.most(loop, ranges().of(loop.begin()), ranges().of(loop.end()))
        : 0;
  }
}
