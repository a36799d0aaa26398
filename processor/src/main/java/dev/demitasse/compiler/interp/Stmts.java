package dev.demitasse.compiler.interp;

import dev.demitasse.compiler.interp.Code.Action;
import dev.demitasse.compiler.interp.Code.Caller;
import dev.demitasse.compiler.interp.Code.Frame;
import dev.demitasse.compiler.interp.Code.Real;
import dev.demitasse.compiler.interp.Code.Whole;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Call;
import dev.demitasse.compiler.ir.GenericStmt;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
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
import dev.demitasse.compiler.ir.Var;
import java.util.List;
import java.util.function.Function;

/** Makes closures of the statements of one function. */
final class Stmts {
  private final Slots slots = new Slots();
  private final Exprs exprs;

  private Stmts(Function<String, Code> callees) {
    this.exprs = new Exprs(slots, callees);
  }

  /** A whole function; see {@link Exprs} for the rest. */
  static Code function(PrimFunc f, Function<String, Code> callees) {
    Stmts stmts = new Stmts(callees);
    f.parameters().forEach(stmts.slots::declare);
    Action body = stmts.seq(f.body());
    return new Code(stmts.slots.scalars(), stmts.slots.pointers(), body);
  }

  private Action seq(Seq s) {
    Action[] actions = s.statements().stream().map(this::action).toArray(Action[]::new);
    if (actions.length == 1) {
      return actions[0];
    }
    return f -> {
      for (Action action : actions) {
        int next = action.in(f);
        if (next != Action.NEXT) {
          return next;
        }
      }
      return Action.NEXT;
    };
  }

  private Action action(Stmt s) {
    return switch (s) {
      case Seq q -> seq(q);
      case For loop -> loop(loop);
      case While(Expr condition, Seq body, var p) -> loop(exprs.whole(condition), seq(body));
      case IfThenElse(Expr condition, Seq then, Seq otherwise, var p) -> {
        Whole c = exprs.whole(condition);
        Action x = seq(then);
        Action y = seq(otherwise);
        yield f -> c.in(f) != 0 ? x.in(f) : y.in(f);
      }
      case Block(Var label, Seq body, var p) -> {
        int here = slots.declareLabel(label);
        Action inner = seq(body);
        yield f -> {
          int next = inner.in(f);
          return next == here ? Action.NEXT : next;
        };
      }
      case Leave(Var label, var p) -> {
        int there = slots.of(label);
        yield f -> there;
      }
      case Let(Var v, Expr value, var p) -> {
        Whole x = exprs.scalar(value);
        int slot = slots.declare(v);
        yield f -> {
          f.scalars[slot] = x.in(f);
          return Action.NEXT;
        };
      }
      case Allocate(Buffer b, var scope, var p) ->
          memory(b, f -> Memory.undefined(b.element(), b.size()));
      case AllocateConst(Buffer b, List<Expr> values, var p) -> {
        Memory table = Memory.of(b.element(), values);
        yield memory(b, f -> table);
      }
      case BufferStore store -> store(store);
      case Evaluate(Call call, var p) -> {
        Caller x = exprs.call(call);
        yield f -> {
          x.from(f);
          return Action.NEXT;
        };
      }
      case Assert(Expr condition, var p) -> {
        Whole c = exprs.whole(condition);
        yield f -> {
          if (c.in(f) == 0) {
            throw new Trap(Trap.Reason.ASSERTION, "assertion at " + p);
          }
          return Action.NEXT;
        };
      }
      case Return(Expr value, var p) -> {
        Whole x = exprs.scalar(value);
        yield f -> {
          f.result = x.in(f);
          return Action.RETURN;
        };
      }
      case GenericStmt g -> throw new IllegalStateException("not specialised: " + g);
    };
  }

  private Action loop(For loop) {
    Whole begin = exprs.whole(loop.begin());
    Whole end = exprs.whole(loop.end());
    int step = loop.step();
    int slot = slots.declare(loop.variable());
    Action body = seq(loop.body());
    return f -> {
      long limit = end.in(f);
      for (long i = begin.in(f); step > 0 ? i < limit : i > limit; i += step) {
        f.budget.step();
        f.scalars[slot] = i;
        int next = body.in(f);
        if (next != Action.NEXT) {
          return next;
        }
      }
      return Action.NEXT;
    };
  }

  private static Action loop(Whole condition, Action body) {
    return f -> {
      while (condition.in(f) != 0) {
        f.budget.step();
        int next = body.in(f);
        if (next != Action.NEXT) {
          return next;
        }
      }
      return Action.NEXT;
    };
  }

  private Action memory(Buffer b, Function<Frame, Memory> memory) {
    int slot = slots.declare(b.data());
    return f -> {
      f.memories[slot] = memory.apply(f);
      f.origins[slot] = 0;
      return Action.NEXT;
    };
  }

  private Action store(BufferStore store) {
    Buffer b = store.buffer();
    int slot = slots.of(b.data());
    Whole position = exprs.position(b, store.indices());
    if (b.element().isFloat()) {
      Real value = exprs.real(store.value());
      return f -> {
        double x = value.in(f);
        f.memories[slot].set((int) position.in(f), x);
        return Action.NEXT;
      };
    }
    Whole value = exprs.whole(store.value());
    return f -> {
      long x = value.in(f);
      f.memories[slot].set((int) position.in(f), x);
      return Action.NEXT;
    };
  }
}
