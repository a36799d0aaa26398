package dev.demitasse.compiler.eval;

import static dev.demitasse.compiler.eval.Ending.GOES_ON;
import static dev.demitasse.compiler.eval.Ending.GONE;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.eval.Ending.GoesOn;
import dev.demitasse.compiler.eval.Ending.Leaves;
import dev.demitasse.compiler.eval.Frame.Exit;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.Text;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericStmt.ArrayStore;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.GenericStmt.FieldStore;
import dev.demitasse.compiler.ir.GenericStmt.Place;
import dev.demitasse.compiler.ir.GenericStmt.Reject;
import dev.demitasse.compiler.ir.GenericStmt.TensorStore;
import dev.demitasse.compiler.ir.Position;
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
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does statements: at once where everything is known, else by leaving them to the device. */
final class Statements {
  private static final int STEP_LIMIT = 100_000;

  /** Where nothing is left to the device, many steps cost only time. */
  private static final int COMPUTE_LIMIT = 20_000_000;

  private final Evaluator evaluator;
  private final Expressions expressions;
  private final Decisions decisions;
  private final Residue residue;
  private int steps;

  Statements(Evaluator evaluator, Expressions expressions, Decisions decisions, Residue residue) {
    this.evaluator = evaluator;
    this.expressions = expressions;
    this.decisions = decisions;
    this.residue = residue;
  }

  Ending exec(Stmt statement) {
    return switch (statement) {
      case Seq(List<Stmt> statements) -> {
        for (Stmt s : statements) {
          Ending ending = exec(s);
          if (!(ending instanceof GoesOn)) {
            yield ending;
          }
        }
        yield GOES_ON;
      }
      case For loop -> at(loop.position()).count(loop);
      case While loop -> at(loop.position()).repeat(loop);
      case IfThenElse choice -> at(choice.position()).choose(choice);
      case Block block -> at(block.position()).block(block);
      case Leave(Var label, Position p) -> at(p).leave(label, p);
      case Return(Expr value, Position p) -> at(p).leave(expressions.eval(value, "result"), p);
      case Let(Var variable, Expr value, Position p) -> {
        at(p);
        evaluator.variables().declare(variable, expressions.eval(value, variable.name()), p);
        yield GOES_ON;
      }
      case Assign(Var variable, Expr value, Position p) -> {
        at(p);
        evaluator.variables().assign(variable, expressions.eval(value, variable.name()), p);
        yield GOES_ON;
      }
      case TensorStore store -> {
        at(store.position());
        expressions.tensorExprs().store(store);
        yield GOES_ON;
      }
      case ArrayStore(Expr array, Expr index, Expr value, Position p) -> {
        at(p);
        Value a = expressions.eval(array);
        evaluator.arrays().store(a, expressions.scalar(index), expressions.eval(value), p);
        yield GOES_ON;
      }
      case FieldStore(Expr object, String field, Expr value, Position p) -> {
        at(p);
        ObjectValue o = expressions.object(object);
        evaluator.demands().requireStatic(o.depth(), p);
        Value kept = evaluator.variables().keep(field, expressions.eval(value, field), p);
        evaluator.tensors().assign(evaluator, o, field, kept, p);
        o.set(field, kept);
        yield GOES_ON;
      }
      case Place(Var variable, String pool, Position p) -> {
        at(p);
        Value placed = expressions.eval(variable);
        evaluator.tensors().place(evaluator, variable.name(), placed, pool, p);
        yield GOES_ON;
      }
      case Reject(Expr message, Position p) -> {
        at(p).evaluator.demands().requireStatic(0, p, Message.PRECONDITION_ON_DATA);
        String text = ((Text) expressions.eval(message)).text();
        throw evaluator.error(Message.PRECONDITION, p, text);
      }
      case Allocate a -> throw new IllegalStateException("in a generic function: " + a);
      case AllocateConst a -> throw new IllegalStateException("in a generic function: " + a);
      case BufferStore s -> throw new IllegalStateException("in a generic function: " + s);
      case Evaluate e -> throw new IllegalStateException("in a generic function: " + e);
      case Assert a -> throw new IllegalStateException("in a generic function: " + a);
    };
  }

  private Statements at(Position position) {
    evaluator.moveTo(position);
    return this;
  }

  private Ending choose(IfThenElse choice) {
    Expr c = expressions.scalar(choice.condition());
    if (c instanceof IntImm) {
      return exec(c.isBool(true) ? choice.then() : choice.otherwise());
    }
    Ending[] endings = new Ending[2];
    Seq a = residue.within(new Context.Branch(c), () -> endings[0] = exec(choice.then()));
    Seq b =
        residue.within(
            new Context.Branch(Fold.not(c)), () -> endings[1] = exec(choice.otherwise()));
    residue.emit(new IfThenElse(c, a, b, choice.position()));
    boolean goesOn = endings[0] instanceof GoesOn || endings[1] instanceof GoesOn;
    return goesOn ? GOES_ON : GONE;
  }

  // ---- Loops ----

  private Ending count(For loop) {
    Expr begin = expressions.scalar(loop.begin());
    Expr end = expressions.scalar(loop.end());
    boolean known = begin instanceof IntImm && end instanceof IntImm;
    long trips = known ? trips(begin, end, loop.step()) : -1;
    if (known && (trips <= 1 || !isRolled(loop))) {
      return unroll(loop, ((IntImm) begin).value(), trips);
    }
    checkBound(begin, loop);
    checkBound(end, loop);
    Var variable = Var.of(loop.variable().name(), loop.variable().type());
    evaluator.variables().declareCounter(loop.variable(), variable);
    Context context = new Context.Rolled(loop, Optional.of(variable));
    Seq body = residue.within(context, () -> exec(loop.body()));
    residue.emit(new For(variable, begin, end, loop.step(), body, loop.position()));
    return GOES_ON;
  }

