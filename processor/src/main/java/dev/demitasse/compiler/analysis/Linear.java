package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Fold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An integer expression as a sum: a constant and terms with factors, in the order in which they
 * first appear. As integers wrap, addition and multiplication stay a ring and the sum is equal to
 * the expression for all values.
 */
public record Linear(DataType type, Map<Expr, Long> terms, long constant) {

  /** The sum that {@code e} is. */
  public static Linear of(Expr e) {
    Collector c = new Collector((DataType) e.type());
    c.add(e, 1);
    c.terms.values().removeIf(factor -> factor == 0);
    return new Linear(c.type, c.terms, c.constant);
  }

  private static final class Collector {
    private final DataType type;
    private final Map<Expr, Long> terms = new LinkedHashMap<>();
    private long constant;

    Collector(DataType type) {
      this.type = type;
    }

    void add(Expr e, long factor) {
      switch (e) {
        case IntImm(DataType t, long v) -> constant = type.wrap(constant + factor * v);
        case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.ADD -> {
          add(a, factor);
          add(b, factor);
        }
        case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.SUB -> {
          add(a, factor);
          add(b, -factor);
        }
        case Negate(Expr a) -> add(a, -factor);
        case Binary(BinaryOp op, Expr a, IntImm(DataType t, long v)) when op == BinaryOp.MUL ->
            add(a, factor * v);
        case Binary(BinaryOp op, IntImm(DataType t, long v), Expr b) when op == BinaryOp.MUL ->
            add(b, factor * v);
        default -> terms.merge(e, type.wrap(factor), (x, y) -> type.wrap(x + y));
      }
    }
  }

  /** The terms whose factor passes, without the constant. */
  public Linear only(Predicate<Long> factor) {
    Map<Expr, Long> some = new LinkedHashMap<>(terms);
    some.values().removeIf(factor.negate());
    return new Linear(type, some, 0);
  }

  /** This, with another constant. */
  public Linear withConstant(long newConstant) {
    return new Linear(type, terms, type.wrap(newConstant));
  }

  /** Every factor and the constant divided by what divides them all. */
  public Linear dividedBy(long divisor) {
    Map<Expr, Long> quotients = new LinkedHashMap<>(terms);
    quotients.replaceAll((e, factor) -> factor / divisor);
    return new Linear(type, quotients, constant / divisor);
  }

  /** The expression: positive terms first, the constant last, no factor 1. */
  public Expr toExpr() {
    Expr sum = null;
    for (boolean positive : new boolean[] {true, false}) {
      for (Map.Entry<Expr, Long> term : terms.entrySet()) {
        if (term.getValue() > 0 == positive) {
          sum = plus(sum, term.getKey(), term.getValue());
        }
      }
    }
    IntImm rest = new IntImm(type, constant);
    if (sum == null || constant == 0) {
      return sum == null ? rest : sum;
    }
    return constant < 0 && constant != type.min()
        ? Fold.binary(BinaryOp.SUB, sum, new IntImm(type, -constant))
        : Expr.add(sum, rest);
  }

  private Expr plus(Expr sum, Expr atom, long factor) {
    if (factor > 0 || factor == type.min()) {
      Expr term = Expr.mul(atom, new IntImm(type, factor));
      return sum == null ? term : Expr.add(sum, term);
    }
    Expr term = Expr.mul(atom, new IntImm(type, -factor));
    return sum == null ? Fold.negate(term) : Fold.binary(BinaryOp.SUB, sum, term);
  }
}
