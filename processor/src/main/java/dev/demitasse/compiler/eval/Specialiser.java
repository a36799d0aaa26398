package dev.demitasse.compiler.eval;

import dev.demitasse.compiler.eval.Value.ArrayValue;
import dev.demitasse.compiler.eval.Value.TensorValue;
import dev.demitasse.compiler.ir.Buffer;
import dev.demitasse.compiler.ir.DataType;
import dev.demitasse.compiler.ir.Expr;
import dev.demitasse.compiler.ir.GenericExpr.Invoke;
import dev.demitasse.compiler.ir.IrModule;
import dev.demitasse.compiler.ir.Position;
import dev.demitasse.compiler.ir.PrimFunc;
import dev.demitasse.compiler.ir.Rewriter;
import dev.demitasse.compiler.ir.Stmt;
import dev.demitasse.compiler.ir.Stmt.Allocate;
import dev.demitasse.compiler.ir.Stmt.Seq;
import dev.demitasse.compiler.ir.StorageScope;
import dev.demitasse.compiler.ir.Type;
import dev.demitasse.compiler.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes functions for the device out of operators: one for each operator with given shapes and
 * attributes, however often it is called. Its parameters are a pointer for each tensor, then one
 * for the output.
 */
public final class Specialiser {

  /**
   * An operator with its shapes and attributes known.
   *
   * @param function writes to its last parameter
   * @param inputs the tensors among the arguments it was made for, in the order of its parameters
   */
  public record Specialised(PrimFunc function, List<Buffer> inputs) {
    /** The buffer of the result. */
    public Buffer output() {
      List<Buffer> buffers = function.parameterBuffers();
      return buffers.get(buffers.size() - 1);
    }
  }

  private final IrModule generic;
  private final ScalarFunctions scalarFunctions;
  private final Map<String, PrimFunc> made = new HashMap<>();

  public Specialiser(IrModule generic) {
    this.generic = generic;
    this.scalarFunctions = new ScalarFunctions(generic);
  }

  /** The functions of scalars that the operators call. */
  public ScalarFunctions scalarFunctions() {
    return scalarFunctions;
  }

  /** The operator for these arguments. */
  public Specialised specialise(PrimFunc operator, List<Value> arguments) {
    List<Buffer> inputs = new ArrayList<>();
    List<Buffer> parameters = new ArrayList<>();
    List<Value> inside = new ArrayList<>();
    StringBuilder key = new StringBuilder(operator.symbol());
    for (int i = 0; i < arguments.size(); i++) {
      String name = operator.parameters().get(i).name();
      inside.add(parameter(name, arguments.get(i), inputs, parameters, key));
    }
    PrimFunc function = made.get(key.toString());
    if (function == null) {
      function = make(operator, inside, parameters);
      made.put(key.toString(), function);
    }
    return new Specialised(function, inputs);
  }

  private Value parameter(
      String name,
      Value argument,
      List<Buffer> inputs,
      List<Buffer> parameters,
      StringBuilder key) {
    return switch (argument) {
      case TensorValue(Buffer b) -> {
        Buffer parameter =
            new Buffer(Var.of(name, b.data().type()), b.shape(), b.strides(), Expr.int32(0));
        inputs.add(b);
        parameters.add(parameter);
        key.append(';').append(b.element()).append(b.shape()).append(b.strides());
        yield new TensorValue(parameter);
      }
      case ArrayValue a -> {
        Value[] elements = new Value[a.length()];
        key.append(";{");
        for (int i = 0; i < elements.length; i++) {
          elements[i] = parameter(name + i, a.get(i), inputs, parameters, key);
        }
        key.append('}');
        yield ArrayValue.of(elements);
      }
      default -> {
        key.append(';').append(argument);
        yield argument;
      }
    };
  }

  private PrimFunc make(PrimFunc operator, List<Value> arguments, List<Buffer> inputs) {
    OperatorTensors[] tensors = new OperatorTensors[1];
    Evaluator.Outcome outcome =
        Evaluator.run(
            generic,
            operator,
            arguments,
            () -> tensors[0] = new OperatorTensors(),
            scalarFunctions,
            false);
    List<Stmt> body = new ArrayList<>(outcome.body().statements());
    Buffer result = ((TensorValue) outcome.result()).buffer();
    if (!tensors[0].owns(result)) {
      Buffer copy = Buffer.of("y", result.element(), result.shape());
      body.add(Views.copy(result, copy, operator.position()));
      result = copy;
    }
    Map<Var, Buffer> buffers = new LinkedHashMap<>();
    inputs.forEach(b -> buffers.put(b.data(), b));
    buffers.put(result.data(), result);
    Seq withoutOutput = new WithoutAllocation(result.data()).seq(new Seq(body));
    List<Var> parameters = List.copyOf(buffers.keySet());
    return new PrimFunc(
        operator.kind(),
        operator.symbol(),
        parameters,
        buffers,
        Type.VOID,
        withoutOutput,
        operator.position());
  }

  /** The caller brings the memory of the output. */
  private static final class WithoutAllocation extends Rewriter {
    private final Var data;

    WithoutAllocation(Var data) {
      this.data = data;
    }

    @Override
    public Stmt stmt(Stmt s) {
      return s instanceof Allocate a && a.buffer().data() == data ? Seq.EMPTY : super.stmt(s);
    }
  }

  /** Inside an operator: new tensors take room in the workspace, the parameters are read-only. */
  private static final class OperatorTensors implements Evaluator.Tensors {
    private final Map<Var, Integer> sizes = new HashMap<>();

    /** Whether the whole of this tensor was made here, so that it can be the output itself. */
    boolean owns(Buffer b) {
      return b.isWhole() && sizes.getOrDefault(b.data(), -1) == b.size();
    }

    @Override
    public TensorValue zeros(
        Evaluator evaluator, String name, DataType element, List<Integer> shape, Position p) {
      Buffer buffer = Buffer.of(name, element, shape);
      sizes.put(buffer.data(), buffer.size());
      evaluator.emit(new Allocate(buffer, StorageScope.WORKSPACE, p));
      evaluator.emit(Views.fill(buffer, Expr.zero(element), p));
      return new TensorValue(buffer);
    }

    @Override
    public void access(Evaluator e, TensorValue tensor, Position p) {}

    @Override
    public Optional<Value> call(Evaluator e, PrimFunc callee, List<Value> arguments, Invoke call) {
      return Optional.empty();
    }
  }
}
