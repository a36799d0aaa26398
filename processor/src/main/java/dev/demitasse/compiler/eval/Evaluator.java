package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Decisions.Restart;
import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.DeviceArray;
import dev.demitasse.compiler.eval.Value.EnumValue;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.Scalar;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.eval.Value.Text;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Block;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs a generic function with shapes and attributes known and data unknown. What depends on known
 * values only is done at once: shapes, preconditions, loops over axes. The rest is left behind as
 * specialised statements. This one walk is therefore shape inference and specialisation both.
 *
 * <p>Loops stay loops, and what they change lives on the device, until something inside turns out
 * to be needed at build time (an axis, an extent): then the {@link Decisions} note the loop as one
 * to unroll, and everything starts again.
 */
public final class Evaluator {

  /** What tensors do; operators and networks differ here. */
  public interface Tensors {
    /** A new tensor, reading zero. */
    TensorValue zeros(
        Evaluator evaluator, String name, DataType element, List<Integer> shape, Position position);

    /** A new tensor with the elements of another, unless they are to be copied one by one. */
    default Optional<TensorValue> copy(
        Evaluator evaluator, String name, TensorValue from, Position position) {
      return Optional.empty();
    }

    /** The field of an object is about to get another value. */
    default void assign(
        Evaluator evaluator, ObjectValue object, String field, Value value, Position position) {}

    /**
     * The tensors of a variable are to lie in a pool, as networks have them.
     *
     * @throws UserError where there is none
     */
    default void place(
        Evaluator evaluator, String variable, Value value, String pool, Position position) {
      throw evaluator.error(
          Message.PLACED,
          position,
          "variable '" + variable + "'",
          pool,
          "pools are for what lies between operators, and this is inside one, or in a constructor",
          "place what the operator returns: a variable in the method of the network");
    }

    /** Element access; a network refuses it. */
    void access(Evaluator evaluator, TensorValue tensor, Position position);

    /** The result of a call that is not to be inlined. */
    Optional<Value> call(Evaluator evaluator, PrimFunc callee, List<Value> arguments, Invoke call);
  }

  /** What evaluating a function left behind. */
  public record Outcome(Value result, Seq body) {}

  private final Callees callees;
  private final Tensors tensors;
  private final Decisions decisions;
  private final boolean device;
  private final Residue residue = new Residue();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Variables variables;
  private final Arrays arrays;
  private final Demands demands;
  private final Expressions expressions;
  private final Statements statements;
  private Position position = Position.NONE;

  private Evaluator(Callees callees, Tensors tensors, Decisions decisions, boolean device) {
    this.callees = callees;
    this.tensors = tensors;
    this.decisions = decisions;
    this.device = device;
    this.variables = new Variables(this, decisions, residue);
    this.arrays = new Arrays(this, decisions, residue);
    this.demands = new Demands(this, decisions, residue);
    this.expressions = new Expressions(this);
    this.statements = new Statements(this, expressions, decisions, residue);
  }

