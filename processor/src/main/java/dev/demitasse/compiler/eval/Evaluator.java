package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Decisions.Restart;
import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.EnumValue;
import dev.demitasse.compiler.eval.Value.None;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.eval.Value.Text;
import dev.demitasse.compiler.ir.BinaryOp;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.Expr.Binary;
import dev.demitasse.compiler.ir.Expr.BufferLoad;
import dev.demitasse.compiler.ir.Expr.CallIntrinsic;
import dev.demitasse.compiler.ir.Expr.Cast;
import dev.demitasse.compiler.ir.Expr.FloatImm;
import dev.demitasse.compiler.ir.Expr.IntImm;
import dev.demitasse.compiler.ir.Expr.Negate;
import dev.demitasse.compiler.ir.Expr.Not;
import dev.demitasse.compiler.ir.Expr.Select;
import dev.demitasse.compiler.ir.Fold;
import dev.demitasse.compiler.ir.GenericExpr;
import dev.demitasse.compiler.ir.GenericExpr.ArrayCopy;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLength;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLiteral;
import dev.demitasse.compiler.ir.GenericExpr.ArrayLoad;
import dev.demitasse.compiler.ir.GenericExpr.Dim;
import dev.demitasse.compiler.ir.GenericExpr.EnumImm;
import dev.demitasse.compiler.ir.GenericExpr.Field;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.GenericExpr.Join;
import dev.demitasse.compiler.ir.GenericExpr.NewArray;
import dev.demitasse.compiler.ir.GenericExpr.Rank;
import dev.demitasse.compiler.ir.GenericExpr.Same;
import dev.demitasse.compiler.ir.GenericExpr.ShapeOf;
import dev.demitasse.compiler.ir.GenericExpr.Size;
import dev.demitasse.compiler.ir.GenericExpr.TensorLoad;
import dev.demitasse.compiler.ir.GenericExpr.TextImm;
import dev.demitasse.compiler.ir.GenericExpr.View;
import dev.demitasse.compiler.ir.GenericExpr.Zeros;
import dev.demitasse.compiler.ir.GenericStmt.ArrayStore;
import dev.demitasse.compiler.ir.GenericStmt.Assign;
import dev.demitasse.compiler.ir.GenericStmt.FieldStore;
import dev.demitasse.compiler.ir.GenericStmt.Reject;
import dev.demitasse.compiler.ir.GenericStmt.TensorStore;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.BufferStore;
import dev.demitasse.compiler.ir.Stmt.Evaluate;
import dev.demitasse.compiler.ir.Stmt.For;
import dev.demitasse.compiler.ir.Stmt.IfThenElse;
import dev.demitasse.compiler.ir.Stmt.Let;
import dev.demitasse.compiler.ir.Stmt.Return;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs a generic function with shapes and attributes known and data unknown. What depends on known
 * values only is done at once: shapes, preconditions, loops over axes. The rest is left behind as
 * specialised statements. This one walk is therefore shape inference and specialisation both.
 *
 * <p>Loops stay loops and mutable variables that loops change stay variables, until something
 * inside turns out to be needed at build time (a bound, an axis, an extent): then the {@link
 * Decisions} note the loop as one to unroll, and everything starts again.
 */
public final class Evaluator {

  /** What tensors do; operators and networks differ here. */
  public interface Tensors {
    /** A new tensor, reading zero. */
    TensorValue zeros(
        Evaluator evaluator, String name, DataType element, List<Integer> shape, Position position);

    /** Element access; a network refuses it. */
    void access(Evaluator evaluator, TensorValue tensor, Position position);

    /** The result of a call that is not to be inlined. */
    Optional<Value> call(Evaluator evaluator, PrimFunc callee, List<Value> arguments, Invoke call);
  }

  /** Something that surrounds code on the device: a rolled loop or a condition on data. */
  private sealed interface Context {
    record Rolled(For loop, Var variable) implements Context {}

    record Branch(Expr condition) implements Context {}
  }

  /** A variable in scope. Cells live on the device, the value of others is known or immutable. */
  private static final class Slot {
    private final int depth;
    private Value value;
    private boolean cell;

    Slot(Value value, int depth, boolean cell) {
      this.value = value;
      this.depth = depth;
      this.cell = cell;
    }
  }

