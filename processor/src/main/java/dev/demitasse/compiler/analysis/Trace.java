package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Address;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Leave;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The accesses to some buffers in the order of a run, found by running the loops around them:
 * shapes are small numbers here, and running is both simpler and sharper than algebra. Of data
 * nothing is known: what a condition on data decides is shown as what may be done.
 */
abstract class Trace {
  private final Set<Var> traced;
  private final int stepLimit;
  private final Map<Var, Long> values = new HashMap<>();
  private final IdentityHashMap<Stmt, Boolean> touching = new IdentityHashMap<>();
  private int steps;

  /**
   * Shows accesses to the buffers over {@code traced}.
   *
   * @param stepLimit rounds of loops after which it gives up
   */
  Trace(Set<Var> traced, int stepLimit) {
    this.traced = traced;
    this.stepLimit = stepLimit;
  }

  /** An element is read; which one is not known if {@code position} is empty. */
  abstract void load(Var data, OptionalLong position);

  /** An element is written, likewise, with a value that may be a load. */
  abstract void store(Var data, OptionalLong position, Expr value);

  /** One or the other is done. */
  abstract void either(Runnable then, Runnable otherwise);

  /** May be done, any number of times. */
  abstract void repeat(Runnable round);

  /** From here to the end of its block, statements may be skipped. */
  abstract void leave(Var label);

  /** The end of a block, from where on nothing is skipped for its sake. */
  abstract void end(Var label);

  /** Nothing is known of what follows. */
  abstract void giveUp();

  /** Whether the rest does not matter. */
  abstract boolean isDecided();

  final void visit(Stmt s) {
    if (isDecided() || !touching.computeIfAbsent(s, this::matters)) {
      return;
    }
    switch (s) {
      case Seq(List<Stmt> statements) -> statements.forEach(this::visitBinding);
      case For loop -> loop(loop);
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        read(condition);
        OptionalLong c = value(condition);
        if (c.isPresent()) {
          visit(c.getAsLong() != 0 ? then : otherwise);
        } else {
          either(() -> visit(then), () -> visit(otherwise));
        }
      }
      case BufferStore(Buffer b, List<Expr> indices, Expr value, var p) -> {
        indices.forEach(this::read);
        read(value);
        if (traced.contains(b.data())) {
          store(b.data(), value(b.position(indices)), value);
        }
      }
      case Let let -> read(let.value());
      case While(Expr condition, Seq body, var p) -> {
        read(condition);
        repeat(() -> {
          visit(body);
          read(condition);
        });
      }
      case Block(Var label, Seq body, var p) -> {
        visit(body);
        end(label);
      }
      case Leave(Var label, var p) -> leave(label);
      case Assert(Expr condition, var p) -> read(condition);
      default -> giveUp();
    }
  }

  private boolean matters(Stmt s) {
    return traced.stream().anyMatch(data -> Stores.writes(s, data) || Stores.reads(s, data))
        || escapes(s);
  }

  /** Whether {@code s} may end other than behind its last statement. */
  private static boolean escapes(Stmt s) {
    Set<Var> targets = new HashSet<>();
    Set<Var> blocks = new HashSet<>();
    AtomicBoolean returns = new AtomicBoolean();
    Walk.stmts(
        s,
        t -> {
          switch (t) {
            case Leave(Var label, var p) -> targets.add(label);
            case Block block -> blocks.add(block.label());
            case Return r -> returns.set(true);
            default -> {}
          }
        });
    return returns.get() || !blocks.containsAll(targets);
  }

  private void visitBinding(Stmt s) {
    visit(s);
    if (s instanceof Let(Var v, Expr e, var p)) {
      value(e).ifPresentOrElse(x -> values.put(v, x), () -> values.remove(v));
    }
  }

  private void loop(For loop) {
    OptionalLong begin = value(loop.begin());
    OptionalLong end = value(loop.end());
    if (begin.isEmpty() || end.isEmpty()) {
      giveUp();
      return;
    }
    int step = loop.step();
    for (long i = begin.getAsLong();
        !isDecided() && (step > 0 ? i < end.getAsLong() : i > end.getAsLong());
        i += step) {
      if (++steps > stepLimit) {
        giveUp();
        return;
      }
      values.put(loop.variable(), i);
      visit(loop.body());
    }
  }

  private void read(Expr e) {
    Walk.exprs(
        e,
        x -> {
          switch (x) {
            case BufferLoad(Buffer b, List<Expr> indices, var p) when traced.contains(b.data()) ->
                load(b.data(), value(b.position(indices)));
            case Address(Buffer b) when traced.contains(b.data()) -> giveUp();
            default -> {}
          }
        });
  }

  /** The value of an integer that data does not decide. */
  final OptionalLong value(Expr e) {
    return switch (e) {
      case IntImm(DataType t, long v) -> OptionalLong.of(v);
      case Var v -> values.containsKey(v) ? OptionalLong.of(values.get(v)) : OptionalLong.empty();
      case Cast(DataType to, Expr a) when a.type() instanceof DataType from && from.isInteger() -> {
        OptionalLong x = value(a);
        yield x.isPresent()
            ? number(Fold.cast(to, new IntImm(from, x.getAsLong())))
            : OptionalLong.empty();
      }
      case Binary(BinaryOp op, Expr a, Expr b) -> {
        OptionalLong x = value(a);
        OptionalLong y = value(b);
        yield x.isPresent() && y.isPresent() ? folded(op, a, b, x, y) : OptionalLong.empty();
      }
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong folded(BinaryOp op, Expr a, Expr b, OptionalLong x, OptionalLong y) {
    return number(
        Fold.binary(
            op,
            new IntImm((DataType) a.type(), x.getAsLong()),
            new IntImm((DataType) b.type(), y.getAsLong())));
  }

  private static OptionalLong number(Expr e) {
    return e instanceof IntImm(DataType t, long v) ? OptionalLong.of(v) : OptionalLong.empty();
  }
}
