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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that every index of every access lies within its extent, that views lie within their
 * memory, and that no integer is divided by zero. What it cannot prove is the user's to guard.
 */
public final class ProveAccesses extends RangeRewriter {
  private static final String OF_VIEW = "of the view";

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
    if (e instanceof Divisor(Expr value, Position p)) {
      isNotZero(value, p.isKnown() ? p : position);
    }
    if (e instanceof Binary(BinaryOp op, Expr a, Expr b)
        && (op == BinaryOp.DIV || op == BinaryOp.MOD)
        && !(b instanceof Divisor)
        && !((DataType) b.type()).isFloat()) {
      isNotZero(b, position);
    }
    return super.expr(e);
  }

  private void prove(Buffer b, List<Expr> indices, Position p) {
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
      String operand = JavaText.of(divisor, BinaryOp.NE.precedence() + 1);
      report(Message.DIVISOR, p, JavaText.of(divisor), range, operand);
    }
  }

  private boolean isWithin(Expr index, int extent, Buffer b, String axis, Position p) {
    Interval range = ranges().of(index);
    boolean proved = range.low() >= 0 && range.high() < extent;
    if (!proved) {
      String remedy = Remedy.forIndex(index, range, extent);
      String text = JavaText.of(index);
      report(Message.INDEX_BOUNDS, p, axis, b.name(), text, range, extent, remedy);
    }
    return proved;
  }

  private void report(Message message, Position p, Object... arguments) {
    if (ranges().isReachable()) {
      unproved.add(Diagnostic.of(message, p, arguments));
    }
  }
}