  /** One call being evaluated. */
  private static final class Frame {
    private final PrimFunc function;
    private final Position call;
    private final int depth;
    private final Map<Var, Slot> slots = new HashMap<>();
    private final Set<Var> readOnly = new HashSet<>();
    private Value result = new None();

    Frame(PrimFunc function, Position call, int depth) {
      this.function = function;
      this.call = call;
      this.depth = depth;
    }
  }

  private static final int UNROLL_LIMIT = 100_000;

  private final IrModule module;
  private final Tensors tensors;
  private final ScalarFunctions scalarFunctions;
  private final Decisions decisions;
  private final boolean unrollAll;
  private final Deque<List<Stmt>> blocks = new ArrayDeque<>();
  private final List<Context> contexts = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int unrolled;

  private Evaluator(
      IrModule module,
      Tensors tensors,
      ScalarFunctions scalarFunctions,
      Decisions decisions,
      boolean unrollAll) {
    this.module = module;
    this.tensors = tensors;
    this.scalarFunctions = scalarFunctions;
    this.decisions = decisions;
    this.unrollAll = unrollAll;
    blocks.push(new ArrayList<>());
  }

  /** What evaluating a function left behind. */
  public record Outcome(Value result, Seq body) {}

  /**
   * Evaluates a call of {@code function}.
   *
   * @param tensors gives a new one for each attempt, as an attempt may be given up
   * @param unrollAll whether no loop may stay, as in a network
   */
  public static Outcome run(
      IrModule module,
      PrimFunc function,
      List<Value> arguments,
      Supplier<Tensors> tensors,
      ScalarFunctions scalarFunctions,
      boolean unrollAll) {
    Decisions decisions = new Decisions();
    while (true) {
      try {
        Evaluator e = new Evaluator(module, tensors.get(), scalarFunctions, decisions, unrollAll);
        Value result = e.enter(function, arguments, Position.NONE);
        return new Outcome(result, new Seq(e.blocks.pop()));
      } catch (Restart restart) {
        decisions.learn(restart);
      }
    }
  }

  // ---- Functions ----

  private Value enter(PrimFunc function, List<Value> arguments, Position call) {
    if (frames.stream().anyMatch(f -> f.function.symbol().equals(function.symbol()))) {
      throw error(Message.RECURSION, call, function.userName());
    }
    Frame frame = new Frame(function, call, contexts.size());
    frames.push(frame);
    arguments.forEach(a -> addMemory(a, frame.readOnly));
    for (int i = 0; i < arguments.size(); i++) {
      declare(function.parameters().get(i), arguments.get(i), function.position());
    }
    exec(function.body());
    frames.pop();
    return frame.result;
  }

  private static void addMemory(Value value, Set<Var> memory) {
    if (value instanceof TensorValue(Buffer b)) {
      memory.add(b.data());
    } else if (value instanceof ArrayValue array) {
      for (int i = 0; i < array.length(); i++) {
        addMemory(array.get(i), memory);
      }
    }
  }

  /** Parameters are read-only, in a helper too, and through whatever view. */
  private void requireOwn(TensorValue tensor, Position p) {
    Var data = tensor.buffer().data();
    if (frames.stream().anyMatch(f -> f.readOnly.contains(data))) {
      throw error(Message.STORE_TO_PARAMETER, p, data.name());
    }
  }

  private Value invoke(Invoke call) {
    PrimFunc callee =
        module
            .find(call.symbol())
            .orElseThrow(() -> error(Message.NO_BODY, call.position(), call.symbol()));
    List<Value> arguments = call.arguments().stream().map(this::eval).toList();
    Optional<Value> opaque = tensors.call(this, callee, arguments, call);
    if (opaque.isPresent()) {
      return opaque.get();
    }
    boolean known = arguments.stream().allMatch(a -> !(a instanceof Scalar s) || s.isKnown());
    if (!known && callee.isScalar() && !callee.isExpression()) {
      return new Scalar(scalarFunctions.call(callee, arguments, call.position()));
    }
    return enter(callee, arguments, call.position());
  }

  // ---- Statements: true if the function has ended ----

