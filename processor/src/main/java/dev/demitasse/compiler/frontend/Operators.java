package dev.demitasse.compiler.frontend;

import com.sun.source.tree.Tree;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.Position;
import java.util.List;

/** Java's binary operators, with the promotions of their operands (JLS 5.6). */
final class Operators {

  private Operators() {}

  /** The operator of a binary expression or of a compound assignment. */
  static BinaryOp of(Tree.Kind kind) {
    return switch (kind) {
      case PLUS, PLUS_ASSIGNMENT -> BinaryOp.ADD;
      case MINUS, MINUS_ASSIGNMENT -> BinaryOp.SUB;
      case MULTIPLY, MULTIPLY_ASSIGNMENT -> BinaryOp.MUL;
      case DIVIDE, DIVIDE_ASSIGNMENT -> BinaryOp.DIV;
      case REMAINDER, REMAINDER_ASSIGNMENT -> BinaryOp.MOD;
      case AND, AND_ASSIGNMENT -> BinaryOp.BIT_AND;
      case OR, OR_ASSIGNMENT -> BinaryOp.BIT_OR;
      case XOR, XOR_ASSIGNMENT -> BinaryOp.BIT_XOR;
      case LEFT_SHIFT, LEFT_SHIFT_ASSIGNMENT -> BinaryOp.SHL;
      case RIGHT_SHIFT, RIGHT_SHIFT_ASSIGNMENT -> BinaryOp.SHR;
      case UNSIGNED_RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT_ASSIGNMENT -> BinaryOp.USHR;
      case CONDITIONAL_AND -> BinaryOp.AND;
      case CONDITIONAL_OR -> BinaryOp.OR;
      case EQUAL_TO -> BinaryOp.EQ;
      case NOT_EQUAL_TO -> BinaryOp.NE;
      case LESS_THAN -> BinaryOp.LT;
      case LESS_THAN_EQUAL -> BinaryOp.LE;
      case GREATER_THAN -> BinaryOp.GT;
      case GREATER_THAN_EQUAL -> BinaryOp.GE;
      default -> throw new IllegalArgumentException(kind + " is no binary operator");
    };
  }

  /**
   * {@code a op b}, each promoted first.
   *
   * @param p where {@code b} stands: it is blamed if it may be zero and must not be
   */
  static Expr binary(BinaryOp op, Expr a, Expr b, Position p) {
    if (((DataType) a.type()).isBool()) {
      return Fold.binary(op, a, b);
    }
    return switch (op) {
      case SHL, SHR, USHR -> {
        Expr x = promoted(a);
        yield Fold.binary(op, x, Fold.cast((DataType) x.type(), promoted(b)));
      }
      default -> {
        DataType common = common((DataType) a.type(), (DataType) b.type());
        Expr x = Fold.cast(common, a);
        Expr y = Fold.cast(common, b);
        boolean divides = op == BinaryOp.DIV || op == BinaryOp.MOD;
        if (divides && common.isFloat()) {
          yield op == BinaryOp.MOD ? remainder(x, y, p) : Fold.binary(op, x, y);
        }
        yield Fold.binary(op, x, divides ? Fold.divisor(y, p) : y);
      }
    };
  }

  /** Of floats, it is a method of ours: C's needs a library, which may be slow or absent. */
  private static Expr remainder(Expr a, Expr b, Position p) {
    DataType type = (DataType) a.type();
    return a instanceof FloatImm && b instanceof FloatImm
        ? Fold.binary(BinaryOp.MOD, a, b)
        : new Invoke(JavaLangMethods.floatRemainder(type.toString()), List.of(a, b), type, p);
  }

  /** Unary promotion: what is narrower than {@code int} becomes {@code int}. */
  static Expr promoted(Expr e) {
    DataType type = (DataType) e.type();
    return type.isInteger() && type.bits() < 32 ? Fold.cast(DataType.INT32, e) : e;
  }

  /** The type that two numbers are computed in. */
  static DataType common(DataType a, DataType b) {
    if (a.isFloat() || b.isFloat()) {
      boolean wide = a.equals(DataType.FLOAT64) || b.equals(DataType.FLOAT64);
      return wide ? DataType.FLOAT64 : DataType.FLOAT32;
    }
    return a.bits() == 64 || b.bits() == 64 ? DataType.INT64 : DataType.INT32;
  }
}
