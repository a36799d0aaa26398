package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
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
    f.parameterBuffers().forEach(b -> pass.flat.put(b.data(), oneAxis(b)));
    return pass.function(f);
  }

  /** As many elements in a row as the buffer reaches over. */
  private static Buffer oneAxis(Buffer b) {
    return Buffer.over(b.data(), List.of(b.reach()));
  }

  private Buffer declared(Buffer b, boolean scalar) {
    flat.put(b.data(), scalar ? b : oneAxis(b));
    return flat.get(b.data());
  }

  @Override
  public Stmt stmt(Stmt s) {
    return switch (s) {
      case Allocate(Buffer b, StorageScope scope, var p) -> {
        Buffer row = declared(b, scope == StorageScope.LOCAL && b.rank() == 0);
        yield row.equals(b) ? s : new Allocate(row, scope, p);
      }
      case AllocateConst(Buffer b, List<Expr> values, var p) -> {
        Buffer row = declared(b, false);
        yield row.equals(b) ? s : new AllocateConst(row, values, p);
      }
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) -> {
        Buffer row = flat.get(b.data());
        List<Expr> at = position(b, indices, row);
        Expr x = expr(value);
        yield row.equals(b) && at.equals(indices) && x == value
            ? s
            : new BufferStore(row, at, x, p);
      }
      default -> super.stmt(s);
    };
  }

  @Override
  public Expr expr(Expr e) {
    if (!(e instanceof BufferLoad(Buffer b, List<Expr> indices, var p))) {
      return super.expr(e);
    }
    Buffer row = flat.get(b.data());
    List<Expr> at = position(b, indices, row);
    return row.equals(b) && at.equals(indices) ? e : new BufferLoad(row, at, p);
  }

  private List<Expr> position(Buffer b, List<Expr> indices, Buffer row) {
    return row.rank() == 0 ? List.of() : List.of(buffer(b).position(exprs(indices)));
  }
}