  private boolean exec(Stmt statement) {
    return switch (statement) {
      case Seq(List<Stmt> statements) -> {
        for (Stmt s : statements) {
          if (exec(s)) {
            yield true;
          }
        }
        yield false;
      }
      case For loop -> execLoop(loop);
      case IfThenElse(Expr condition, Seq then, Seq otherwise, Position p) -> {
        Expr c = scalar(condition);
        if (c instanceof IntImm) {
          yield exec(c.isBool(true) ? then : otherwise);
        }
        boolean[] ended = new boolean[2];
        Seq a = branch(c, () -> ended[0] = exec(then));
        Seq b = branch(Fold.not(c), () -> ended[1] = exec(otherwise));
        emit(new IfThenElse(c, a, b, p));
        yield ended[0] && ended[1];
      }
      case Let(Var variable, Expr value, Position p) -> {
        declare(variable, named(variable.name(), value), p);
        yield false;
      }
      case Return(Expr value, Position p) -> {
        leave(eval(value), p);
        yield true;
      }
      case Assign(Var variable, Expr value, Position p) -> {
        assign(variable, eval(value), p);
        yield false;
      }
      case TensorStore(Expr tensor, List<Expr> indices, Expr value, Position p) -> {
        TensorValue t = tensor(tensor);
        tensors.access(this, t, p);
        requireOwn(t, p);
        Element at = element(t, indices, p);
        emit(new BufferStore(at.buffer(), at.indices(), scalar(value), p));
        yield false;
      }
      case ArrayStore(Expr array, Expr index, Expr value, Position p) -> {
        ArrayValue a = (ArrayValue) eval(array);
        int i = arrayIndex(a, index, p);
        requireStatic(a.depth(), p);
        a.set(i, keep("element", eval(value), p));
        yield false;
      }
      case Reject(Expr message, Position p) -> {
        for (int i = frames.getLast().depth; i < contexts.size(); i++) {
          if (contexts.get(i) instanceof Context.Branch(Expr condition)) {
            demand(condition, p, Message.PRECONDITION_ON_DATA);
          }
        }
        throw error(Message.PRECONDITION, p, ((Text) eval(message)).text());
      }
      case Stmt.While s -> throw new IllegalStateException("not evaluated: " + s);
      case Stmt.Block s -> throw new IllegalStateException("not evaluated: " + s);
      case Stmt.Leave s -> throw new IllegalStateException("not evaluated: " + s);
      case FieldStore s -> throw new IllegalStateException("not evaluated: " + s);
      case Stmt.Assert s -> throw new IllegalStateException("in a generic function: " + s);
      case Stmt.AllocateConst a -> throw new IllegalStateException("in a generic function: " + a);
      case Allocate a -> throw new IllegalStateException("in a generic function: " + a);
      case BufferStore s -> throw new IllegalStateException("in a generic function: " + s);
      case Evaluate e -> throw new IllegalStateException("in a generic function: " + e);
    };
  }

  private boolean execLoop(For loop) {
    Expr begin = scalar(loop.begin());
    Expr end = scalar(loop.end());
    boolean known = begin instanceof IntImm && end instanceof IntImm;
    long trips = known ? trips(begin, end, loop.step()) : -1;
    if (known && (trips <= 1 || unrollAll || decisions.unrolls(loop))) {
      return unroll(loop, ((IntImm) begin).value(), trips);
    }
    checkBound(begin, loop);
    checkBound(end, loop);
    Var variable = Var.of(loop.variable().name(), loop.variable().type());
    frame().slots.put(loop.variable(), new Slot(new Scalar(variable), contexts.size(), false));
    Seq body = within(new Context.Rolled(loop, variable), () -> exec(loop.body()));
    emit(new For(variable, begin, end, loop.step(), body, loop.position()));
    return false;
  }

  private static long trips(Expr begin, Expr end, int step) {
    long distance = ((IntImm) end).value() - ((IntImm) begin).value();
    return Math.max(0, Math.ceilDiv(step > 0 ? distance : -distance, Math.abs((long) step)));
  }

