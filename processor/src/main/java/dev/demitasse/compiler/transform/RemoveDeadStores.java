package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.analysis.Stores;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes loops that fill a buffer which is overwritten as a whole before it is read. New tensors
 * read zero in Java; most operators write every element, and then nothing is left of the zeros.
 */
public final class RemoveDeadStores extends Rewriter {
  private final Map<Var, Integer> sizes = new HashMap<>();

  private RemoveDeadStores() {}

  public static PrimFunc run(PrimFunc f) {
    RemoveDeadStores pass = new RemoveDeadStores();
    f.parameterBuffers().forEach(pass::note);
    return pass.function(f);
  }

  private void note(Buffer whole) {
    if (whole.isWhole()) {
      sizes.put(whole.data(), whole.size());
    }
  }

  @Override
  public Stmt stmt(Stmt s) {
    // Of what is local, C compilers see as much, and warn where they do not.
    if (s instanceof Allocate(Buffer b, StorageScope scope, var p) && scope != StorageScope.LOCAL) {
      note(b);
    }
    return super.stmt(s);
  }

  @Override
  public Seq seq(Seq s) {
    Seq inner = super.seq(s);
    List<Stmt> kept = new ArrayList<>();
    List<Stmt> statements = inner.statements();
    for (int i = 0; i < statements.size(); i++) {
      Optional<Var> filled = fills(statements.get(i));
      if (filled.isEmpty()
          || !overwritten(filled.get(), statements.subList(i + 1, statements.size()))) {
        kept.add(statements.get(i));
      }
    }
    return kept.size() == statements.size() ? inner : new Seq(kept);
  }

  /** The buffer that {@code s} writes constants to, if it does nothing else. */
  private static Optional<Var> fills(Stmt s) {
    Stmt inner = s;
    while (inner instanceof For loop && loop.body().statements().size() == 1) {
      inner = loop.body().statements().get(0);
    }
    return inner instanceof BufferStore(Buffer b, var indices, var value, var p)
            && (value instanceof IntImm || value instanceof FloatImm)
        ? Optional.of(b.data())
        : Optional.empty();
  }

  private boolean overwritten(Var data, List<Stmt> following) {
    if (!sizes.containsKey(data)) {
      return false;
    }
    Stores stores = new Stores(data, sizes.get(data));
    for (Stmt s : following) {
      stores.add(s);
      if (stores.readEarly() || stores.coverAll()) {
        break;
      }
    }
    return !stores.readEarly() && stores.coverAll();
  }
}
