package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a parameter of a function other strides, so that it may be a view where it was a whole
 * tensor.
 *
 * <p>Before: specialised and simplified; the parameter is whole. After: the same values, read and
 * written at the elements of the view, in no more divisions than before.
 */
public final class Restride extends Rewriter {
  private final Buffer view;

  private Restride(Buffer view) {
    this.view = view;
  }

  /**
   * The function with another view as parameter {@code index}, if no division is needed for it.
   *
   * @param shape of the view, of as many elements as the parameter has
   * @param strides of the view, in elements
   */
  public static Optional<PrimFunc> run(
      PrimFunc f, int index, List<Integer> shape, List<Integer> strides) {
    Buffer whole = f.parameterBuffers().get(index);
    if (!whole.isWhole() || f.external().isPresent()) {
      return Optional.empty();
    }
    Buffer view = new Buffer(whole.data(), shape, strides, Expr.int32(0));
    Map<Var, Buffer> buffers = new LinkedHashMap<>(f.buffers());
    buffers.put(whole.data(), view);
    PrimFunc made =
        new PrimFunc(
            f.kind(),
            f.symbol(),
            f.parameters(),
            buffers,
            f.result(),
            new Restride(view).seq(f.body()),
            f.attributes(),
            f.position());
    PrimFunc simple = Simplify.run(SplitLinearLoops.run(Simplify.run(made)));
    return divisions(simple) <= divisions(f) ? Optional.of(simple) : Optional.empty();
  }

  private static int divisions(PrimFunc f) {
    int[] found = {0};
    Walk.exprs(
        f.body(),
        e -> {
          if (e instanceof Binary(BinaryOp op, var a, var b)
              && (op == BinaryOp.DIV || op == BinaryOp.MOD)) {
            found[0]++;
          }
        });
    return found[0];
  }

  @Override
  public Expr expr(Expr e) {
    Expr x = super.expr(e);
    return x instanceof Expr.BufferLoad(Buffer b, List<Expr> indices, var p) && isViewed(b)
        ? new Expr.BufferLoad(view, inView(b, indices), p)
        : x;
  }

  @Override
  public Stmt stmt(Stmt s) {
    Stmt t = super.stmt(s);
    return t instanceof BufferStore(Buffer b, List<Expr> indices, Expr value, var p) && isViewed(b)
        ? new BufferStore(view, inView(b, indices), value, p)
        : t;
  }

  private boolean isViewed(Buffer b) {
    return b.data() == view.data();
  }

  /** The indices of the element that {@code b} has at {@code indices}. */
  private List<Expr> inView(Buffer b, List<Expr> indices) {
    if (b.isWhole() && b.shape().equals(view.shape())) {
      return indices;
    }
    Expr position = b.position(indices);
    List<Integer> dense = Buffer.rowMajor(view.shape());
    List<Expr> taken = new ArrayList<>();
    for (int d = 0; d < view.rank(); d++) {
      Expr quotient = Fold.binary(BinaryOp.DIV, position, Expr.int32(dense.get(d)));
      taken.add(
          d == 0 ? quotient : Fold.binary(BinaryOp.MOD, quotient, Expr.int32(view.shape().get(d))));
    }
    return taken;
  }
}