  private boolean unroll(For loop, long begin, long trips) {
    for (long i = 0; i < trips; i++) {
      if (trips > 1 && ++unrolled > UNROLL_LIMIT) {
        throw error(Message.UNROLL_LIMIT, loop.position(), loop.variable(), UNROLL_LIMIT);
      }
      Value value = new Scalar(Expr.int32(begin + i * loop.step()));
      frame().slots.put(loop.variable(), new Slot(value, contexts.size(), false));
      if (exec(loop.body())) {
        return true;
      }
    }
    return false;
  }

  /** A bound may depend on the variables of outer loops, but on nothing else of the device. */
  private void checkBound(Expr bound, For loop) {
    boolean affine =
        !unrollAll
            && !decisions.unrolls(loop)
            && decisions.leaves(bound).stream().allMatch(this::isLoopVariable);
    if (!affine) {
      demand(bound, loop.position(), Message.LOOP_BOUND, loop.variable());
    }
  }

  private boolean isLoopVariable(Expr leaf) {
    return contexts.stream()
        .anyMatch(c -> c instanceof Context.Rolled(For loop, Var variable) && variable == leaf);
  }

  private void leave(Value value, Position p) {
    Frame frame = frame();
    if (frames.size() == 1 && frame.function.isScalar() && !unrollAll) {
      emit(new Return(((Scalar) value).expr(), p));
      return;
    }
    if (contexts.size() > frame.depth) {
      requireStatic(frame.depth, p);
    }
    frame.result = value;
  }

  // ---- Variables ----

  private void declare(Var variable, Value value, Position p) {
    boolean cell = variable.isMutable() && decisions.isCell(variable);
    Slot slot = new Slot(value, contexts.size(), cell);
    if (cell) {
      Buffer buffer = Buffer.of(variable.name(), (DataType) variable.type(), List.of());
      emit(new Allocate(buffer, StorageScope.LOCAL, p));
      emit(new BufferStore(buffer, List.of(), ((Scalar) value).expr(), p));
      slot.value = new TensorValue(buffer);
      decisions.locate(variable, buffer.data());
    } else if (variable.isMutable()) {
      requireKnown(variable, value, slot.depth);
    } else {
      slot.value = keep(variable.name(), value, p);
    }
    frame().slots.put(variable, slot);
  }

  private void assign(Var variable, Value value, Position p) {
    Slot slot = frame().slots.get(variable);
    if (slot.cell) {
      Buffer buffer = ((TensorValue) slot.value).buffer();
      emit(new BufferStore(buffer, List.of(), ((Scalar) value).expr(), p));
      return;
    }
    if (!(value instanceof Scalar)) {
      requireStatic(slot.depth, p);
    } else if (contexts.size() > slot.depth) {
      throw decisions.makeCell(variable, loopsSince(slot.depth));
    }
    requireKnown(variable, value, slot.depth);
    slot.value = value;
  }

  /** Variables that change keep their place on the device, unless each value is known here. */
  private void requireKnown(Var variable, Value value, int depth) {
    if (value instanceof Scalar s && !s.isKnown()) {
      throw decisions.makeCell(variable, loopsSince(depth));
    }
  }

  private List<For> loopsSince(int depth) {
    return contexts.subList(depth, contexts.size()).stream()
        .filter(Context.Rolled.class::isInstance)
        .map(c -> ((Context.Rolled) c).loop())
        .toList();
  }

  /** What is done here must be done at build time: no loop or condition of the device around. */
  private void requireStatic(int depth, Position p) {
    for (Context context : contexts.subList(depth, contexts.size())) {
      switch (context) {
        case Context.Rolled(For loop, Var variable) -> throw decisions.unroll(loop);
        case Context.Branch(Expr condition) -> {
          demand(condition, p, Message.CONDITION_ON_DATA);
        }
      }
    }
  }

  /** Binds an expression to a variable of the device, so that it is computed once, here. */
  private Value keep(String name, Value value, Position p) {
    if (value instanceof Scalar(Expr e) && !(e instanceof Var) && !((Scalar) value).isKnown()) {
      Var variable = Var.of(name, e.type());
      emit(new Let(variable, e, p));
      decisions.define(variable, e);
      return new Scalar(variable);
    }
    return value;
  }

  // ---- Expressions ----

