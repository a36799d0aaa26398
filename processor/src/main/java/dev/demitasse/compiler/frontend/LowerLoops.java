package dev.demitasse.compiler.frontend;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.frontend.CountedLoop.Steps;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLength;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLoad;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Stmt.While;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.VariableElement;

/** Lowers loops: to {@code For} if they count, to {@code While} otherwise. */
final class LowerLoops {
  private final Scope scope;
  private final LowerExpressions expressions;
  private final LowerStatements statements;
  private final Jumps jumps;

  LowerLoops(Scope scope, LowerExpressions expressions, LowerStatements statements, Jumps jumps) {
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
    this.jumps = jumps;
  }

  /** {@code for}. */
  Seq count(TreePath path, ForLoopTree t, Position p) {
    return CountedLoop.of(path, scope, expressions)
        .flatMap(loop -> counted(path, t, loop, p))
        .orElseGet(() -> general(path, t, p));
  }

  // ---- Loops that count ----

  private Optional<Seq> counted(TreePath path, ForLoopTree t, CountedLoop loop, Position p) {
    List<Stmt> before = new ArrayList<>();
    Map<Steps, Expr> first = new HashMap<>();
    boolean alone = t.getInitializer().size() == 1;
    for (StatementTree s : t.getInitializer()) {
      first(Scope.child(path, s), alone, loop, first, before);
    }
    Optional<Expr> end = end(loop);
    if (end.isEmpty()) {
      return Optional.empty();
    }
    Var index = scope.declare(loop.index().declaration(), false);
    Jumps.Loop exits = Jumps.loop(path);
    List<Stmt> body = new ArrayList<>();
    for (Steps f : loop.followers()) {
      Expr distance = Fold.binary(BinaryOp.SUB, index, first.get(loop.index()));
      int ratio = f.step() / loop.index().step();
      Expr way = Expr.mul(distance, Expr.int32(Math.abs(ratio)));
      Expr value = Fold.binary(ratio > 0 ? BinaryOp.ADD : BinaryOp.SUB, first.get(f), way);
      body.add(new Let(scope.declare(f.declaration(), false), value, p));
    }
    for (TreePath c : loop.conditions()) {
      body.add(leaveUnless(c, exits.end()));
    }
    body.addAll(body(path, t.getStatement(), exits, p).statements());
    for (TreePath update : loop.updates()) {
      body.addAll(statements.block(update).statements());
    }
    Expr begin = first.get(loop.index());
    For counting = new For(index, begin, end.get(), loop.index().step(), new Seq(body), p);
    before.addAll(exits.end().around(new Seq(List.of(counting)), p).statements());
    return Optional.of(new Seq(before));
  }

