package dev.demitasse.compiler.analysis;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Printer;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that every index of every access lies within its extent, and that no integer is divided by
 * zero. What it cannot prove is the user's to guard.
 */
public final class ProveAccesses extends RangeRewriter {
  private final List<Diagnostic> unproved = new ArrayList<>();
  private Position position = Position.NONE;

  private ProveAccesses() {}

  /** What could not be proved in a specialised function, before its buffers are flattened. */
  public static List<Diagnostic> of(PrimFunc f) {
    ProveAccesses proof = new ProveAccesses();
    proof.position = f.position();
    proof.function(f);
    return List.copyOf(proof.unproved);
  }

  @Override
  public Stmt stmt(Stmt s) {
    if (s instanceof BufferStore(Buffer b, List<Expr> indices, Expr value, Position p)) {
      position = p.isKnown() ? p : position;
      prove(b, indices, position);
    }
    return super.stmt(s);
  }

  @Override
  public Expr expr(Expr e) {
    if (e instanceof BufferLoad(Buffer b, List<Expr> indices, Position p)) {
      prove(b, indices, p.isKnown() ? p : position);
    }
    if (e instanceof Binary(BinaryOp op, Expr a, Expr b)
        && (op == BinaryOp.DIV || op == BinaryOp.MOD)
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
  }

  private void report(Message message, Position p, Object... arguments) {
    unproved.add(Diagnostic.of(message, p, arguments));
  }
}