  /**
   * Evaluates a call of {@code function}.
   *
   * @param tensors gives a new one for each attempt, as an attempt may be given up
   * @param unrollAll whether no loop and no variable may stay, as in a network
   */
  public static Outcome run(
      Callees callees,
      PrimFunc function,
      List<Value> arguments,
      Supplier<Tensors> tensors,
      boolean unrollAll) {
    Decisions decisions = new Decisions();
    while (true) {
      try {
        Evaluator e = new Evaluator(callees, tensors.get(), decisions, !unrollAll);
        Value result = e.enter(function, arguments, Position.NONE);
        return new Outcome(result, e.residue.finish());
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
    Frame frame = new Frame(function, call, residue.depth());
    frames.push(frame);
    arguments.forEach(a -> addMemory(a, frame.readOnly));
    for (int i = 0; i < arguments.size(); i++) {
      variables.declare(function.parameters().get(i), arguments.get(i), function.position());
    }
    if (decisions.isOnDevice(function)) {
      Buffer cell = variables.cell("result", Expr.zero((DataType) function.result()), call);
      decisions.locate(function, cell.data());
      frame.resultCell = Optional.of(cell);
      Context context = new Context.Skippable(function);
      Seq body = residue.within(context, () -> statements.exec(function.body()));
      emit(new Block(frame.end, body, function.position()));
      frame.result = variables.keep("result", Variables.load(cell), call);
    } else {
      statements.exec(function.body());
    }
    frames.pop();
    return frame.result;
  }

  private static void addMemory(Value value, Set<Var> memory) {
    switch (value) {
      case TensorValue(Buffer b) -> memory.add(b.data());
      case ArrayValue array -> array.elements().forEach(e -> addMemory(e, memory));
      case ObjectValue object -> object.fields().values().forEach(f -> addMemory(f, memory));
      default -> {}
    }
  }

  /** Parameters are read-only, in a helper too, and through whatever view. */
  void requireOwn(TensorValue tensor, Position p) {
    Var data = tensor.buffer().data();
    if (frames.stream().anyMatch(f -> f.readOnly.contains(data))) {
      throw error(Message.STORE_TO_PARAMETER, p, data.name());
    }
  }

  /** The value of a call, whose memory, if it takes any, has this name. */
  Value invoke(Invoke call, String name) {
    PrimFunc callee =
        callees
            .find(call.symbol())
            .orElseThrow(() -> error(Message.NO_BODY, call.position(), call.symbol(), ""));
    List<Value> arguments = call.arguments().stream().map(expressions::eval).toList();
    Optional<Value> opaque = tensors.call(this, callee, arguments, call);
    if (opaque.isPresent()) {
      return opaque.get();
    }
    if (callee.kind() == PrimFunc.Kind.TABLE) {
      return explained(callee, call.position(), () -> callees.table(callee, call.position()));
    }
    if (arguments.stream().allMatch(Evaluator::isConstant) && isComputed(callee)) {
      return explained(
          callee, call.position(), () -> computed(call, callees.compute(callee, arguments)));
    }
    if (device && callee.isScalar() && !callee.isExpression()) {
      try {
        return new Scalar(callees.call(callee, arguments, call.position()));
      } catch (UserError forUnknownArguments) {
        if (arguments.stream().noneMatch(Evaluator::isConstant)) {
          throw forUnknownArguments;
        }
        // What is known here, such as how often to loop, may be what it needs to know.
      }
    }
    return enter(callee, arguments, call.position());
  }

  /** Known, and the same whoever has it. */
  private static boolean isConstant(Value value) {
    return switch (value) {
      case Scalar s -> s.isKnown();
      case ArrayValue a -> a.isReadOnly() && a.elements().stream().allMatch(Evaluator::isConstant);
      case EnumValue e -> true;
      case Text t -> true;
      case Value.None n -> true;
      case TensorValue t -> false;
      case DeviceArray a -> false;
      case ObjectValue o -> false;
    };
  }

  /** Whether a call with constants has a value that can be computed here, once and for all. */
  private boolean isComputed(PrimFunc callee) {
    return device
        && (callee.result() instanceof DataType || callee.result() instanceof Type.ArrayType);
  }

  /** A new array is the caller's, who may change it. */
  private Value computed(Invoke call, Value value) {
    return value instanceof ArrayValue array
        ? arrays.create(call, "tmp", array.elements(), call.position())
        : value;
  }

  /** What is wrong inside is told with the way to it. */
  public <T> T explained(PrimFunc callee, Position call, Supplier<T> value) {
    try {
      return value.get();
    } catch (UserError inside) {
      List<Diagnostic.Call> path = new ArrayList<>();
      path.add(new Diagnostic.Call(callee.userName(), call));
      path.addAll(path());
      throw new UserError(inside.diagnostics().stream().map(d -> d.calledFrom(path)).toList());
    }
  }

  /** Whether this is the body of a function of its own, from scalars to a scalar. */
  boolean isScalarFunction() {
    return frames.size() == 1 && frame().function.isScalar() && device;
  }

  /** The device that operators which are called here run on, if a caller says one. */
  public Optional<String> placement() {
    return frames.stream().flatMap(f -> f.function.device().stream()).findFirst();
  }

  // ---- What the parts share ----

  /** Whether something may be left to the device: not in a network, nor in a table. */
  boolean hasDevice() {
    return device;
  }

  /** Whether {@code mac} rounds once. */
  boolean fusedMac() {
    return callees.fusedMac();
  }

  Frame frame() {
    return frames.peek();
  }

  Tensors tensors() {
    return tensors;
  }

  Variables variables() {
    return variables;
  }

  Arrays arrays() {
    return arrays;
  }

  Demands demands() {
    return demands;
  }

  Residue residue() {
    return residue;
  }

  /** Where we are, for what has no position of its own. */
  Position position() {
    return position;
  }

  void moveTo(Position p) {
    position = p.isKnown() ? p : position;
  }

  /** Leaves {@code statement} to the device. */
  public void emit(Stmt statement) {
    residue.emit(statement);
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
