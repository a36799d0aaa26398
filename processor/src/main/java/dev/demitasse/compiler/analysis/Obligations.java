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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at all that must hold for a function to be safe: every index of every access lies within
 * its extent, views lie within their memory, and no integer is divided by zero. What it cannot
 * prove is left to subclasses.
 */
abstract class Obligations extends RangeRewriter {
  private static final String OF_VIEW = "of the view";

  private final Map<Var, Integer> memory = new HashMap<>();
  private Position position;

  /** For a specialised function, before its buffers are flattened. */
  Obligations(PrimFunc f) {
    position = f.position();
    f.parameterBuffers().forEach(b -> memory.put(b.data(), b.reach()));
  }

  /**
   * Something is not proved.
   *
   * @param condition what must hold where the rewriter stands
   * @param mistake how the user is told
   */
  abstract void unproved(Expr condition, Diagnostic mistake);

  @Override
  public Stmt stmt(Stmt s) {
    position = place(s).isKnown() ? place(s) : position;
    if (s instanceof Allocate a) {
      memory.put(a.buffer().data(), a.buffer().reach());
    }
    if (s instanceof AllocateConst a) {
      memory.put(a.buffer().data(), a.buffer().reach());
    }
    return super.stmt(s);
  }

  @Override
  protected void beforeEffect(Stmt s) {
    if (s instanceof BufferStore(Buffer b, List<Expr> indices, Expr value, Position p)) {
      access(b, indices, p);
    }
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

  /** What is inside comes first: if that fails, control does not get further. */
  @Override
  public Expr expr(Expr e) {
    Expr same = super.expr(e);
    switch (e) {
      case BufferLoad(Buffer b, List<Expr> indices, Position p) -> access(b, indices, p);
      case Divisor(Expr value, Position p) -> isNotZero(value, p);
      case Binary(BinaryOp op, Expr a, Expr b)
          when (op == BinaryOp.DIV || op == BinaryOp.MOD) && !((DataType) b.type()).isFloat() -> {
        if (!(b instanceof Divisor)) {
          isNotZero(b, position);
        }
      }
      default -> {}
    }
    return same;
  }

  private void access(Buffer b, List<Expr> indices, Position p) {
    for (int d = 0; d < indices.size(); d++) {
      isWithin(indices.get(d), b.shape().get(d), b, String.valueOf(d), p);
    }
    if (begins(b)) {
      isWithin(b.offset(), memory.get(b.data()) - b.reach() + 1, b, OF_VIEW, p);
    }
  }

  /** Whether each view on the way to this one begins where it may. */
  private boolean begins(Buffer view) {
    boolean[] proved = {true};
    Walk.exprs(
        view.offset(),
        e -> {
          if (e instanceof Bounded(Expr start, int limit, Position p)) {
            proved[0] &= isWithin(start, limit, view, OF_VIEW, p);
          }
        });
    return proved[0];
  }

  private void isNotZero(Expr divisor, Position p) {
    Interval range = ranges().of(divisor);
    if (range.contains(0)) {
      Expr condition = new Binary(BinaryOp.NE, divisor, Expr.zero((DataType) divisor.type()));
      String operand = JavaText.of(divisor, BinaryOp.NE.precedence() + 1);
      report(condition, Message.DIVISOR, p, JavaText.of(divisor), range, operand);
    }
  }

  private boolean isWithin(Expr index, int extent, Buffer b, String axis, Position p) {
    Interval range = ranges().of(index);
    boolean proved = range.low() >= 0 && range.high() < extent;
    if (!proved) {
      String remedy = Remedy.forIndex(index, range, extent);
      String text = JavaText.of(index);
      Expr condition = within(index, range, extent);
      report(condition, Message.INDEX_BOUNDS, p, axis, b.name(), text, range, extent, remedy);
    }
    return proved;
  }

  private void report(Expr condition, Message message, Position p, Object... arguments) {
    if (ranges().isReachable()) {
      unproved(condition, Diagnostic.of(message, p.isKnown() ? p : position, arguments));
    }
  }

  /** The part of {@code 0 <= index && index < extent} that is not known. */
  private static Expr within(Expr index, Interval range, int extent) {
    Expr notBelow = new Binary(BinaryOp.GE, index, Expr.int32(0));
    Expr notAbove = new Binary(BinaryOp.LT, index, Expr.int32(extent));
    if (range.low() >= 0) {
      return notAbove;
    }
    return range.high() < extent ? notBelow : new Binary(BinaryOp.AND, notBelow, notAbove);
  }
}
