package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Evaluator;
import dev.demitasse.compiler.eval.Specialiser;
import dev.demitasse.compiler.eval.Value;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inside a network: operators are noted, and elements are out of reach. */
final class RecordCalls implements Evaluator.Tensors {
  private final Specialiser specialiser;
  private final Moves moves;
  private final List<NetworkObject.Slot> states;
  private final List<OperatorCall> calls = new ArrayList<>();
  private final Map<Var, Placement> placements = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<String, OperatorCall> kernels = new HashMap<>();

  RecordCalls(Specialiser specialiser, Moves moves, List<NetworkObject.Slot> states) {
    this.specialiser = specialiser;
    this.moves = moves;
    this.states = states;
  }

  /** In the order in which they were made. */
  List<OperatorCall> calls() {
    return calls;
  }

  /** The variables that are placed, by their memory. */
  Map<Var, Placement> placements() {
    return placements;
  }

  @Override
  public TensorValue zeros(
      Evaluator e, String name, DataType element, List<Integer> shape, Position p) {
    Buffer buffer = Buffer.of(unique(name), element, shape);
    calls.add(moves.clear(buffer, p));
    return new TensorValue(buffer);
  }

  @Override
  public Optional<TensorValue> copy(Evaluator e, String name, TensorValue from, Position p) {
    Buffer to = Buffer.of(unique(name), from.buffer().element(), from.buffer().shape());
    calls.add(moves.copy(from.buffer(), to, p));
    return Optional.of(new TensorValue(to));
  }

  @Override
  public void assign(Evaluator e, ObjectValue object, String field, Value value, Position p) {
    for (NetworkObject.Slot slot : states) {
      if (slot.owner() == object && slot.field().equals(field)) {
        List<Integer> had = slot.state().buffer().shape();
        List<Integer> given = ((TensorValue) value).buffer().shape();
        if (!had.equals(given)) {
          throw e.error(Message.STATE_SHAPE, p, field, had, given);
        }
      }
    }
  }

  @Override
  public void place(Evaluator e, String name, Value value, String pool, Position p) {
    Placement placement = new Placement(pool, Placement.Kind.VARIABLE, name, p, e.path());
    value.mapTensors(
        "",
        (component, tensor) -> {
          if (calls.stream().noneMatch(call -> makes(call, tensor))) {
            throw mistake(placement, "no operator has made it", "place what it is a view of");
          }
          Placement other = placements.putIfAbsent(tensor.data(), placement);
          if (other != null && !other.pool().equals(pool)) {
            throw mistake(
                placement,
                "it is what '%s' is, which is placed in '%s'".formatted(other.name(), other.pool()),
                "place it once");
          }
          return tensor;
        });
  }

  private static boolean makes(OperatorCall call, Buffer tensor) {
    return call.outputs().stream().anyMatch(output -> output.data() == tensor.data());
  }

  private static UserError mistake(Placement placement, String reason, String fix) {
    return new UserError(List.of(placement.mistake(reason, fix)));
  }

  @Override
  public void access(Evaluator e, TensorValue tensor, Position p) {
    throw e.error(Message.NETWORK_ELEMENT, p, tensor.buffer().name());
  }

  @Override
  public Optional<Value> call(Evaluator e, PrimFunc callee, List<Value> arguments, Invoke invoke) {
    if (!callee.isOperator()) {
      return Optional.empty();
    }
    PrimFunc placed = placed(callee, e);
    List<Value> given =
        callee.external().isPresent()
            ? arguments.stream().map(a -> packed(a, invoke.position())).toList()
            : arguments;
    Specialiser.Specialised specialised =
        e.explained(callee, invoke.position(), () -> specialiser.specialise(placed, given));
    String label = Names.snakeCase(title(callee));
    List<Buffer> outputs = new ArrayList<>();
    Value result =
        specialised
            .result()
            .mapTensors(
                "",
                (component, made) -> {
                  String name = component.isEmpty() ? label : label + "_" + component;
                  Buffer output = Buffer.of(unique(name), made.element(), made.shape());
                  outputs.add(output);
                  return output;
                });
    OperatorCall call =
        new OperatorCall(
            title(callee),
            label,
            specialised.function(),
            specialised.inputs(),
            outputs,
            specialised.scalars(),
            attributes(callee, given),
            invoke.position());
    call.kernel().ifPresent(kernel -> agrees(e, kernel, call));
    calls.add(call);
    return Optional.of(result);
  }

  /** The numbers among the arguments of an operator. */
  private static Map<String, Expr> attributes(PrimFunc operator, List<Value> arguments) {
    Map<String, Expr> attributes = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Value.Scalar(Expr value)) {
        attributes.put(operator.parameters().get(i).name(), value);
      }
    }
    return attributes;
  }

  /** On its own device, or on that of the network or part that calls it. */
  private static PrimFunc placed(PrimFunc operator, Evaluator e) {
    Map<PrimFunc.Attribute, String> attributes = new HashMap<>(operator.attributes());
    e.placement().ifPresent(device -> attributes.putIfAbsent(PrimFunc.Attribute.DEVICE, device));
    return operator.withAttributes(attributes);
  }

  /** A kernel knows nothing of strides: views get memory of their own, in row-major order. */
  private Value packed(Value argument, Position p) {
    return argument.mapTensors(
        "",
        (name, view) -> {
          if (view.isContiguous()) {
            return view;
          }
          Buffer copy = Buffer.of(unique(view.name()), view.element(), view.shape());
          calls.add(moves.copy(view, copy, p));
          return copy;
        });
  }

  /** A C function has one prototype. */
  private void agrees(Evaluator e, Kernel kernel, OperatorCall call) {
    OperatorCall first = kernels.computeIfAbsent(kernel.name(), name -> call);
    Kernel other = first.kernel().orElseThrow();
    if (!other.signature().equals(kernel.signature())) {
      throw e.error(
          Message.KERNEL_SIGNATURE,
          call.position(),
          kernel.name(),
          first.title(),
          other.signature(),
          call.title(),
          kernel.signature());
    }
  }

  private String unique(String name) {
    int count = names.merge(name, 1, Integer::sum) - 1;
    return count == 0 ? name : name + "_" + count;
  }

  /** The class of an operator: {@code DepthwiseConv2d}. */
  private static String title(PrimFunc operator) {
    return operator.userName().replaceFirst("\\..*", "");
  }
}
