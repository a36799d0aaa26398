package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every access one index, the distance from the pointer: shapes and strides become
 * arithmetic. Scalar variables of the function keep their rank of 0.
 */
public final class FlattenBuffers extends Rewriter {
  private final Map<Var, Buffer> flat = new HashMap<>();

  private FlattenBuffers() {}

  public static PrimFunc run(PrimFunc f) {
    FlattenBuffers pass = new FlattenBuffers();
    f.parameterBuffers().forEach(b -> pass.flat.put(b.data(), flattened(b)));
    return pass.function(f);
  }

  /** As many elements in a row as the buffer reaches over. */
  private static Buffer flattened(Buffer b) {
    return Buffer.over(b.data(), List.of(b.reach()));
  }

  @Override
  public Stmt stmt(Stmt s) {
    return switch (s) {
      case Allocate(Buffer b, StorageScope scope, var p) when scope != StorageScope.LOCAL -> {
        flat.put(b.data(), flattened(b));
        yield new Allocate(flat.get(b.data()), scope, p);
      }
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p)
          when flat.containsKey(b.data()) ->
          new BufferStore(
              flat.get(b.data()), List.of(buffer(b).position(exprs(indices))), expr(value), p);
      default -> super.stmt(s);
    };
  }

  @Override
  public Expr expr(Expr e) {
    return e instanceof BufferLoad(Buffer b, List<Expr> indices, var p)
            && flat.containsKey(b.data())
        ? new BufferLoad(flat.get(b.data()), List.of(buffer(b).position(exprs(indices))), p)
        : super.expr(e);
  }
}
