package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes parameters of the workspace an operator allocates, after its own: the network plans all
 * memory. Afterwards operators allocate scalar variables only. What stands for an external kernel
 * is left alone: the kernel has the parameters that it has.
 */
public final class LiftAllocations extends Rewriter {
  private final List<Var> parameters;
  private final Map<Var, Buffer> buffers;

  private LiftAllocations(PrimFunc f) {
    this.parameters = new ArrayList<>(f.parameters());
    this.buffers = new LinkedHashMap<>(f.buffers());
  }

  public static PrimFunc run(PrimFunc f) {
    if (f.external().isPresent()) {
      return f;
    }
    LiftAllocations pass = new LiftAllocations(f);
    Seq body = pass.seq(f.body());
    if (body == f.body()) {
      return f;
    }
    return new PrimFunc(
        f.kind(),
        f.symbol(),
        pass.parameters,
        pass.buffers,
        f.result(),
        body,
        f.attributes(),
        f.position());
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof Allocate(Buffer b, StorageScope scope, var p)
        && scope == StorageScope.WORKSPACE) {
      parameters.add(b.data());
      buffers.put(b.data(), b);
      return Seq.EMPTY;
    }
    return super.stmt(s);
  }
}
