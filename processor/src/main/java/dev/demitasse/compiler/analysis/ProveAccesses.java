package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.PrimFunc;
import java.util.ArrayList;
import java.util.List;

/** Tells the user what cannot be proved, which is theirs to guard. */
public final class ProveAccesses extends Obligations {
  private final List<Diagnostic> unproved = new ArrayList<>();

  private ProveAccesses(PrimFunc f) {
    super(f);
  }

  /** What could not be proved in a specialised function, before its buffers are flattened. */
  public static List<Diagnostic> of(PrimFunc f) {
    ProveAccesses proof = new ProveAccesses(f);
    proof.function(f);
    return List.copyOf(proof.unproved);
  }

  @Override
  void unproved(Expr condition, Diagnostic mistake) {
    unproved.add(mistake);
  }
}
