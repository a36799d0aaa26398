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
import java.util.ArrayList;
import java.util.List;

/**
 * The one traversal of specialised functions. A pass overrides what it changes and calls {@code
 * super} for the children; what has not changed is returned as the same object.
 */
public abstract class Rewriter {

  /** The function with its body rewritten. */
  public PrimFunc function(PrimFunc f) {
    return f.withBody(seq(f.body()));
  }

  /** Rebuilds {@code e} from its rewritten children, folding constants on the way. */
  public Expr expr(Expr e) {
    return switch (e) {
      case Var v -> v;
      case IntImm i -> i;
      case FloatImm f -> f;
      case Binary(BinaryOp op, Expr a, Expr b) -> {
        Expr x = expr(a);
        Expr y = expr(b);
        yield x == a && y == b ? e : Fold.binary(op, x, y);
      }
      case Not(Expr a) -> {
        Expr x = expr(a);
        yield x == a ? e : Fold.not(x);
      }
      case Negate(Expr a) -> {
        Expr x = expr(a);
        yield x == a ? e : Fold.negate(x);
      }
      case Select(Expr condition, Expr then, Expr otherwise) -> {
        Expr c = expr(condition);
        Expr x = expr(then);
        Expr y = expr(otherwise);
        yield c == condition && x == then && y == otherwise ? e : Fold.select(c, x, y);
      }
      case Cast(DataType type, Expr a) -> {
        Expr x = expr(a);
        yield x == a ? e : Fold.cast(type, x);
      }
      case CallIntrinsic(Intrinsic intrinsic, List<Expr> arguments) -> {
        List<Expr> xs = exprs(arguments);
        yield xs == arguments ? e : Fold.intrinsic(intrinsic, xs);
      }
      case Call(String symbol, List<Expr> arguments, Type type) -> {
        List<Expr> xs = exprs(arguments);
        yield xs == arguments ? e : new Call(symbol, xs, type);
      }
      case BufferLoad(Buffer buffer, List<Expr> indices, Position position) -> {
        Buffer b = buffer(buffer);
        List<Expr> xs = exprs(indices);
        yield b == buffer && xs == indices ? e : new BufferLoad(b, xs, position);
      }
      case Address(Buffer buffer) -> {
        Buffer b = buffer(buffer);
        yield b == buffer ? e : new Address(b);
      }
      case Divisor(Expr value, Position p) -> {
        Expr x = expr(value);
        yield x == value ? e : Fold.divisor(x, p);
      }
      case Bounded(Expr value, int limit, Position p) -> {
        Expr x = expr(value);
        yield x == value ? e : Fold.bounded(x, limit, p);
      }
      case GenericExpr g -> throw new IllegalStateException("not specialised: " + g);
    };
  }

  /** All of them; the same list if none has changed. */
  protected final List<Expr> exprs(List<Expr> es) {
    List<Expr> result = es;
    for (int i = 0; i < es.size(); i++) {
      Expr e = expr(es.get(i));
      if (e != es.get(i) && result == es) {
        result = new ArrayList<>(es);
      }
      if (result != es) {
        result.set(i, e);
      }
    }
    return result;
  }

  /** Rewrites what the offset of a view depends on. */
  protected Buffer buffer(Buffer b) {
    Expr offset = expr(b.offset());
    return offset == b.offset() ? b : new Buffer(b.data(), b.shape(), b.strides(), offset);
  }

  /** Rebuilds {@code s} from its rewritten children. */
  public Stmt stmt(Stmt s) {
    return switch (s) {
      case Seq q -> seq(q);
      case For(Var v, Expr begin, Expr end, int step, Seq body, Position p) -> {
        Expr from = expr(begin);
        Expr to = expr(end);
        Seq inner = seq(body);
        yield from == begin && to == end && inner == body
            ? s
            : new For(v, from, to, step, inner, p);
      }
      case IfThenElse(Expr condition, Seq then, Seq otherwise, Position p) -> {
        Expr c = expr(condition);
        Seq x = seq(then);
        Seq y = seq(otherwise);
        yield c == condition && x == then && y == otherwise ? s : new IfThenElse(c, x, y, p);
      }
      case While(Expr condition, Seq body, Position p) -> {
        Expr c = expr(condition);
        Seq inner = seq(body);
        yield c == condition && inner == body ? s : new While(c, inner, p);
      }
      case Block(Var label, Seq body, Position p) -> {
        Seq inner = seq(body);
        yield inner == body ? s : new Block(label, inner, p);
      }
      case Leave l -> l;
      case Let(Var v, Expr value, Position p) -> {
        Expr x = expr(value);
        yield x == value ? s : new Let(v, x, p);
      }
      case Allocate a -> a;
      case AllocateConst a -> a;
      case BufferStore(Buffer buffer, List<Expr> indices, Expr value, Position p) -> {
        Buffer b = buffer(buffer);
        List<Expr> xs = exprs(indices);
        Expr x = expr(value);
        yield b == buffer && xs == indices && x == value ? s : new BufferStore(b, xs, x, p);
      }
      case Evaluate(Call call, Position p) -> {
        Expr x = expr(call);
        yield x == call ? s : new Evaluate((Call) x, p);
      }
      case Assert(Expr condition, Position p) -> {
        Expr c = expr(condition);
        yield c == condition ? s : new Assert(c, p);
      }
      case Return(Expr value, Position p) -> {
        Expr x = expr(value);
        yield x == value ? s : new Return(x, p);
      }
      case GenericStmt g -> throw new IllegalStateException("not specialised: " + g);
    };
  }

  /** The statements one after another; those that became sequences are spliced in. */
  public Seq seq(Seq s) {
    List<Stmt> result = new ArrayList<>();
    boolean changed = false;
    for (Stmt before : s.statements()) {
      Stmt after = stmt(before);
      changed |= after != before;
      if (after instanceof Seq(List<Stmt> spliced)) {
        result.addAll(spliced);
      } else {
        result.add(after);
      }
    }
    return changed ? new Seq(result) : s;
  }
}
