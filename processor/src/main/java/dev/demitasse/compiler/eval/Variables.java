package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.eval.Frame.Slot;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.List;

/**
 * The variables of the functions being evaluated. One that changes has a known value at each time,
 * or else a cell on the device: a buffer of rank 0.
 */
final class Variables {
  private final Evaluator evaluator;
  private final Decisions decisions;
  private final Residue residue;

  Variables(Evaluator evaluator, Decisions decisions, Residue residue) {
    this.evaluator = evaluator;
    this.decisions = decisions;
    this.residue = residue;
  }

  void declare(Var variable, Value value, Position p) {
    boolean cell = variable.isMutable() && decisions.isOnDevice(variable);
    Slot slot = new Slot(value, residue.depth(), cell);
    if (cell) {
      Buffer buffer = cell(variable.name(), ((Scalar) value).expr(), p);
      slot.value = new TensorValue(buffer);
      decisions.locate(variable, buffer.data());
    } else if (variable.isMutable()) {
      requireKnown(variable, value, slot.depth);
    } else {
      slot.value = keep(variable.name(), value, p);
    }
    evaluator.frame().slots.put(variable, slot);
  }

  /** The variable of a loop, for one trip or for all. */
  void declareCounter(Var variable, Expr value) {
    Slot slot = new Slot(new Scalar(value), residue.depth(), false);
    evaluator.frame().slots.put(variable, slot);
  }

  void assign(Var variable, Value value, Position p) {
    Slot slot = evaluator.frame().slots.get(variable);
    if (slot.cell) {
      Buffer buffer = ((TensorValue) slot.value).buffer();
      decisions.noteLoops(variable, residue.loopsSince(slot.depth));
      residue.emit(new BufferStore(buffer, List.of(), ((Scalar) value).expr(), p));
      return;
    }
    if (!(value instanceof Scalar)) {
      evaluator.demands().requireStatic(slot.depth, p);
    } else if (residue.depth() > slot.depth) {
      throw decisions.moveToDevice(variable, residue.loopsSince(slot.depth));
    }
    requireKnown(variable, value, slot.depth);
    slot.value = value;
  }

  /** Variables that change keep their place on the device, unless each value is known here. */
  private void requireKnown(Var variable, Value value, int depth) {
    if (value instanceof Scalar s && !s.isKnown()) {
      throw decisions.moveToDevice(variable, residue.loopsSince(depth));
    }
  }

  Value read(Var variable) {
    Slot slot = evaluator.frame().slots.get(variable);
    return slot.cell ? load(((TensorValue) slot.value).buffer()) : slot.value;
  }

  /** A new cell with this value. */
  Buffer cell(String name, Expr value, Position p) {
    Buffer buffer = Buffer.of(name, (DataType) value.type(), List.of());
    residue.emit(new Allocate(buffer, StorageScope.LOCAL, p));
    residue.emit(new BufferStore(buffer, List.of(), value, p));
    return buffer;
  }

  /** What is in a cell. */
  static Scalar load(Buffer cell) {
    return new Scalar(new BufferLoad(cell, List.of(), Position.NONE));
  }

  /** Binds an expression to a variable of the device, so that it is computed once, here. */
  Value keep(String name, Value value, Position p) {
    if (value instanceof Scalar(Expr e) && !(e instanceof Var) && !((Scalar) value).isKnown()) {
      Var variable = Var.of(name, e.type());
      residue.emit(new Let(variable, e, p));
      decisions.define(variable, e);
      return new Scalar(variable);
    }
    return value;
  }

  /** An expression with the value that this one has here, also where memory changes later. */
  Expr now(String name, Expr e, Position p) {
    boolean[] reads = new boolean[1];
    Walk.exprs(e, x -> reads[0] |= x instanceof BufferLoad);
    return reads[0] ? ((Scalar) keep(name, new Scalar(e), p)).expr() : e;
  }
}
