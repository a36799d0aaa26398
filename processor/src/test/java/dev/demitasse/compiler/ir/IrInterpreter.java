package dev.demitasse.compiler.ir;

import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs specialised functions without calls on constants. Memory is an array of constants, one an
 * element; each access must be within its extents. {@code mac} rounds twice.
 */
public final class IrInterpreter {
  private final Map<Var, Expr> values = new HashMap<>();
  private final Map<Var, Expr[]> memory = new HashMap<>();

  /** Runs {@code f}, each pointer parameter over its memory, which changes. */
  public static void run(PrimFunc f, List<Expr[]> memory) {
    IrInterpreter interpreter = new IrInterpreter();
    for (int i = 0; i < memory.size(); i++) {
      interpreter.memory.put(f.parameters().get(i), memory.get(i));
    }
    interpreter.exec(f.body());
  }

  /** The value of a function of scalars. */
  public static Expr call(PrimFunc f, List<Expr> arguments) {
    IrInterpreter interpreter = new IrInterpreter();
    for (int i = 0; i < arguments.size(); i++) {
      interpreter.values.put(f.parameters().get(i), arguments.get(i));
    }
    return interpreter.exec(f.body());
  }

  /** The value of an expression, given those of its variables. */
  public static Expr value(Expr e, Map<Var, Expr> variables) {
    IrInterpreter interpreter = new IrInterpreter();
    interpreter.values.putAll(variables);
    return interpreter.eval(e);
  }

  /** The value that is returned, or the label of the block that is left, or null to go on. */
  private Expr exec(Stmt s) {
    switch (s) {
      case Seq(List<Stmt> statements) -> {
        for (Stmt t : statements) {
          Expr result = exec(t);
          if (result != null) {
            return result;
          }
        }
      }
      case For loop -> {
        return loop(loop);
      }
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        return exec(eval(condition).isBool(true) ? then : otherwise);
      }
      case While(Expr condition, Seq body, var p) -> {
        while (eval(condition).isBool(true)) {
          Expr result = exec(body);
          if (result != null) {
            return result;
          }
        }
      }
      case Block(Var label, Seq body, var p) -> {
        Expr result = exec(body);
        return result == label ? null : result;
      }
      case Leave(Var label, var p) -> {
        return label;
      }
      case AllocateConst(Buffer b, List<Expr> table, var p) ->
          memory.put(b.data(), table.toArray(Expr[]::new));
      case Assert(Expr condition, var p) -> {
        if (!eval(condition).isBool(true)) {
          throw new AssertionError("assertion at " + p);
        }
      }
      case Let(Var v, Expr value, var p) -> values.put(v, eval(value));
      case Allocate(Buffer b, var scope, var p) -> memory.put(b.data(), new Expr[b.size()]);
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) ->
          memory.get(b.data())[position(b, indices)] = eval(value);
      case Return(Expr value, var p) -> {
        return eval(value);
      }
      case Evaluate e -> throw new AssertionError("call: " + e);
      case GenericStmt g -> throw new AssertionError("not specialised: " + g);
    }
    return null;
  }

  private Expr loop(For loop) {
    long end = integer(loop.end());
    int step = loop.step();
    for (long i = integer(loop.begin()); step > 0 ? i < end : i > end; i += step) {
      values.put(loop.variable(), new IntImm((DataType) loop.variable().type(), i));
      Expr result = exec(loop.body());
      if (result != null) {
        return result;
      }
    }
    return null;
  }

  private int position(Buffer b, List<Expr> indices) {
    long position = integer(b.offset());
    for (int d = 0; d < indices.size(); d++) {
      long index = integer(indices.get(d));
      if (index < 0 || index >= b.shape().get(d)) {
        throw new AssertionError("index %s of %s%s".formatted(index, b.name(), b.shape()));
      }
      position += index * b.strides().get(d);
    }
    return (int) position;
  }

  private long integer(Expr e) {
    return ((IntImm) eval(e)).value();
  }

  private Expr eval(Expr e) {
    return switch (e) {
      case Var v -> values.get(v);
      case IntImm i -> i;
      case FloatImm f -> f;
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() ->
          eval(a).isBool(op == BinaryOp.OR) ? eval(a) : eval(b);
      case Binary(BinaryOp op, Expr a, Expr b) -> Fold.binary(op, eval(a), eval(b));
      case Not(Expr a) -> Fold.not(eval(a));
      case Negate(Expr a) -> Fold.negate(eval(a));
      case Select(Expr c, Expr a, Expr b) -> eval(c).isBool(true) ? eval(a) : eval(b);
      case Cast(DataType type, Expr a) -> Fold.cast(type, eval(a));
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> xs) when intrinsic == Intrinsic.MAC ->
          Expr.add(eval(xs.get(0)), Expr.mul(eval(xs.get(1)), eval(xs.get(2))));
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> xs) ->
          Fold.intrinsic(intrinsic, xs.stream().map(this::eval).toList());
      case BufferLoad(Buffer b, List<Expr> indices, var p) ->
          memory.get(b.data())[position(b, indices)];
      case Call c -> throw new AssertionError("call: " + c);
      case Address a -> throw new AssertionError("address: " + a);
      case Divisor(Expr value, var p) -> eval(value);
      case Bounded(Expr value, int limit, var p) -> {
        long i = integer(value);
        if (i < 0 || i >= limit) {
          throw new AssertionError("%s is not below %s".formatted(i, limit));
        }
        yield Expr.int32(i);
      }
      case GenericExpr g -> throw new AssertionError("not specialised: " + g);
    };
  }
}
