package dev.demitasse.compiler.graph;

import dev.demitasse.compiler.diagnostic.Diagnostic;
import dev.demitasse.compiler.diagnostic.Message;
import dev.demitasse.compiler.diagnostic.UserError;
import dev.demitasse.compiler.eval.Evaluator;
import dev.demitasse.compiler.eval.Specialiser;
import dev.demitasse.compiler.eval.Value;
import dev.demitasse.compiler.eval.Value.ObjectValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.eval.Views;
import dev.demitasse.compiler.graph.NetworkGraph.OperatorCall;
import dev.demitasse.compiler.graph.NetworkGraph.Port;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the method of a network with its shapes, and notes the operators it calls. This is the last
 * stage in which the user can be wrong.
 */
public final class Infer {
  private final NetworkDecl network;
  private final IrModule generic;
  private final Specialiser specialiser;

  private Infer(NetworkDecl network, IrModule generic) {
    this.network = network;
    this.generic = generic;
    this.specialiser = new Specialiser(generic);
  }

  /**
   * The graph of a network.
   *
   * @param weights the values of its fields, by name
   * @param generic everything it may call, as lowered from Java
   * @throws UserError if the network or an operator it calls is wrong
   */
  public static NetworkGraph run(
      NetworkDecl network, Map<String, Constant> weights, IrModule generic) {
    return new Infer(network, generic).graph(weights);
  }

  private NetworkGraph graph(Map<String, Constant> weights) {
    List<Port> inputs =
        network.inputs().stream()
            .map(i -> new Port(i.name(), Buffer.of(i.name(), i.element(), i.shape())))
            .toList();
    Map<String, Value> fields = new LinkedHashMap<>();
    weights.forEach((field, constant) -> fields.put(field, new TensorValue(constant.buffer())));
    List<Value> arguments = new ArrayList<>();
    arguments.add(ObjectValue.of(fields));
    inputs.forEach(port -> arguments.add(new TensorValue(port.buffer())));

    Recorder[] recorder = new Recorder[1];
    PrimFunc entry = generic.find(network.entry()).orElseThrow();
    Evaluator.Outcome outcome =
        Evaluator.run(
            specialiser.callees(), entry, arguments, () -> recorder[0] = new Recorder(), true);
    List<OperatorCall> calls = recorder[0].calls;
    Buffer output = output(((TensorValue) outcome.result()).buffer(), calls, entry.position());
    Set<Var> read = new HashSet<>();
    calls.forEach(c -> c.inputs().forEach(b -> read.add(b.data())));
    List<Constant> constants =
        weights.values().stream().filter(c -> read.contains(c.buffer().data())).toList();
    return new NetworkGraph(
        network.name(),
        inputs,
        constants,
        calls,
        List.of(new Port("output", output)),
        specialiser.callees().scalarFunctions());
  }

  /** The result as a buffer of its own, which the caller of the network can bring. */
  private static Buffer output(Buffer result, List<OperatorCall> calls, Position p) {
    for (OperatorCall call : calls) {
      if (call.output().data() == result.data()
          && result.isWhole()
          && result.size() == call.output().size()) {
        return result;
      }
    }
    Buffer output = Buffer.of("output", result.element(), result.shape());
    calls.add(new OperatorCall("Copy", "copy", copy(result), List.of(result), output, p));
    return output;
  }

  private static PrimFunc copy(Buffer from) {
    Var x = Var.of("x", from.data().type());
    Buffer in = new Buffer(x, from.shape(), from.strides(), Expr.int32(0));
    Buffer out = Buffer.of("y", from.element(), from.shape());
    Map<Var, Buffer> buffers = new LinkedHashMap<>();
    buffers.put(x, in);
    buffers.put(out.data(), out);
    return new PrimFunc(
        PrimFunc.Kind.OPERATOR,
        "copy",
        List.copyOf(buffers.keySet()),
        buffers,
        Type.VOID,
        new Seq(List.of(Views.copy(in, out, Position.NONE))),
        Position.NONE);
  }

  /** The class of an operator: {@code DepthwiseConv2d}. */
  private static String title(PrimFunc operator) {
    return operator.userName().replaceFirst("\\..*", "");
  }

  /** Inside a network: operators are noted, elements are out of reach. */
  private final class Recorder implements Evaluator.Tensors {
    private final List<OperatorCall> calls = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();

    @Override
    public TensorValue zeros(
        Evaluator e, String name, DataType element, List<Integer> shape, Position p) {
      throw e.error(Message.NETWORK_ELEMENT, p, name);
    }

    @Override
    public void access(Evaluator e, TensorValue tensor, Position p) {
      throw e.error(Message.NETWORK_ELEMENT, p, tensor.buffer().name());
    }

    @Override
    public Optional<Value> call(
        Evaluator e, PrimFunc callee, List<Value> arguments, Invoke invoke) {
      if (!callee.isOperator()) {
        return Optional.empty();
      }
      Specialiser.Specialised specialised = specialise(e, callee, arguments, invoke.position());
      String label = Names.snakeCase(title(callee));
      int count = names.merge(label, 1, Integer::sum) - 1;
      Buffer made = specialised.outputs().get(0);
      Buffer output =
          Buffer.of(count == 0 ? label : label + "_" + count, made.element(), made.shape());
      calls.add(
          new OperatorCall(
              title(callee),
              label,
              specialised.function(),
              specialised.inputs(),
              output,
              invoke.position()));
      return Optional.of(new TensorValue(output));
    }

    /** What is wrong inside an operator is told with the way from the network to it. */
    private Specialiser.Specialised specialise(
        Evaluator e, PrimFunc callee, List<Value> arguments, Position call) {
      try {
        return specialiser.specialise(callee, arguments);
      } catch (UserError inside) {
        List<Diagnostic.Call> path = new ArrayList<>();
        path.add(new Diagnostic.Call(callee.userName(), call));
        path.addAll(e.path());
        throw new UserError(inside.diagnostics().stream().map(d -> d.calledFrom(path)).toList());
      }
    }
  }
}
