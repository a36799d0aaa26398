package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Intrinsic;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import java.util.List;

/**
 * Decides what {@code mac} means in this build: one rounding (fused) or two (separate). Afterwards
 * no {@code mac} is left.
 */
public final class LowerMac extends Rewriter {
  private final boolean fused;

  private LowerMac(boolean fused) {
    this.fused = fused;
  }

  public static PrimFunc run(PrimFunc f, boolean fused) {
    return new LowerMac(fused).function(f);
  }

  @Override
  public Expr expr(Expr e) {
    Expr x = super.expr(e);
    if (!(x instanceof CallIntrinsic(Intrinsic intrinsic, List<Expr> arguments))
        || intrinsic != Intrinsic.MAC) {
      return x;
    }
    Expr sum = arguments.get(0);
    Expr a = arguments.get(1);
    Expr b = arguments.get(2);
    return fused && ((DataType) x.type()).isFloat()
        ? Fold.intrinsic(Intrinsic.FMA, List.of(a, b, sum))
        : Fold.binary(BinaryOp.ADD, sum, Fold.binary(BinaryOp.MUL, a, b));
  }
}