  /** The first value of a variable, in one of its own if others may be computed from it. */
  private void first(
      TreePath declaration,
      boolean alone,
      CountedLoop loop,
      Map<Steps, Expr> first,
      List<Stmt> before) {
    Optional<Steps> steps =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(loop.index()), loop.followers().stream())
            .filter(s -> s.declaration().getLeaf() == declaration.getLeaf())
            .findFirst();
    if (steps.isEmpty()) {
      before.addAll(statements.block(declaration).statements());
      return;
    }
    VariableTree tree = (VariableTree) declaration.getLeaf();
    Expr value =
        expressions.converted(Scope.child(declaration, tree.getInitializer()), DataType.INT32);
    if (alone || value instanceof IntImm) {
      first.put(steps.get(), value);
      scope.define(declaration, value);
    } else {
      Var v = scope.declare(declaration, false);
      before.add(new Let(v, value, scope.position(declaration)));
      first.put(steps.get(), v);
    }
  }

  /** One step behind the last value; nothing if that is no {@code int}. */
  private Optional<Expr> end(CountedLoop loop) {
    Expr bound = LowerExpressions.convert(expressions.expr(loop.bound()), DataType.INT32);
    if (!loop.inclusive()) {
      return Optional.of(bound);
    }
    boolean up = loop.index().step() > 0;
    boolean last = bound.isInt(up ? Integer.MAX_VALUE : Integer.MIN_VALUE);
    return last ? Optional.empty() : Optional.of(Expr.add(bound, Expr.int32(up ? 1 : -1)));
  }

  // ---- Other loops ----

  private Seq general(TreePath path, ForLoopTree t, Position p) {
    List<Stmt> all = new ArrayList<>();
    for (StatementTree s : t.getInitializer()) {
      all.addAll(statements.block(Scope.child(path, s)).statements());
    }
    Expr condition =
        t.getCondition() == null
            ? Expr.bool(true)
            : expressions.condition(Scope.child(path, t.getCondition()));
    Jumps.Loop exits = Jumps.loop(path);
    List<Stmt> body = new ArrayList<>(body(path, t.getStatement(), exits, p).statements());
    for (ExpressionStatementTree update : t.getUpdate()) {
      body.addAll(statements.block(Scope.child(path, update)).statements());
    }
    While loop = new While(condition, new Seq(body), p);
    all.addAll(exits.end().around(new Seq(List.of(loop)), p).statements());
    return new Seq(all);
  }

  /** {@code while}. */
  Seq repeat(TreePath path, WhileLoopTree t, Position p) {
    Expr condition = expressions.condition(Scope.child(path, t.getCondition()));
    Jumps.Loop exits = Jumps.loop(path);
    Seq body = body(path, t.getStatement(), exits, p);
    return exits.end().around(new Seq(List.of(new While(condition, body, p))), p);
  }

  /** {@code do}. */
  Seq repeat(TreePath path, DoWhileLoopTree t, Position p) {
    Jumps.Loop exits = Jumps.loop(path);
    List<Stmt> body = new ArrayList<>(body(path, t.getStatement(), exits, p).statements());
    body.add(leaveUnless(Scope.child(path, t.getCondition()), exits.end()));
    While loop = new While(Expr.bool(true), new Seq(body), p);
    return exits.end().around(new Seq(List.of(loop)), p);
  }

  /** Over an array: a loop over its indices. */
  Seq each(TreePath path, EnhancedForLoopTree t, Position p) {
    Expr array = expressions.expr(Scope.child(path, t.getExpression()));
    if (!(array.type() instanceof Type.ArrayType)) {
      throw Unsupported.statement(p, "a loop over this", "loop over an array");
    }
    List<Stmt> all = new ArrayList<>();
    TreePath variable = Scope.child(path, t.getVariable());
    requireNotPlaced(variable);
    Var each = scope.declare(variable);
    if (!(array instanceof Var v) || v.isMutable()) {
      Var once = Var.of(each.name() + "Array", array.type());
      all.add(new Let(once, array, p));
      array = once;
    }
    Var i = Var.of(each.name() + "Index", DataType.INT32);
    Jumps.Loop exits = Jumps.loop(path);
    List<Stmt> body = new ArrayList<>();
    Expr element = new ArrayLoad(array, i, p);
    body.add(new Let(each, LowerExpressions.convert(element, each.type()), p));
    body.addAll(body(path, t.getStatement(), exits, p).statements());
    For loop = new For(i, Expr.int32(0), new ArrayLength(array), 1, new Seq(body), p);
    all.addAll(exits.end().around(new Seq(List.of(loop)), p).statements());
    return new Seq(all);
  }

  private void requireNotPlaced(TreePath variable) {
    VariableElement element = (VariableElement) scope.element(variable);
    if (PlacedReader.pool(element).isPresent()) {
      throw new UserError(
          List.of(
              PlacedReader.mistake(
                  scope.position(variable),
                  "variable",
                  element,
                  "what is in an array lies where it was made",
                  "place the variable or field that it comes from")));
    }
  }

  // ---- Shared ----

  /** What a loop does in each round, up to where {@code continue} goes. */
  private Seq body(TreePath path, StatementTree body, Jumps.Loop exits, Position p) {
    Seq lowered = jumps.inLoop(path, exits, () -> statements.block(Scope.child(path, body)));
    return exits.next().around(lowered, p);
  }

  private Stmt leaveUnless(TreePath condition, Jumps.Exit end) {
    Position p = scope.position(condition);
    Expr goesOn = expressions.condition(condition);
    return new IfThenElse(Fold.not(goesOn), new Seq(List.of(end.leave(p))), Seq.EMPTY, p);
  }
}