  private boolean isRolled(Stmt loop) {
    return evaluator.hasDevice() && !decisions.unrolls(loop);
  }

  private static long trips(Expr begin, Expr end, int step) {
    long distance = ((IntImm) end).value() - ((IntImm) begin).value();
    return Math.max(0, Math.ceilDiv(step > 0 ? distance : -distance, Math.abs((long) step)));
  }

  private Ending unroll(For loop, long begin, long trips) {
    DataType type = (DataType) loop.variable().type();
    for (long i = 0; i < trips; i++) {
      if (trips > 1) {
        countStep(loop.position(), "loop '" + loop.variable() + "'");
      }
      Expr value = new IntImm(type, begin + i * loop.step());
      evaluator.variables().declareCounter(loop.variable(), value);
      Ending ending = exec(loop.body());
      if (!(ending instanceof GoesOn)) {
        return ending;
      }
    }
    return GOES_ON;
  }

  private void countStep(Position p, String loop) {
    int limit = evaluator.hasDevice() ? STEP_LIMIT : COMPUTE_LIMIT;
    if (++steps > limit) {
      throw evaluator.error(Message.UNROLL_LIMIT, p, loop, limit);
    }
  }

  /** A bound may depend on the variables of outer loops, but on nothing else of the device. */
  private void checkBound(Expr bound, For loop) {
    boolean affine =
        isRolled(loop) && decisions.leaves(bound).stream().allMatch(this::isLoopVariable);
    if (!affine) {
      Message message = Message.LOOP_BOUND;
      evaluator.demands().demand(bound, loop.position(), message, loop.variable());
    }
  }

  private boolean isLoopVariable(Expr leaf) {
    return residue.since(0).stream()
        .anyMatch(c ->
            c instanceof Context.Rolled(Stmt loop, Optional<Var> variable)
                && variable.filter(v -> v == leaf).isPresent());
  }

  private Ending repeat(While loop) {
    if (!isRolled(loop)) {
      return repeatNow(loop);
    }
    Context context = new Context.Rolled(loop, Optional.empty());
    Expr[] condition = new Expr[1];
    Seq before = residue.within(context, () -> condition[0] = expressions.scalar(loop.condition()));
    if (condition[0].isBool(false)) {
      return GOES_ON;
    }
    Seq body = residue.within(context, () -> exec(loop.body()));
    Position p = loop.position();
    if (before.isEmpty()) {
      residue.emit(new While(condition[0], body, p));
      return GOES_ON;
    }
    Var end = Var.of("end", Type.LABEL);
    List<Stmt> all = new ArrayList<>(before.statements());
    Seq stop = new Seq(List.of(new Leave(end, p)));
    all.add(new IfThenElse(Fold.not(condition[0]), stop, Seq.EMPTY, p));
    all.addAll(body.statements());
    residue.emit(new Block(end, new Seq(List.of(new While(Expr.bool(true), new Seq(all), p))), p));
    return GOES_ON;
  }

  private Ending repeatNow(While loop) {
    while (true) {
      Expr condition = expressions.scalar(loop.condition());
      evaluator.demands().demand(condition, loop.position(), Message.CONDITION_ON_DATA);
      if (condition.isBool(false)) {
        return GOES_ON;
      }
      countStep(loop.position(), "'while'");
      Ending ending = exec(loop.body());
      if (!(ending instanceof GoesOn)) {
        return ending;
      }
    }
  }

  // ---- Leaving ----

  private Ending block(Block block) {
    Var label = block.label();
    if (!decisions.isOnDevice(label)) {
      evaluator.frame().exits.put(label, new Exit(residue.depth(), Optional.empty()));
      Ending ending = exec(block.body());
      return ending instanceof Leaves(Var left) && left == label ? GOES_ON : ending;
    }
    Var exit = Var.of(label.name(), Type.LABEL);
    evaluator.frame().exits.put(label, new Exit(residue.depth(), Optional.of(exit)));
    Seq body = residue.within(new Context.Skippable(label), () -> exec(block.body()));
    residue.emit(new Block(exit, body, block.position()));
    return GOES_ON;
  }

  private Ending leave(Var label, Position p) {
    Exit exit = evaluator.frame().exits.get(label);
    if (exit.label().isPresent()) {
      decisions.noteLoops(label, residue.loopsSince(exit.depth()));
      residue.emit(new Leave(exit.label().get(), p));
      return GONE;
    }
    if (residue.depth() == exit.depth()) {
      return new Leaves(label);
    }
    throw decisions.moveToDevice(label, residue.loopsSince(exit.depth()));
  }

  /** A return. */
  private Ending leave(Value value, Position p) {
    Frame frame = evaluator.frame();
    if (evaluator.isScalarFunction()) {
      residue.emit(new Return(((Scalar) value).expr(), p));
      return GONE;
    }
    if (frame.resultCell.isPresent()) {
      decisions.noteLoops(frame.function, residue.loopsSince(frame.depth));
      Expr result = ((Scalar) value).expr();
      residue.emit(new BufferStore(frame.resultCell.get(), List.of(), result, p));
      residue.emit(new Leave(frame.end, p));
      return GONE;
    }
    if (residue.depth() > frame.depth) {
      if (value instanceof Scalar && evaluator.hasDevice()) {
        throw decisions.moveToDevice(frame.function, residue.loopsSince(frame.depth));
      }
      evaluator.demands().requireStatic(frame.depth, p);
    }
    frame.result = value;
    return new Leaves(frame.end);
  }
}
