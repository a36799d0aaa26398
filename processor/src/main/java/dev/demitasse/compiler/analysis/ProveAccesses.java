package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.Bounded;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Divisor;
import dev.demitasse.compiler.ir.GenericStmt;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.AllocateConst;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that every index of every access lies within its extent, that views lie within their
 * memory, and that no integer is divided by zero. What it cannot prove is the user's to guard.
 */
public final class ProveAccesses extends RangeRewriter {
  private final List<Diagnostic> unproved = new ArrayList<>();
  private final Map<Var, Integer> memory = new HashMap<>();
  private Position position = Position.NONE;

  private ProveAccesses() {}

  /** What could not be proved in a specialised function, before its buffers are flattened. */
  public static List<Diagnostic> of(PrimFunc f) {
    ProveAccesses proof = new ProveAccesses();
    proof.position = f.position();
    f.parameterBuffers().forEach(b -> proof.memory.put(b.data(), b.reach()));
    proof.function(f);
    return List.copyOf(proof.unproved);
  }

  @Override
  public Stmt stmt(Stmt s) {
    position = place(s).isKnown() ? place(s) : position;
    if (s instanceof Allocate a) {
      memory.put(a.buffer().data(), a.buffer().reach());
    }
    if (s instanceof AllocateConst a) {
      memory.put(a.buffer().data(), a.buffer().reach());
    }
    if (s instanceof BufferStore(Buffer b, List<Expr> indices, Expr value, Position p)) {
      prove(b, indices, position);
    }
    return super.stmt(s);
  }

  private static Position place(Stmt s) {
    return switch (s) {
      case For loop -> loop.position();
      case IfThenElse choice -> choice.position();
      case Let let -> let.position();
      case BufferStore store -> store.position();
      case Evaluate evaluation -> evaluation.position();
      case Return result -> result.position();
      case Stmt.While loop -> loop.position();
      case Stmt.Block block -> block.position();
      case Stmt.Leave leave -> leave.position();
      case Stmt.Assert check -> check.position();
      case Stmt.AllocateConst table -> table.position();
      case Seq q -> Position.NONE;
      case Allocate a -> Position.NONE;
      case GenericStmt g -> Position.NONE;
    };
  }

  @Override
  public Expr expr(Expr e) {
    if (e instanceof BufferLoad(Buffer b, List<Expr> indices, Position p)) {
      prove(b, indices, p.isKnown() ? p : position);
    }
    if (e instanceof Divisor(Expr value, Position p) && ranges().of(value).contains(0)) {
      Position place = p.isKnown() ? p : position;
      report(Message.DIVISOR, place, Printer.text(value), ranges().of(value));
    }
    if (e instanceof Binary(BinaryOp op, Expr a, Expr b)
        && (op == BinaryOp.DIV || op == BinaryOp.MOD)
        && !(b instanceof Divisor)
        && !((DataType) b.type()).isFloat()
        && ranges().of(b).contains(0)) {
      report(Message.DIVISOR, position, Printer.text(b), ranges().of(b));
    }
    return super.expr(e);
  }

  private void prove(Buffer b, List<Expr> indices, Position p) {
    for (int d = 0; d < indices.size(); d++) {
      Interval range = ranges().of(indices.get(d));
      int extent = b.shape().get(d);
      if (range.low() < 0 || range.high() >= extent) {
        report(Message.INDEX_BOUNDS, p, d, b.name(), Printer.text(indices.get(d)), range, extent);
      }
    }
    if (begins(b)) {
      Interval start = ranges().of(b.offset());
      int last = memory.get(b.data()) - b.reach();
      if (start.low() < 0 || start.high() > last) {
        String text = Printer.text(b.offset());
        report(Message.INDEX_BOUNDS, p, "of the view", b.name(), text, start, last + 1);
      }
    }
  }

  /** Whether each view on the way to this one begins where it may. */
  private boolean begins(Buffer view) {
    boolean[] proved = {true};
    Walk.exprs(
        view.offset(),
        e -> {
          if (e instanceof Bounded bounded) {
            proved[0] &= proved(view, bounded);
          }
        });
    return proved[0];
  }

  private boolean proved(Buffer view, Bounded start) {
    Interval range = ranges().of(start.value());
    boolean proved = range.low() >= 0 && range.high() < start.limit();
    if (!proved) {
      String text = Printer.text(start.value());
      Position p = start.position();
      report(Message.INDEX_BOUNDS, p, "of the view", view.name(), text, range, start.limit());
    }
    return proved;
  }

  private void report(Message message, Position p, Object... arguments) {
    if (ranges().isReachable()) {
      unproved.add(Diagnostic.of(message, p, arguments));
    }
  }
}