  private Value named(String name, Expr e) {
    return switch (e) {
      case Zeros(DataType element, Expr shape, Position p) ->
          tensors.zeros(this, name, element, shape(shape, p), p);
      case View(GenericExpr.ViewKind kind, Expr tensor, List<Expr> arguments, Position p)
          when kind == GenericExpr.ViewKind.COPY ->
          copy(name, tensor(tensor), p);
      default -> eval(e);
    };
  }

  private Value eval(Expr e) {
    return switch (e) {
      case Var v -> read(v);
      case IntImm i -> new Scalar(i);
      case FloatImm f -> new Scalar(f);
      case Binary(BinaryOp op, Expr a, Expr b) when op.isLogic() -> {
        Expr x = scalar(a);
        yield op == BinaryOp.AND
            ? choose(x, () -> eval(b), () -> new Scalar(Expr.bool(false)))
            : choose(x, () -> new Scalar(Expr.bool(true)), () -> eval(b));
      }
      case Binary(BinaryOp op, Expr a, Expr b) -> new Scalar(Fold.binary(op, scalar(a), scalar(b)));
      case Not(Expr a) -> new Scalar(Fold.not(scalar(a)));
      case Negate(Expr a) -> new Scalar(Fold.negate(scalar(a)));
      case Select(Expr c, Expr a, Expr b) -> choose(scalar(c), () -> eval(a), () -> eval(b));
      case Cast(DataType type, Expr a) -> new Scalar(Fold.cast(type, scalar(a)));
      case CallIntrinsic(var intrinsic, List<Expr> arguments) ->
          new Scalar(Fold.intrinsic(intrinsic, arguments.stream().map(this::scalar).toList()));
      case Dim(Expr tensor, Expr axis, Position p) -> {
        Buffer buffer = tensor(tensor).buffer();
        int d = known(axis, p);
        if (d < 0 || d >= buffer.rank()) {
          throw error(Message.AXIS, p, d, buffer.rank(), buffer.name());
        }
        yield new Scalar(Expr.int32(buffer.shape().get(d)));
      }
      case Rank(Expr tensor) -> new Scalar(Expr.int32(tensor(tensor).buffer().rank()));
      case Size(Expr tensor) -> new Scalar(Expr.int32(tensor(tensor).buffer().size()));
      case ShapeOf(Expr tensor) -> array(tensor(tensor).buffer().shape());
      case Zeros z -> named("tensor", z);
      case View(GenericExpr.ViewKind kind, Expr tensor, List<Expr> arguments, Position p) ->
          view(kind, tensor(tensor), arguments, p);
      case TensorLoad(Expr tensor, List<Expr> indices, Position p) -> {
        TensorValue t = tensor(tensor);
        tensors.access(this, t, p);
        Element at = element(t, indices, p);
        yield new Scalar(new BufferLoad(at.buffer(), at.indices(), p));
      }
      case NewArray(Type element, Expr length, Position p) ->
          newArray(element, known(length, p), p);
      case ArrayLiteral(Type element, List<Expr> elements) ->
          ArrayValue.of(
              elements.stream()
                  .map(this::eval)
                  .map(v -> keep("element", v, Position.NONE))
                  .toArray(Value[]::new),
              contexts.size());
      case ArrayLoad(Expr array, Expr index, Position p) -> {
        ArrayValue a = (ArrayValue) eval(array);
        yield a.get(arrayIndex(a, index, p));
      }
      case ArrayLength(Expr array) -> new Scalar(Expr.int32(((ArrayValue) eval(array)).length()));
      case ArrayCopy(Expr array) -> ((ArrayValue) eval(array)).copy(contexts.size());
      case EnumImm(Type.EnumType type, String constant) -> new EnumValue(type, constant);
      case Same(Expr a, Expr b) -> new Scalar(Expr.bool(eval(a).equals(eval(b))));
      case TextImm(String text) -> new Text(text);
      case Join(List<Expr> parts) ->
          new Text(parts.stream().map(this::eval).map(Value::toString).reduce("", String::concat));
      case Field(Expr object, String name, Type type) ->
          ((ObjectValue) eval(object)).fields().get(name);
      case Invoke call -> invoke(call);
      case GenericExpr.NewObject o -> throw new IllegalStateException("not evaluated: " + o);
      case Expr.Divisor(Expr value, Position p) -> new Scalar(Fold.divisor(scalar(value), p));
      case Expr.Bounded b -> throw new IllegalStateException("in a generic function: " + b);
      case Expr.Call c -> throw new IllegalStateException("in a generic function: " + c);
      case BufferLoad l -> throw new IllegalStateException("in a generic function: " + l);
      case Expr.Address a -> throw new IllegalStateException("in a generic function: " + a);
    };
  }

