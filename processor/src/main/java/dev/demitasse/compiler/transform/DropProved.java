package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import java.util.Optional;

/**
 * Takes out what was there to be proved, once it is: no {@code Divisor} and no {@code Bounded}.
 * What is safe need not be evaluated for that either, so bits of conditions become logic.
 */
public final class DropProved extends Rewriter {

  private DropProved() {}

  public static PrimFunc run(PrimFunc f) {
    return new DropProved().function(f);
  }

  @Override
  public Expr expr(Expr e) {
    return switch (e) {
      case Divisor d -> expr(d.value());
      case Bounded b -> expr(b.value());
      case Binary(BinaryOp op, Expr a, Expr b) when e.type().equals(DataType.BOOL) ->
          logic(op).map(o -> Fold.binary(o, expr(a), expr(b))).orElseGet(() -> super.expr(e));
      default -> super.expr(e);
    };
  }

  private static Optional<BinaryOp> logic(BinaryOp bits) {
    return switch (bits) {
      case BIT_AND -> Optional.of(BinaryOp.AND);
      case BIT_OR -> Optional.of(BinaryOp.OR);
      case BIT_XOR -> Optional.of(BinaryOp.NE);
      default -> Optional.empty();
    };
  }
}
