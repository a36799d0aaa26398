package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Removes variables that are not used, and memory of the function's own that is not read, except to
 * write to it again, with all that is stored there.
 */
final class RemoveUnused extends Rewriter {
  private final Set<Var> used;
  private final Set<Var> own = new HashSet<>();

  private RemoveUnused(Set<Var> used) {
    this.used = used;
  }

  static PrimFunc run(PrimFunc f) {
    Uses uses = new Uses();
    uses.function(f);
    return new RemoveUnused(uses.found).function(f);
  }

  @Override
  public Stmt stmt(Stmt s) {
    return switch (s) {
      case Let let when !used.contains(let.variable()) -> Seq.EMPTY;
      case AllocateConst table when !used.contains(table.buffer().data()) -> Seq.EMPTY;
      case Allocate a when !used.contains(a.buffer().data()) -> {
        own.add(a.buffer().data());
        yield Seq.EMPTY;
      }
      case BufferStore store when own.contains(store.buffer().data()) -> Seq.EMPTY;
      default -> super.stmt(s);
    };
  }

  /** Collects variables that are used and pointers that are read. */
  private static final class Uses extends Rewriter {
    private final Set<Var> found = new HashSet<>();
    private Optional<Var> target = Optional.empty();

    @Override
    public Stmt stmt(Stmt s) {
      target =
          s instanceof BufferStore store ? Optional.of(store.buffer().data()) : Optional.empty();
      return super.stmt(s);
    }

    @Override
    public Expr expr(Expr e) {
      switch (e) {
        case Var v -> found.add(v);
        case BufferLoad load when !target.equals(Optional.of(load.buffer().data())) ->
            found.add(load.buffer().data());
        case Address address -> found.add(address.buffer().data());
        default -> {}
      }
      return super.expr(e);
    }
  }
}
