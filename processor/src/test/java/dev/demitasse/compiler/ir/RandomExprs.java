package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import java.util.List;
import java.util.Random;

/** Random expressions of one signed integer type, without division by zero. */
public final class RandomExprs {
  private static final List<BinaryOp> OPERATORS =
      List.of(
          BinaryOp.ADD,
          BinaryOp.ADD,
          BinaryOp.SUB,
          BinaryOp.MUL,
          BinaryOp.MUL,
          BinaryOp.DIV,
          BinaryOp.DIV,
          BinaryOp.MOD,
          BinaryOp.MOD,
          BinaryOp.MIN,
          BinaryOp.MAX,
          BinaryOp.BIT_AND,
          BinaryOp.BIT_OR,
          BinaryOp.BIT_XOR,
          BinaryOp.SHL,
          BinaryOp.SHR,
          BinaryOp.USHR);
  private static final List<BinaryOp> COMPARISONS =
      List.of(BinaryOp.EQ, BinaryOp.NE, BinaryOp.LT, BinaryOp.LE, BinaryOp.GT, BinaryOp.GE);

  private final Random random;
  private final DataType type;
  private final List<? extends Expr> leaves;

  /** Over variables and elements, all of type {@code type}. */
  public RandomExprs(Random random, DataType type, List<? extends Expr> leaves) {
    this.random = random;
    this.type = type;
    this.leaves = leaves;
  }

  /** Of at most {@code depth} operators one in another. */
  public Expr integer(int depth) {
    if (depth == 0) {
      return random.nextInt(3) > 0 ? pick(leaves) : constant();
    }
    return switch (random.nextInt(10)) {
      case 0 -> new Negate(integer(depth - 1));
      case 1 -> new Select(condition(depth - 1), integer(depth - 1), integer(depth - 1));
      case 2 -> narrowed(integer(depth - 1));
      case 3 -> integer(0);
      default -> binary(depth);
    };
  }

  private Expr binary(int depth) {
    BinaryOp op = pick(OPERATORS);
    Expr a = integer(depth - 1);
    boolean divides = op == BinaryOp.DIV || op == BinaryOp.MOD;
    return new Binary(op, a, divides ? divisor(depth - 1) : integer(depth - 1));
  }

  private Expr divisor(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> new Binary(BinaryOp.MAX, integer(depth), new IntImm(type, 1));
      case 1 -> new Binary(BinaryOp.MIN, integer(depth), new IntImm(type, -1));
      case 2 -> new IntImm(type, -1 - random.nextInt(7));
      default -> new IntImm(type, 1 + random.nextInt(7));
    };
  }

  private Expr narrowed(Expr e) {
    DataType through = pick(List.of(DataType.INT8, DataType.UINT8, DataType.INT16, DataType.INT64));
    return through.equals(type) ? e : new Cast(type, new Cast(through, e));
  }

  /** Of type {@code bool}. */
  public Expr condition(int depth) {
    return switch (depth == 0 ? 3 : random.nextInt(5)) {
      case 0 -> new Not(condition(depth - 1));
      case 1 -> new Binary(BinaryOp.AND, condition(depth - 1), condition(depth - 1));
      case 2 -> new Binary(BinaryOp.OR, condition(depth - 1), condition(depth - 1));
      default -> new Binary(pick(COMPARISONS), integer(depth), integer(depth));
    };
  }

  private Expr constant() {
    return switch (random.nextInt(6)) {
      case 0 -> new IntImm(type, type.min() + random.nextInt(2));
      case 1 -> new IntImm(type, type.max() - random.nextInt(2));
      default -> new IntImm(type, random.nextInt(-4, 13));
    };
  }

  private <T> T pick(List<? extends T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
