package dev.demitasse.compiler.transform;

import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Assert;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Var;
import dev.demitasse.compiler.ir.Walk;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables and buffers on whose values it depends what a function reads and writes, how often
 * its loops run, and whether its shifts and divisions are allowed: what proofs rest on.
 */
final class Deciding {
  private final Set<Var> deciding = new HashSet<>();

  private Deciding() {}

  static Set<Var> of(Seq body) {
    Deciding d = new Deciding();
    int before;
    do {
      before = d.deciding.size();
      Walk.exprs(body, d::addOperands);
      Walk.stmts(body, d::addParts);
    } while (d.deciding.size() > before);
    return d.deciding;
  }

  /** Whether the right operand of an integer operation must not be any number. */
  static boolean isRight(BinaryOp op, Expr left) {
    return switch (op) {
      case SHL, SHR, USHR -> true;
      case DIV, MOD -> !((DataType) left.type()).isFloat();
      default -> false;
    };
  }

  /** Whether an expression reads one of these. */
  static boolean mentions(Expr e, Set<Var> variables) {
    boolean[] found = {false};
    Walk.exprs(
        e,
        x ->
            found[0] |=
                (x instanceof Var v && variables.contains(v))
                    || (x instanceof BufferLoad load && variables.contains(load.buffer().data())));
    return found[0];
  }

  private void addOperands(Expr e) {
    switch (e) {
      case BufferLoad(var b, List<Expr> indices, var p) -> {
        add(b.offset());
        indices.forEach(this::add);
      }
      case Binary(BinaryOp op, Expr a, Expr b) when isRight(op, a) -> add(b);
      case Select(Expr condition, var then, var otherwise) -> addCondition(condition);
      default -> {}
    }
  }

  private void addParts(Stmt s) {
    switch (s) {
      case For(var v, Expr begin, Expr end, var step, var body, var p) -> {
        add(begin);
        add(end);
      }
      case While(Expr condition, var body, var p) -> add(condition);
      case Assert(Expr condition, var p) -> add(condition);
      case IfThenElse(Expr condition, var then, var otherwise, var p) -> addCondition(condition);
      case Let(Var v, Expr value, var p) -> {
        if (deciding.contains(v)) {
          add(value);
        }
      }
      case BufferStore(var b, List<Expr> indices, Expr value, var p) -> {
        add(b.offset());
        indices.forEach(this::add);
        if (deciding.contains(b.data())) {
          add(value);
        }
      }
      default -> {}
    }
  }

  /** A condition on what is deciding narrows it down. */
  private void addCondition(Expr condition) {
    if (mentions(condition, deciding)) {
      add(condition);
    }
  }

  private void add(Expr e) {
    Walk.exprs(
        e,
        x -> {
          if (x instanceof Var v) {
            deciding.add(v);
          } else if (x instanceof BufferLoad load) {
            deciding.add(load.buffer().data());
          }
        });
  }
}