  private Value read(Var variable) {
    Slot slot = frame().slots.get(variable);
    return slot.cell
        ? new Scalar(new BufferLoad(((TensorValue) slot.value).buffer(), List.of(), Position.NONE))
        : slot.value;
  }

  /** One of two values; what a side does on the device is done only if it is chosen. */
  private Value choose(Expr condition, Supplier<Value> then, Supplier<Value> otherwise) {
    if (condition instanceof IntImm) {
      return condition.isBool(true) ? then.get() : otherwise.get();
    }
    Value[] values = new Value[2];
    Seq a = branch(condition, () -> values[0] = then.get());
    Seq b = branch(Fold.not(condition), () -> values[1] = otherwise.get());
    if (!(values[0] instanceof Scalar(Expr x)) || !(values[1] instanceof Scalar(Expr y))) {
      demand(condition, Position.NONE, Message.CONDITION_ON_DATA);
      throw new IllegalStateException("demand returned");
    }
    if (a.isEmpty() && b.isEmpty()) {
      return new Scalar(select(condition, x, y));
    }
    Buffer cell = Buffer.of("chosen", (DataType) x.type(), List.of());
    emit(new Allocate(cell, StorageScope.LOCAL, Position.NONE));
    emit(new IfThenElse(condition, storing(a, cell, x), storing(b, cell, y), Position.NONE));
    return keep(
        "chosen", new Scalar(new BufferLoad(cell, List.of(), Position.NONE)), Position.NONE);
  }

  private static Expr select(Expr condition, Expr x, Expr y) {
    if (y.isBool(false)) {
      return Fold.binary(BinaryOp.AND, condition, x);
    }
    return x.isBool(true) ? Fold.binary(BinaryOp.OR, condition, y) : Fold.select(condition, x, y);
  }

  private static Seq storing(Seq before, Buffer cell, Expr value) {
    List<Stmt> statements = new ArrayList<>(before.statements());
    statements.add(new BufferStore(cell, List.of(), value, Position.NONE));
    return new Seq(statements);
  }

  private Expr scalar(Expr e) {
    return ((Scalar) eval(e)).expr();
  }

  private TensorValue tensor(Expr e) {
    return (TensorValue) eval(e);
  }

  // ---- Tensors ----

  /** An element of a buffer. */
  private record Element(Buffer buffer, List<Expr> indices) {}

  private Element element(TensorValue tensor, List<Expr> indices, Position p) {
    Buffer buffer = tensor.buffer();
    List<Expr> values = new ArrayList<>();
    for (Expr index : indices) {
      if (eval(index) instanceof ArrayValue array) {
        for (int i = 0; i < array.length(); i++) {
          values.add(((Scalar) array.get(i)).expr());
        }
      } else {
        values.add(scalar(index));
      }
    }
    if (values.size() == buffer.rank()) {
      return new Element(buffer, values);
    }
    if (values.size() != 1) {
      throw error(Message.INDEX_COUNT, p, values.size(), buffer.name(), buffer.rank());
    }
    return Views.linear(buffer, values.get(0), Element::new);
  }

  private Value view(
      GenericExpr.ViewKind kind, TensorValue tensor, List<Expr> arguments, Position p) {
    Buffer b = tensor.buffer();
    try {
      return switch (kind) {
        case RESHAPE -> new TensorValue(Views.reshape(b, shape(arguments.get(0), p)));
        case SLICE ->
            new TensorValue(
                Views.slice(
                    b,
                    known(arguments.get(0), p),
                    scalar(arguments.get(1)),
                    known(arguments.get(2), p)));
        case TRANSPOSE -> new TensorValue(Views.transpose(b, ints(arguments.get(0), p)));
        case BROADCAST -> new TensorValue(Views.broadcast(b, shape(arguments.get(0), p)));
        case ROW -> new TensorValue(Views.row(b, scalar(arguments.get(0))));
        case COPY -> copy("copy", tensor, p);
      };
    } catch (IllegalArgumentException impossible) {
      throw error(Message.VIEW, p, impossible.getMessage());
    }
  }

  private Value copy(String name, TensorValue tensor, Position p) {
    Buffer from = tensor.buffer();
    tensors.access(this, tensor, p);
    TensorValue to = tensors.zeros(this, name, from.element(), from.shape(), p);
    emit(Views.copy(from, to.buffer(), p));
    return to;
  }

  private ArrayValue array(List<Integer> values) {
    Value[] elements = new Value[values.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = new Scalar(Expr.int32(values.get(i)));
    }
    return ArrayValue.of(elements, contexts.size());
  }

  private ArrayValue newArray(Type element, int length, Position p) {
    if (length < 0 || length > UNROLL_LIMIT) {
      throw error(Message.ARRAY_LENGTH, p, length, UNROLL_LIMIT);
    }
    Value[] elements = new Value[length];
    java.util.Arrays.fill(elements, new Scalar(Expr.zero((DataType) element)));
    return ArrayValue.of(elements, contexts.size());
  }

  private int arrayIndex(ArrayValue array, Expr index, Position p) {
    int i = known(index, p);
    if (i < 0 || i >= array.length()) {
      throw error(Message.ARRAY_INDEX, p, i, array.length());
    }
    return i;
  }

  // ---- Knowing ----

  private int known(Expr e, Position p) {
    Expr value = scalar(e);
    if (value instanceof IntImm(DataType type, long v)) {
      return (int) v;
    }
    demand(value, p, Message.SHAPE_ON_DATA);
    throw new IllegalStateException("demand returned");
  }

  private List<Integer> ints(Expr array, Position p) {
    ArrayValue a = (ArrayValue) eval(array);
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < a.length(); i++) {
      Expr e = ((Scalar) a.get(i)).expr();
      if (!(e instanceof IntImm(DataType type, long v))) {
        demand(e, p, Message.SHAPE_ON_DATA);
        throw new IllegalStateException("demand returned");
      }
      values.add((int) v);
    }
    return values;
  }

  private List<Integer> shape(Expr array, Position p) {
    List<Integer> shape = ints(array, p);
    long size = 1;
    for (int extent : shape) {
      size *= extent;
      if (extent < 0 || size > Integer.MAX_VALUE) {
        throw error(Message.IMPOSSIBLE_SHAPE, p, shape);
      }
    }
    return shape;
  }

  /** Finds the loop to unroll so that {@code e} becomes known, or says that none would help. */
  private void demand(Expr e, Position p, Message otherwise, Object... arguments) {
    if (e instanceof IntImm) {
      return;
    }
    List<Expr> leaves = decisions.leaves(e);
    for (Context context : contexts) {
      if (context instanceof Context.Rolled(For loop, Var variable) && leaves.contains(variable)) {
        throw decisions.unroll(loop);
      }
    }
    decisions
        .loopBehind(leaves)
        .ifPresent(loop -> {
          throw decisions.unroll(loop);
        });
    throw error(otherwise, p, arguments);
  }

  // ---- Statements left behind ----

  /** Leaves {@code statement} to the device. */
  public void emit(Stmt statement) {
    blocks.peek().add(statement);
  }

  private Seq branch(Expr condition, Runnable inside) {
    return within(new Context.Branch(condition), inside);
  }

  private Seq within(Context context, Runnable inside) {
    contexts.add(context);
    blocks.push(new ArrayList<>());
    inside.run();
    contexts.remove(contexts.size() - 1);
    return new Seq(blocks.pop());
  }

  private Frame frame() {
    return frames.peek();
  }

  /** A mistake, with the calls that led to it. */
  public UserError error(Message message, Position p, Object... arguments) {
    return new UserError(List.of(Diagnostic.of(message, p, arguments).calledFrom(path())));
  }

  /** The calls that led here, innermost first. */
  public List<Diagnostic.Call> path() {
    return frames.stream()
        .filter(f -> f.call.isKnown())
        .map(f -> new Diagnostic.Call(f.function.userName(), f.call))
        .toList();
  }
}
